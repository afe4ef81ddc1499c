"""The provider accepts each invoice that is written in its name (Wet OB 1968 art. 35 lid 2), by silence too."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from catalogue.errors import Forbidden, Refused, Stale
from catalogue.journal.models import JournalLine
from catalogue.programmes.queries import number
from portal.invoices import accepting
from portal.invoices.accepting import accept, accept_many, accept_silently
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.queries import acceptance_of, acceptances_visible_to, to_accept
from portal.payments.due import due
from portal.tasks import accept_silent_invoices, remind_of_invoices
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import OPERATOR, TODAY, Town
from tests.portal.invoices import accepted, notes, sent_in


def _days() -> timedelta:
    return timedelta(days=int(number("invoice.acceptance.days", TODAY)))


def _over(row: Acceptance) -> Acceptance:
    """The last day to answer was yesterday."""
    Acceptance.objects.filter(pk=row.pk).update(until=timezone.localdate() - timedelta(days=1))
    return Acceptance.objects.select_related("invoice").get(pk=row.pk)


def test_it_is_asked_when_the_invoice_is_issued_and_its_days_begin_when_it_was_sent(town: Town):
    row = accepted.waiting(town)
    assert (row.status, row.until, row.pk) == ("waiting", timezone.localdate() + _days(), row.invoice_id)
    assert list(to_accept(town.actor("librarian"))) == [row]
    (task,) = [each for each in tasks_of(town.actor("librarian")) if each.deed == "accept_invoice"]
    assert (task.thing_id, task.title, task.due_on) == (row.invoice_id, row.invoice.number, row.until)
    assert "accept_invoice" not in [each.deed for each in tasks_of(town.actor("planner"))]


def test_a_manager_accepts_it_and_that_stands_in_the_history_of_the_invoice(town: Town):
    row = accepted.accepted(town)
    line = JournalLine.objects.filter(thing_id=row.invoice_id).last()
    assert (line.event, line.person) == ("acceptance.accepted", town.actor("librarian").person)
    assert line.municipality_id == town.municipality.pk
    assert not to_accept(town.actor("librarian")).exists()
    with pytest.raises(Refused) as again:
        accept(row, by=town.actor("librarian"))
    assert again.value.code == "wrong_state"


@pytest.mark.parametrize("who", ["planner", "musician", "finance", "coordinator"])
def test_nobody_else_does(town: Town, who: str):
    with pytest.raises(Forbidden):
        accept(accepted.waiting(town), by=town.actor(who))


def test_of_two_colleagues_the_second_reads_that_it_changed(town: Town):
    first = accepted.waiting(town)
    second = acceptance_of(first.invoice)
    accept(first, by=town.actor("librarian"))
    with pytest.raises(Stale):
        accept(second, by=town.actor("librarian"))


def test_payment_does_not_wait_for_it(town: Town):
    """The law gives thirty days for paying (BW 6:119b), whoever is silent."""
    row = accepted.waiting(town)
    (found,) = due(town.actor("finance"))
    assert (found.thing, found.hold, found.due_on) == (row.invoice, "", row.invoice.issued_on + timedelta(days=30))


def test_silence_accepts_after_the_last_day_by_the_clock_once(town: Town):
    row = accepted.waiting(town)
    accept_silent_invoices()
    assert acceptance_of(row.invoice).status == "waiting", "the provider still has its days"
    _over(row)
    accept_silent_invoices()
    accept_silent_invoices()
    after = acceptance_of(row.invoice)
    assert (after.status, after.silent) == ("accepted", True)
    line = JournalLine.objects.get(event="acceptance.accepted")
    assert (line.actor, line.because) == ("clock", "Geen reactie binnen de afgesproken dagen.")


def test_some_days_before_silence_accepts_its_managers_are_told_once_for_each_last_day(town: Town):
    row = accepted.waiting(town)
    soon = timezone.now() + _days() - timedelta(days=int(number("invoice.reminder.days", TODAY)))
    assert _reminded(soon - timedelta(days=1)) == []
    (letter,) = _reminded(soon)
    assert letter.to == ["librarian@bloemendorp.example"] and row.invoice.number in letter.subject
    assert f"/provider/invoices/{row.invoice_id}" in letter.body
    assert _reminded(soon) == []
    with time_machine.travel(soon):
        accepting.object_to(acceptance_of(row.invoice), reason=accepted.REASON, by=town.actor("librarian"))
        accepting.keep(acceptance_of(row.invoice), reason="Het klopt zo", by=town.actor("finance"))
    assert _reminded(soon) == [], "new days to answer have begun"
    assert len(_reminded(soon + _days() - timedelta(days=1))) == 1


def test_who_answered_is_not_reminded(town: Town):
    accepted.accepted(town)
    assert _reminded(timezone.now() + _days()) == []


def _reminded(at: datetime) -> list[EmailMessage]:
    """The reminders of the clock at that moment, and none of before."""
    cast.drain()
    mail.outbox.clear()
    with time_machine.travel(at):
        remind_of_invoices()
        remind_of_invoices()
        cast.drain()
    return [each for each in mail.outbox if "geldt" in each.subject]


def test_silence_about_what_was_never_sent_says_nothing(town: Town):
    """A provider without anybody who gets its letters is not held to silence."""
    membership = town.membership["librarian"]
    membership.ended_at = timezone.now()
    membership.save()
    row = accepted.waiting(town)
    assert (row.invoice.status, row.until) == ("issued", None)
    with pytest.raises(Refused):
        accept_silently(row, by=OPERATOR)


def test_an_answer_in_the_very_moment_stands(town: Town):
    row = _over(accepted.waiting(town))
    accept(acceptance_of(row.invoice), by=town.actor("librarian"))
    with pytest.raises(Refused):
        accept_silently(row, by=OPERATOR)
    assert not acceptance_of(row.invoice).silent


def test_many_are_accepted_at_once_and_a_refused_one_stops_no_other(town: Town):
    one, two = notes.small(town), notes.small(town)
    accept(acceptance_of(one), by=town.actor("librarian"))
    foreign = sent_in.waiting(town)
    results = accept_many([one.pk, two.pk, foreign.pk], by=town.actor("librarian"))
    assert [bool(each.refused) for each in results] == [True, False, True]
    assert acceptance_of(two).status == "accepted"


def test_a_credit_note_is_accepted_as_an_invoice_is(town: Town):
    note = notes.to_come_back(town)
    cast.drain()
    row = acceptance_of(note)
    assert row.status == "waiting" and row.until
    assert accept(row, by=town.actor("librarian")).status == "accepted"


def test_what_is_credited_whole_needs_no_acceptance_any_more(town: Town):
    assert accepted.credited(town).status == "credited"


def test_what_the_provider_wrote_itself_is_not_asked(town: Town):
    sent_in.sent(town, sent_in.paper(sent_in.claimed(town)))
    row = Invoice.objects.get(kind="received")
    with pytest.raises(Refused) as refused:
        acceptance_of(row)
    assert refused.value.code == "not_asked"


def test_each_sees_its_own(town: Town):
    row = accepted.waiting(town)
    for who in ("librarian", "planner", "finance", "controller"):
        assert list(acceptances_visible_to(town.actor(who))) == [row]
    for who in ("musician", "coordinator", "board"):
        assert not acceptances_visible_to(town.actor(who)).exists()
