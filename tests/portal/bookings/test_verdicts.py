"""What a plan says of a line is what booking says, for every line, and without a statement per line."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from catalogue.offers.models import Offer
from catalogue.programmes.actions import set_overspend
from catalogue.programmes.models import Programme
from portal.bookings import actions as bookings
from portal.bookings.verdicts import verdicts_of
from portal.bookings.wanted import Verdict, Wanted
from portal.budgets import teams
from portal.budgets.models import Account, TeamBudget
from portal.rounds import actions as rounds
from tests.cast import Town, fixed_offer, offer

READ = ("revision", "provider", "programme", "goal__regulation")


def _read(made: Offer) -> Offer:
    rows = Offer.objects.select_related(*READ).prefetch_related("provider__admissions", "revision__themes")
    return rows.get(pk=made.pk)


def _verdicts(town: Town, *wanted: Wanted, who: str = "coordinator") -> list[Verdict]:
    accounts = list(Account.objects.filter(school=town.kring))
    return verdicts_of(town.kring, wanted, accounts, by=town.actor(who))


def _codes(verdict: Verdict) -> list[str]:
    return [each.code for each in verdict.refusals]


def _book(town: Town, wanted: Wanted) -> str:
    """What booking says: its code, or nothing."""
    made = Offer.objects.select_related("programme", "provider").get(pk=wanted.offer.pk)
    try:
        with row_of_many():
            bookings.book(
                town.kring, made, units=wanted.units, pupils=wanted.pupils, session=wanted.session, team=wanted.team,
                wished_dates=[wanted.wished_on] if wanted.wished_on else [], cover_shortfall=wanted.cover,
                by=town.actor("coordinator"),
            )  # fmt: skip
    except Refused as refused:
        return refused.code
    except Invalid as invalid:
        return invalid.faults[0].code
    return ""


LINE = st.fixed_dictionaries(
    {
        "which": st.integers(0, 4), "units": st.integers(1, 6), "pupils": st.integers(0, 90),
        "in_days": st.sampled_from([None, 2, 40, 400]), "team": st.booleans(), "cover": st.booleans(),
    }
)  # fmt: skip


@pytest.mark.slow
def test_every_verdict_is_what_booking_says(town: Town):
    """All offers in a random order, with random numbers, days and purses: booked one by one, each as it was judged."""
    made = [
        offer(town, title="Ruim"),
        offer(town, title="Klein", capacity=4, max_group_size=20),
        offer(town, title="Duur", price=Decimal("700.00"), min_units=2),
        offer(town, title="Vlug", lead_time_days=14, sectors=["PO", "VO"]),
        fixed_offer(town),
    ]
    account = Account.objects.get(school=town.kring)
    team = teams.add_team(account, name="Bovenbouw", amount=Decimal("800.00"), by=town.actor("coordinator"))

    @settings(max_examples=20)
    @given(lines=st.lists(LINE, min_size=1, max_size=6), policy=st.sampled_from(["stop", "own_money"]))
    def each_line_as_judged(lines: list[dict[str, Any]], policy: str) -> None:
        with transaction.atomic():
            programme = Programme.objects.get(pk=town.programme.pk)  # each example begins where the first one did
            set_overspend(programme, wish="warn", booking=policy, by=town.actor("officer"))
            read = [_read(each) for each in made]
            for verdict in _verdicts(town, *(_wanted(read, line, team) for line in lines)):
                said = _book(town, verdict.wanted)
                assert bool(said) == (not verdict.ready), (said, _codes(verdict))
                assert not said or said in _codes(verdict)
            assert Account.objects.get(pk=account.pk).available >= 0
            transaction.set_rollback(True)

    each_line_as_judged()


def _wanted(read: list[Offer], line: dict[str, Any], team: TeamBudget) -> Wanted:
    return Wanted(
        read[line["which"]], line["units"], line["pupils"], cover=line["cover"],
        team=team if line["team"] and line["which"] != len(read) - 1 else None,
        wished_on=timezone.localdate() + timedelta(days=line["in_days"]) if line["in_days"] else None,
    )  # fmt: skip


def test_what_is_not_in_the_plan_is_judged_after_it_and_takes_nothing(town: Town):
    dear = _read(offer(town, price=Decimal("2000.00")))
    inside, beside, other = _verdicts(
        town, Wanted(dear, 1, 20), Wanted(dear, 1, 20, counts=False), Wanted(dear, 1, 20, counts=False)
    )
    assert inside.ready and _codes(beside) == _codes(other) == ["budget_exhausted"]
    assert beside.short == other.short == Decimal("1000.00")


def test_a_closed_round_is_a_reason_that_waits(town: Town):
    now = timezone.now()
    rounds.plan(
        town.programme, name="Later", method="first_come", opens=now + timedelta(days=3),
        closes=now + timedelta(days=9), by=town.actor("officer"),
    )  # fmt: skip
    (verdict,) = _verdicts(town, Wanted(_read(offer(town)), 1, 20))
    assert _codes(verdict) == ["round_closed"] and verdict.waits and not verdict.ready


def test_all_reasons_are_named_at_once(town: Town):
    made = _read(offer(town, lead_time_days=30, min_units=2, capacity=1, price=Decimal("4000.00")))
    (verdict,) = _verdicts(town, Wanted(made, 1, 20, wished_on=timezone.localdate() + timedelta(days=1)))
    assert _codes(verdict) == ["out_of_range", "lead_time", "budget_exhausted"]


def test_a_teacher_may_propose_more_than_is_left_but_not_where_wishes_are_stopped(town: Town):
    dear = Wanted(_read(offer(town, price=Decimal("4000.00"))), 1, 20)
    (verdict,) = _verdicts(town, dear, who="teacher")
    assert verdict.ready and verdict.short == Decimal("1000.00")
    set_overspend(town.programme, wish="stop", booking="stop", by=town.actor("officer"))
    (verdict,) = _verdicts(town, Wanted(_read(dear.offer), 1, 20), who="teacher")
    assert _codes(verdict) == ["budget_exhausted"]


def test_three_lines_cost_as_many_statements_as_one(town: Town):
    read = [_read(offer(town)), _read(offer(town, provider="musician")), _read(offer(town)), _read(fixed_offer(town))]
    fixed = read[-1]
    with CaptureQueriesContext(connection) as one:
        _verdicts(town, Wanted(read[0], 1, 20), Wanted(fixed, 1, 20))
    with CaptureQueriesContext(connection) as three:
        _verdicts(town, *(Wanted(each, 1, 20) for each in [*read, *read]))
    assert len(three) == len(one) <= 12
