"""NPO must be spent until 31 July 2025; what was not spent by then goes back (DOMAIN § 7 row 38)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from catalogue.errors import Forbidden, Refused
from catalogue.money import ZERO
from catalogue.offers import actions as offers
from catalogue.programmes.models import SpendingGoal
from portal.accountability import actions as accountability
from portal.accountability.attribution import spent_of
from portal.accountability.cash_flow import cash_flows
from portal.accountability.models import GrantSettlement
from portal.accountability.queries import sisa_table
from portal.accountability.standing import standing_of
from portal.bespoke import actions as bespoke
from portal.bespoke.actions import Verdict
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import Grant
from portal.funding.queries import balances
from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability import npo_of_putten
from tests.portal.accountability.npo_of_putten import on
from tests.portal.accountability.paying import delivered_and_paid
from tests.portal.bespoke import requests
from tests.portal.funding import by_hand

IN_TIME, TOO_LATE = date(2025, 7, 31), date(2025, 8, 1)


def _book(town: Town, made: Any, *days: date, **said: Any) -> Booking:
    return bookings.book(town.kring, made, units=1, pupils=20, wished_dates=days, by=town.actor("coordinator"), **said)


def test_what_ends_after_the_last_day_is_refused_wherever_it_is_asked(town: Town):
    with time_machine.travel(on(2025, 7, 1)):
        npo_of_putten.start(town)
        made = cast.offer(town, goal="a")
        booked = _book(town, made, IN_TIME)
        night = datetime(2025, 7, 31, 20, tzinfo=UTC)
        camp = {"starts_at": night, "ends_at": night + timedelta(hours=12)}
        deeds = {
            "wished": lambda: _book(town, made, TOO_LATE),
            "one of two wishes": lambda: _book(town, made, IN_TIME, TOO_LATE),
            "moved": lambda: bookings.reschedule(booked, wished_dates=[TOO_LATE], by=town.actor("coordinator")),
            "session": lambda: offers.add_session(made, by=town.actor("librarian"), **camp),
        }
        for name, deed in deeds.items():
            with pytest.raises(Refused) as refused:
                deed()
            assert (refused.value.code, "31 juli 2025" in refused.value.sentence) == ("after_term", True), name
        answer = Api(town, "coordinator").post("bookings", {
            "offer": str(made.pk), "units": 1, "pupils": 20, "yearGroups": ["5"], "wishedDates": ["2025-08-01"],
        })  # fmt: skip
        problem(answer, 409, "after_term")
        bookings.confirm(booked, by=town.actor("librarian"))
    with time_machine.travel(on(2025, 8, 2)):
        report = {"sessions": 1, "pupils_reached": 20, "by": town.actor("librarian")}
        with pytest.raises(Refused) as refused:
            bookings.deliver(booked, date=TOO_LATE, **report)
        assert refused.value.code == "after_term"
        with pytest.raises(Refused) as refused:
            _book(town, made)  # without a day: it would be today at the earliest
        assert refused.value.code == "after_term"
        assert bookings.deliver(booked, date=IN_TIME, **report).status == "delivered"


def test_a_request_of_a_school_is_held_against_the_same_day(town: Town):
    """Bespoke too: what ends after the term is not granted, and what was granted is committed until it is closed."""
    with time_machine.travel(on(2025, 7, 1)):
        grant = npo_of_putten.start(town)
        goal = {"goal": SpendingGoal.objects.get(regulation__code="NPO", code="a")}
        late = requests.asked(town, starts_on=date(2025, 7, 20), ends_on=TOO_LATE, **goal)
        with pytest.raises(Refused) as refused:
            bespoke.decide(late, Verdict("grant"), by=town.actor("officer"))
        assert refused.value.code == "after_term"
        granted = requests.asked(town, "granted", starts_on=date(2025, 7, 20), ends_on=IN_TIME, **goal)
    assert standing_of(grant).committed == granted.reserved == Decimal("400.00")


def test_what_was_received_and_not_paid_goes_back_and_the_grant_is_closed(town: Town):
    """€ 67,083.35 came in, € 250 was paid: € 66,833.35 goes back, above the threshold by two people."""
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 7, 31)), pytest.raises(Refused) as refused:
        accountability.settle_grant(grant, reason="Eindverantwoording", by=town.actor("finance"))
    assert refused.value.code == "term_runs"
    with time_machine.travel(on(2025, 9, 1)):
        made = accountability.settle_grant(grant, reason="Eindverantwoording 2025", by=town.actor("finance"))
        assert (made.status, str(made.received), str(made.paid)) == ("proposed", "67083.35", "250.00")
        with pytest.raises(Refused) as refused:
            accountability.confirm_settlement(made, by=town.actor("finance"))
        assert refused.value.code == "four_eyes"
        accountability.confirm_settlement(made, by=town.actor("finance2"))
        assert (made.status, str(made.to_repay)) == ("effected", "66833.35")
        closed = Grant.objects.get(pk=grant.pk)
        assert (closed.closed_on, closed.paid_of_it) == (date(2025, 9, 1), Decimal("250.00"))

        # Nothing of it is left to be spent: not on a line, not at a school; and the plan still adds up.
        accounts = Account.objects.filter(programme=town.programme)
        assert sum((account.available for account in accounts), ZERO) == ZERO and verify() == []
        called_back = Entry.objects.filter(cause=made.KIND, cause_id=made.pk, kind="call_back")
        assert sum((entry.amount for entry in called_back), ZERO) == Decimal("321750.00")
        assert [each.difference for each in balances(town.programme.plans.get(status="adopted"))] == [ZERO]
        with pytest.raises(Refused) as refused:
            _book(town, cast.offer(town, goal="a"), IN_TIME + timedelta(days=400))
        assert refused.value.code == "grant_closed"
        with pytest.raises(Refused) as refused:
            funding.receive(closed, month=date(2022, 1, 1), on=date(2025, 9, 2), by=town.actor("finance"))
        assert refused.value.code == "grant_closed"

        # And the account of what was spent stays as it was.
        assert spent_of([closed]) == {closed.pk: Decimal("250.00")}
        assert sisa_table(town.municipality, 2022).total == Decimal("250.00")


def test_what_went_to_another_municipality_was_spent(town: Town):
    """A part of the grant followed pupils who live elsewhere: it is not repaid, and it stands in the cash flow."""
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 3, 1)):
        by_hand.handover(town, "1000.00", line="resterend-budget", on=date(2025, 2, 10))
    with time_machine.travel(on(2025, 9, 1)):
        made = accountability.settle_grant(grant, reason="Eindverantwoording 2025", by=town.actor("finance"))
        assert (str(made.paid), str(made.to_repay)) == ("1250.00", "65833.35")
        accountability.confirm_settlement(made, by=town.actor("finance2"))
        [flow], _together = cash_flows([grant], on=date(2025, 9, 1))
    assert next(each.paid for each in flow.months if each.month == date(2025, 2, 1)) == Decimal("1000.00")
    assert flow.months[-1].balance == made.unspent and verify() == []


def test_what_is_still_committed_comes_first(town: Town):
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 7, 1)):
        waiting = _book(town, cast.offer(town, goal="a"), IN_TIME)
    with time_machine.travel(on(2025, 9, 1)):
        with pytest.raises(Refused) as refused:
            accountability.settle_grant(grant, reason="Eindverantwoording", by=town.actor("finance"))
        assert refused.value.code == "still_committed" and "€\xa0125,00" in refused.value.sentence
        bookings.withdraw(waiting, by=town.actor("coordinator"))
        assert accountability.settle_grant(grant, reason="Nu wel", by=town.actor("finance")).status == "proposed"


def test_through_the_api(town: Town):
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 9, 1)):
        finance, second = Api(town, "finance"), Api(town, "finance2")
        path = f"grants/{grant.pk}/settlements"
        shown = finance.post(path, {"reason": "Eindverantwoording 2025"}).json()
        assert (shown["closedOn"], shown["received"]) == (None, "67083.35")
        problem(finance.post(path, {"reason": "Nog eens"}), 409, "wrong_state")
        [waiting] = second.get("grant-settlements").json()["results"]
        assert (waiting["status"], waiting["unspent"]) == ("proposed", "66833.35")
        problem(finance.post(f"grant-settlements/{waiting['id']}/confirmations", If_Match="*"), 409, "four_eyes")
        done = second.post(f"grant-settlements/{waiting['id']}/confirmations", If_Match="*").json()
        assert (done["status"], done["toRepay"]) == ("effected", "66833.35")
        assert finance.get(f"grants/{grant.pk}").json()["closedOn"] == "2025-09-01"


def test_on_the_page_of_the_grant(town: Town):
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 9, 1)):
        finance, second = Visitor(town, "finance"), Visitor(town, "finance2")
        page = finance.open(f"/municipality/grants/{grant.pk}")
        assert "€ 66.833,35" in page.text
        asked = finance.press(page, "Maak de afrekening", reason="Eindverantwoording 2025")
        assert "wacht op een tweede persoon" in asked.text and "Bevestig deze afrekening" not in asked.text
        done = second.press(second.open(f"/municipality/grants/{grant.pk}"), "Bevestig deze afrekening")
        assert "Afgerekend op" in done.text and "€ 66.833,35 gaat terug" in done.text
        assert "afgerekend" in second.open("/municipality/grants").text


@pytest.mark.parametrize("who", ["coordinator", "librarian", "assessor", "controller", "admin"])
def test_only_finance_and_officers_settle(town: Town, who: str):
    grant = _spent_250_of_the_first_payment(town)
    with time_machine.travel(on(2025, 9, 1)), pytest.raises(Forbidden):
        accountability.settle_grant(grant, reason="Eindverantwoording", by=town.actor(who))
    assert not GrantSettlement.objects.exists()


def _spent_250_of_the_first_payment(town: Town) -> Grant:
    with time_machine.travel(on(2022, 3, 1)):
        grant = npo_of_putten.start(town)
        funding.receive(grant, month=date(2021, 12, 1), on=date(2021, 12, 20), by=town.actor("finance"))
        delivered_and_paid(town, cast.booking(town, cast.offer(town, goal="a"), status="accepted"))
    return grant
