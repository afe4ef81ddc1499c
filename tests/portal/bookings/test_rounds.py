"""Where a programme has rounds, optional offers are booked in an open one, within its budget; wishes are never lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import Refused
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.budgets.models import Account
from portal.budgets.teams import add_team
from portal.rounds import actions as rounds
from portal.rounds.models import Round
from tests import cast
from tests.cast import Town
from tests.portal.rounds import planned


def _book(town: Town, who: str = "coordinator", **said: Any) -> Booking:
    made = said.pop("offer", None) or cast.offer(town)
    return bookings.book(town.kring, made, by=town.actor(who), **({"units": 2, "pupils": 50} | said))


def _refused(town: Town, **said: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        _book(town, **said)
    return refused.value


def _committed(the_round: Round) -> Decimal:
    return Round.objects.get(pk=the_round.pk).committed


def test_without_rounds_everything_is_as_it_was(town: Town):
    assert _book(town).in_round is None


def test_in_an_open_round_a_booking_belongs_to_it(town: Town):
    made = planned.round(town, budget=Decimal("1000.00"))
    assert _book(town).in_round == made
    assert _committed(made) == Decimal("250.00")


def test_outside_a_round_the_sentence_says_when_the_next_opens(town: Town):
    coming = planned.round(town, opens=2, closes=3, name="Voorjaar")
    said = _refused(town)
    assert said.code == "round_closed" and "Voorjaar" in said.sentence
    assert str(timezone.localtime(coming.opens).year) in said.sentence
    assert Booking.objects.count() == 0


def test_when_no_next_round_is_planned_the_sentence_says_so(town: Town):
    rounds.close(planned.round(town), reason="Klaar", by=town.actor("officer"))
    assert _refused(town).code == "round_closed"


def test_a_round_for_others_is_not_open_for_this_school(town: Town):
    planned.round(town, sectors=["VO"])
    assert _refused(town).code == "round_closed"


def test_in_a_round_that_divides_at_the_closing_nothing_is_booked_at_once(town: Town):
    planned.round(town, method="allocation")
    assert _refused(town).code == "round_closed"


def test_a_fixed_offer_needs_no_round(town: Town):
    planned.round(town, opens=2, closes=3)
    assert _book(town, offer=cast.fixed_offer(town)).in_round is None


def test_a_proposal_is_approved_in_the_round_that_is_open_then(town: Town):
    made = planned.round(town, budget=Decimal("1000.00"))
    proposal = _book(town, "teacher")
    assert _committed(made) == 0
    rounds.close(made, reason="Klaar", by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        bookings.approve(proposal, by=town.actor("director"))
    assert refused.value.code == "round_closed"
    later = planned.round(town, opens=0, closes=5, budget=Decimal("300.00"))
    bookings.approve(proposal, by=town.actor("director"))
    assert (Booking.objects.get().in_round, _committed(later)) == (later, Decimal("250.00"))


def test_a_round_never_commits_more_than_its_budget_and_gets_back_what_is_withdrawn(town: Town):
    made = planned.round(town, budget=Decimal("400.00"))
    first = _book(town)
    assert _refused(town).code == "round_exhausted"
    assert _committed(made) == Decimal("250.00")
    bookings.withdraw(first, by=town.actor("coordinator"))
    assert _committed(made) == 0
    _book(town)


def test_too_late_is_kept_as_a_wish_for_the_next_round(town: Town):
    offer, who = cast.offer(town), town.actor("coordinator")
    coming = planned.round(town, opens=2, closes=3)
    kept = bookings.book_or_wish(town.kring, offer, units=3, pupils=60, by=who)
    again = bookings.book_or_wish(town.kring, offer, units=4, pupils=80, by=who)
    assert isinstance(kept, Choice) and kept == again
    wish = Choice.objects.get()
    assert (wish.units, wish.pupils) == (4, 80)
    Round.objects.filter(pk=coming.pk).update(opens=timezone.now() - timedelta(days=1))
    assert isinstance(bookings.book_or_wish(town.kring, offer, units=4, pupils=80, by=who), Booking)


def test_a_wish_keeps_the_day_the_team_and_the_remarks(town: Town):
    planned.round(town, opens=2, closes=3)
    offer, director = cast.offer(town), town.actor("director")
    team = add_team(Account.objects.get(school=town.kring), name="Bovenbouw", amount=Decimal("500.00"), by=director)
    day = timezone.localdate() + timedelta(days=30)
    said = {"wished_dates": [day], "team": team, "remarks": "In de gymzaal"}
    for units in (1, 2):  # the second time it stands on the shortlist already
        wish = bookings.book_or_wish(town.kring, offer, units=units, pupils=25 * units, by=director, **said)
        assert (wish.units, wish.wished_on, wish.team, wish.note) == (units, day, team, "In de gymzaal")
    assert Choice.objects.get() == wish


def test_what_a_round_left_goes_to_the_next_also_what_comes_back_later(town: Town):
    first = planned.round(town, budget=Decimal("1000.00"))
    row = _book(town)
    rounds.close(first, reason="Klaar", by=town.actor("officer"))
    second = planned.round(town, opens=0, closes=5, budget=Decimal("100.00"))
    assert (second.carried_in, second.left) == (Decimal("750.00"), Decimal("850.00"))
    bookings.withdraw(row, by=town.actor("coordinator"))
    rounds.keep_time()
    second.refresh_from_db()
    first.refresh_from_db()
    assert (second.left, first.left) == (Decimal("1100.00"), 0)


def test_it_also_goes_on_when_no_clock_runs(town: Town):
    now, officer = timezone.now(), town.actor("officer")
    for days, budget in ((2, "500.00"), (1, "0.00")):
        rounds.plan(
            town.programme, opens=now - timedelta(days=days), closes=now + timedelta(days=1 if days == 1 else -1),
            method="first_come", budget=Decimal(budget), by=officer,
        )  # fmt: skip
    assert _book(town).in_round == Round.objects.latest("opens")


def test_a_round_that_does_not_carry_over_keeps_what_is_left(town: Town):
    first = planned.round(town, budget=Decimal("1000.00"), carries_over=False)
    rounds.close(first, reason="Klaar", by=town.actor("officer"))
    assert planned.round(town, opens=0, closes=5, budget=Decimal("100.00")).left == Decimal("100.00")


def test_money_of_all_schools_does_not_go_to_one_sector(town: Town):
    first = planned.round(town, budget=Decimal("1000.00"))
    rounds.close(first, reason="Klaar", by=town.actor("officer"))
    assert planned.round(town, opens=0, closes=5, budget=Decimal("100.00"), sectors=["PO"]).carried_in == 0


@pytest.mark.slow
@settings(max_examples=25)  # each lives through a round
@given(st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=8))
def test_what_is_committed_is_always_the_sum_of_what_is_reserved(town: Town, steps: list[tuple[int, bool]]):
    with transaction.atomic():
        made, live = planned.round(town, budget=Decimal("1500.00")), []
        offer = cast.offer(town, capacity=None)
        for units, back in steps:
            if back and live:
                bookings.withdraw(live.pop(), by=town.actor("coordinator"))
                continue
            try:
                with transaction.atomic():
                    live.append(_book(town, offer=offer, units=units, pupils=20))
            except Refused as refused:
                assert refused.code == "round_exhausted"
        held = sum((row.reserved for row in live), Decimal(0))
        assert _committed(made) == held <= Decimal("1500.00")
        transaction.set_rollback(True)
