"""An issued invoice goes to its provider by e-mail with both files: once by itself, and again when somebody asks."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone

from catalogue.errors import Forbidden, Refused
from catalogue.journal.actions import retry
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, undelivered, work
from portal.invoices import actions
from portal.invoices.actions import ask_again
from portal.invoices.models import Invoice
from portal.invoices.queries import can_be_sent_again, document_of
from portal.people import actions as people
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.invoices import notes, sent_in

AMOUNT = "€\N{NO-BREAK SPACE}250,00"


def _letters() -> list[EmailMessage]:
    return [each for each in mail.outbox if each.attachments]


def _sent_again(town: Town, invoice: Invoice, who: str = "finance") -> EmailMessage:
    drain()
    mail.outbox.clear()
    ask_again(invoice, by=town.actor(who))
    drain()
    (letter,) = _letters()
    return letter


def test_the_manager_gets_both_files_as_they_were_kept_and_reads_what_to_do(town: Town):
    row = notes.issued(town)
    (letter,) = _letters()
    assert letter.to == ["librarian@bloemendorp.example"]
    assert letter.subject == f"Factuur {row.number} van {AMOUNT}" and "X-Sent-Again" not in letter.extra_headers
    assert [(name, kind) for name, _content, kind in letter.attachments] == [
        (f"{row.number}.pdf", "application/pdf"), (f"{row.number}.xml", "application/xml")
    ]  # fmt: skip
    pdf, ubl = (bytes(document_of(row, kind).content) for kind in ("pdf", "ubl"))
    assert letter.attachments[0][1] == pdf and letter.attachments[1][1] in (ubl, ubl.decode())
    assert f"/provider/invoices/{row.pk}" in letter.body and "zonder antwoord" in letter.body.lower()


def test_from_then_on_it_is_sent_and_that_happens_once(town: Town):
    row = notes.issued(town)
    assert row.status == "sent" and row.sent_at
    lines = JournalLine.objects.filter(event="invoice.sent")
    assert lines.count() == 1
    line = JournalLine.objects.get(event="invoice.issued")
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None, due_at=timezone.now())
    mail.outbox.clear()
    assert work(line.pk) and not mail.outbox
    assert lines.count() == 1 and Invoice.objects.get().sent_at == row.sent_at


def test_a_worker_that_stopped_between_the_letter_and_the_note_sends_no_second_one(town: Town):
    """The post knows that the letter of this line went out; the note is made up for."""
    row = notes.issued(town)
    line = JournalLine.objects.get(event="invoice.issued")
    Invoice.objects.filter(pk=row.pk).update(status="issued", sent_at=None)
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None, due_at=timezone.now())
    mail.outbox.clear()
    assert work(line.pk) and not mail.outbox
    assert Invoice.objects.get().status == "sent"


def test_paid_before_the_letter_went_out_it_stays_paid(town: Town):
    cast.approved(town)
    for event in ("claim.approved", "invoice.pending"):
        work(JournalLine.objects.get(event=event).pk)
    notes.paid(town, Invoice.objects.get(status="issued"))
    drain()
    row = Invoice.objects.get()
    assert (row.status, bool(row.sent_at), len(_letters())) == ("paid", True, 1)
    assert row.acceptance.until, "and the days to accept it have begun"


@pytest.mark.parametrize("who", ["finance", "librarian"])
def test_asked_for_it_goes_again_and_says_so(town: Town, who: str):
    row = notes.issued(town)
    letter = _sent_again(town, row, who)
    assert letter.extra_headers["X-Sent-Again"] == "yes" and letter.subject.endswith("(herhaling)")
    after = Invoice.objects.get()
    assert (after.status, after.sent_at) == ("sent", row.sent_at), "sent is when it was sent first"
    assert after.acceptance.until == row.acceptance.until, "and that gives no more days"


def test_pressed_twice_it_goes_once(town: Town):
    row = notes.issued(town)
    ask_again(row, by=town.actor("librarian"))
    assert not can_be_sent_again(town.actor("finance"), row)
    with pytest.raises(Refused) as refused:
        ask_again(Invoice.objects.get(), by=town.actor("finance"))
    assert refused.value.code == "on_its_way"


def test_nobody_else_asks_for_it(town: Town):
    row = notes.issued(town)
    for who in ("planner", "musician", "officer", "assessor"):
        with pytest.raises(Forbidden):
            ask_again(row, by=town.actor(who))


def test_what_is_not_made_yet_or_was_written_by_the_provider_is_not_sent(town: Town):
    pending = actions.number(cast.approved(town).pk)
    with pytest.raises(Refused) as early:
        ask_again(pending, by=town.actor("finance"))
    assert early.value.code == "not_issued"
    mail.outbox.clear()
    sent_in.sent(town, sent_in.paper(sent_in.claimed(town)))
    received = Invoice.objects.get(kind="received")
    assert received.status == "issued" and not [each for each in _letters() if "musician" in each.to[0]]
    with pytest.raises(Refused) as theirs:
        ask_again(received, by=town.actor("finance"))
    assert theirs.value.code == "not_ours"


def test_without_a_manager_it_waits_in_sight_and_goes_when_there_is_one(town: Town):
    membership = town.membership["librarian"]
    membership.ended_at = timezone.now()
    membership.save()
    row = notes.issued(town)
    assert row.status == "issued" and not _letters()
    (waiting,) = undelivered()
    assert (waiting.event, waiting.tries) == ("invoice.issued", 1) and "beheerder" in waiting.last_error
    people.add_membership(membership.user, role="provider:manager", provider=town.library, by=OPERATOR)
    retry(waiting, by=town.actor("finance"))
    mail.outbox.clear()
    drain()
    (letter,) = _letters()
    assert "X-Sent-Again" not in letter.extra_headers
    after = Invoice.objects.get()
    assert after.status == "sent" and after.acceptance.until


def test_a_credit_note_is_sent_as_what_it_is(town: Town):
    row = notes.issued(town)
    mail.outbox.clear()
    note = notes.credited(town, row)
    drain()
    (letter,) = _letters()
    assert letter.subject == f"Creditnota {note.number} van {AMOUNT}"
    assert Invoice.objects.get(pk=note.pk).status == "sent"
