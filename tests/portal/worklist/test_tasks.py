"""What waits for me: one list per person, a term first, then by age."""

from __future__ import annotations

import pytest

from catalogue.actor import ANYONE
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from portal.bookings import actions as bookings
from portal.claims.decisions import Verdict, decide
from portal.funding import actions as funding
from portal.invoices.accepting import accept
from portal.invoices.queries import acceptance_of
from portal.payments import actions as payments
from portal.worklist.queries import tasks_of
from tests import cast
from tests.api import split_operations
from tests.cast import Town
from tests.portal.monitoring.evaluated import evaluation
from tests.portal.subsidies import schemes
from tests.portal.subsidies.granted import proposed

EVERYBODY = (
    "teacher", "coordinator", "director", "other_coordinator", "board", "librarian", "planner", "musician", "officer",
    "assessor", "finance", "finance2", "controller", "admin",
)  # fmt: skip


def _waiting(town: Town) -> dict[str, list[str]]:
    """Who has to do what."""
    found = {who: [task.deed for task in tasks_of(town.actor(who))] for who in EVERYBODY}
    return {who: deeds for who, deeds in found.items() if deeds}


def _each(deed: str, *who: str) -> dict[str, list[str]]:
    return {each: [deed] for each in who}


def test_in_a_quiet_town_nothing_waits(town: Town):
    assert _waiting(town) == {}
    assert tasks_of(ANYONE) == []


def test_a_transfer_that_a_director_asks_for_waits_for_the_board(town: Town):
    asked = split_operations.transfer(town)
    assert _waiting(town) == {"board": ["decide_transfer"]}
    funding.confirm_transfer(asked, by=town.actor("board"))
    assert _waiting(town) == {}


@pytest.mark.slow
def test_each_step_of_the_road_waits_for_the_next_person(town: Town):
    draft = cast.offer(town, publish=False)
    offers.submit(draft, by=town.actor("librarian"))
    assert _waiting(town) == {"officer": ["review_offer"]}
    offers.publish(draft, by=town.actor("officer"))

    booking = bookings.book(town.kring, draft, units=1, pupils=20, by=town.actor("teacher"))
    assert _waiting(town) == {"director": ["approve_proposal"], "board": ["approve_proposal"]}
    bookings.approve(booking, by=town.actor("director"))
    assert _waiting(town) == {"librarian": ["answer_request"], "planner": ["answer_request"]}
    bookings.confirm(booking, by=town.actor("planner"))
    assert _waiting(town) == {"librarian": ["report_delivery"], "planner": ["report_delivery"]}
    bookings.deliver(booking, date=booking.created_at.date(), sessions=1, pupils_reached=20, by=town.actor("planner"))
    assert _waiting(town) == _each("judge_delivery", "coordinator", "director", "board")
    bookings.accept(booking, by=town.actor("director"))
    assert _waiting(town) == _each("evaluate", "coordinator", "director", "board")
    evaluation(town, booking, words="")

    claim = cast.claim(town, booking)
    assert _waiting(town) == _each("decide_claim", "officer", "assessor")
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    drain()
    to_accept = {"librarian": ["accept_invoice"]}
    assert _waiting(town) == _each("pay_invoice", "finance", "finance2") | to_accept, "payment waits for no acceptance"
    batch = payments.prepare(by=town.actor("finance"))
    to_release = _each("release_batch", "officer", "finance2")
    assert _waiting(town) == to_release | to_accept, "not for who prepared it"
    accept(acceptance_of(claim.invoices.get()), by=town.actor("librarian"))
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=town.actor("finance"))
    assert _waiting(town) == {}


def test_what_came_back_waits_for_its_writer(town: Town):
    draft = cast.offer(town, publish=False)
    offers.submit(draft, by=town.actor("librarian"))
    offers.return_for_changes(draft, reason="Voor wie?", by=town.actor("officer"))
    decide(cast.claim(town), Verdict("return", reason="Welke groep?"), by=town.actor("assessor"))
    bookings.dispute(cast.booking(town, status="delivered"), reason="Nee", by=town.actor("coordinator"))
    waiting = _waiting(town)
    assert sorted(waiting["librarian"]) == ["correct_delivery", "improve_claim", "improve_offer"]
    assert sorted(waiting["planner"]) == ["correct_delivery", "improve_offer"]
    assert "musician" not in waiting


def test_a_legal_term_comes_before_everything_else(town: Town):
    draft = cast.offer(town, publish=False)
    offers.submit(draft, by=town.actor("librarian"))
    claim = cast.claim(town)
    tasks = tasks_of(town.actor("officer"))
    assert [(task.deed, task.due_on) for task in tasks] == [("decide_claim", claim.due_on), ("review_offer", None)]


def test_failed_work_waits_for_who_can_try_it_again(town: Town):
    cast.approved(town)
    line = JournalLine.objects.get(event="claim.approved")
    JournalLine.objects.filter(pk=line.pk).update(failed_at=line.at)
    asked = _each("evaluate", "coordinator", "director", "board")
    assert _waiting(town) == asked | _each("retry_work", "officer", "finance", "finance2", "admin")


def test_a_grant_to_a_board_or_under_a_scheme_waits_for_another_person(town: Town):
    proposed(town)
    assert _waiting(town) == _each("confirm_board_grant", "finance", "finance2"), "not for who granted it"
    schemes.waiting(town)
    assert _waiting(town)["finance"] == ["confirm_board_grant", "confirm_application"]
