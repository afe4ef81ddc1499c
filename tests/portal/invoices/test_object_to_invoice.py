"""A provider objects to an invoice in its name: it is not paid until it is kept with a reason, or credited."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from portal.invoices.accepting import accept, keep, object_to
from portal.invoices.crediting import recover
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.queries import acceptance_of
from portal.payments import actions as payments
from portal.payments.due import due
from portal.payments.models import Payment
from portal.people import actions as people
from portal.tasks import accept_silent_invoices
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.invoices import accepted, notes


def _todo(town: Town, who: str) -> list[str]:
    return [each.deed for each in tasks_of(town.actor(who))]


def test_it_goes_into_no_batch_and_the_list_says_why(town: Town):
    row = accepted.objected(town)
    finance = town.actor("finance")
    (found,) = due(finance)
    assert accepted.REASON in found.hold and found.due_on == row.invoice.due_on
    with pytest.raises(Refused):
        payments.prepare(by=finance)
    with pytest.raises(Invalid) as refused:
        payments.prepare(invoices_wanted=[row.invoice_id], by=finance)
    assert refused.value.faults[0].code == "held"


def test_finance_and_assessors_find_it_among_what_waits(town: Town):
    accepted.objected(town)
    assert _todo(town, "finance") == ["answer_objection"], "and not to be paid"
    assert "answer_objection" in _todo(town, "assessor")
    assert "answer_objection" not in _todo(town, "officer")


def test_the_others_are_paid(town: Town):
    other = notes.small(town)
    accepted.objected(town)
    payments.prepare(by=town.actor("finance"))
    assert Payment.objects.get().invoice == other


def test_silence_does_not_end_an_objection(town: Town):
    row = accepted.objected(town)
    Acceptance.objects.filter(pk=row.pk).update(until=timezone.localdate() - timedelta(days=1))
    accept_silent_invoices()
    assert acceptance_of(row.invoice).status == "objected"


def test_it_needs_a_reason_and_a_manager_and_is_not_made_twice(town: Town):
    row = accepted.waiting(town)
    with pytest.raises(Invalid) as wrong:
        object_to(row, reason=" ", by=town.actor("librarian"))
    assert wrong.value.faults[0].location == "#/reason"
    with pytest.raises(Forbidden):
        object_to(row, reason="Nee", by=town.actor("planner"))
    object_to(row, reason="Nee", by=town.actor("librarian"))
    with pytest.raises(Refused) as twice:
        object_to(row, reason="Nee", by=town.actor("librarian"))
    assert twice.value.code == "wrong_state"


def test_after_it_was_accepted_it_is_too_late(town: Town):
    with pytest.raises(Refused) as refused:
        object_to(accepted.accepted(town), reason="Toch niet", by=town.actor("librarian"))
    assert refused.value.code == "wrong_state"


def test_kept_it_can_be_paid_and_the_provider_is_told_and_answers_anew(town: Town):
    row = accepted.objected(town)
    drain()
    mail.outbox.clear()
    keep(row, reason="De school bevestigde twee keer", by=town.actor("assessor"))
    drain()
    (letter,) = mail.outbox
    assert letter.to == ["librarian@bloemendorp.example"]
    assert row.invoice.number in letter.subject and "De school bevestigde twee keer" in letter.body
    (found,) = due(town.actor("finance"))
    assert found.hold == ""
    after = acceptance_of(row.invoice)
    assert (after.status, after.answer) == ("kept", "De school bevestigde twee keer")
    assert after.until and after.until > timezone.localdate()
    again = object_to(after, reason="De andere school ook", by=town.actor("librarian"))
    assert (again.status, again.objection, again.answer) == ("objected", "De andere school ook", "")


def test_the_provider_takes_it_back_by_accepting(town: Town):
    row = accepted.objected(town)
    accept(row, by=town.actor("librarian"))
    (found,) = due(town.actor("finance"))
    assert found.hold == ""


def test_only_who_has_no_interest_answers_with_a_reason(town: Town):
    row = accepted.objected(town)
    for who in ("officer", "controller", "librarian"):
        with pytest.raises(Forbidden):
            keep(row, reason="Zo is het", by=town.actor(who))
    with pytest.raises(Invalid):
        keep(row, reason="", by=town.actor("finance"))
    user = town.membership["finance"].user
    people.add_membership(user, role="provider:planner", provider=town.library, by=OPERATOR)
    with pytest.raises(Forbidden) as kept_off:
        keep(row, reason="Zo is het", by=town.actor("finance"))
    assert kept_off.value.code == "conflict_of_interest"


def test_a_part_that_is_credited_answers_it(town: Town):
    row = accepted.objected(town)
    notes.credited(town, row.invoice, lines=[(1, Decimal("50.00"))], reason="Eén les minder")
    after = acceptance_of(row.invoice)
    assert (after.status, after.answer) == ("kept", "Eén les minder")
    (found,) = due(town.actor("finance"))
    assert (found.hold, found.amount) == ("", Decimal("200.00"))


def test_what_stands_in_a_batch_by_then_is_paid(town: Town):
    row = accepted.waiting(town)
    finance = town.actor("finance")
    batch = payments.prepare(by=finance)
    object_to(row, reason="Nee", by=town.actor("librarian"))
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=finance)
    assert Invoice.objects.get().status == "paid" and acceptance_of(row.invoice).status == "objected"
    note = notes.credited(town, Invoice.objects.get())
    assert note.to_recover == note.gross_amount, "and credited after that it has to come back"


def test_a_batch_that_is_taken_back_leaves_it_on_the_list_with_why(town: Town):
    row = accepted.waiting(town)
    batch = payments.prepare(by=town.actor("finance"))
    object_to(row, reason="Nee", by=town.actor("librarian"))
    payments.cancel(batch, by=town.actor("finance"))
    (found,) = due(town.actor("finance"))
    assert "Nee" in found.hold


def test_money_of_a_credit_note_under_objection_is_not_set_off(town: Town):
    note = notes.to_come_back(town)
    other = notes.small(town)
    cast.drain()
    object_to(acceptance_of(note), reason="Wij kwamen wel", by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        recover(Invoice.objects.get(pk=note.pk), how="set_off", against=other, by=town.actor("finance"))
    assert refused.value.code == "objected"
    keep(acceptance_of(note), reason="De school zag niemand", by=town.actor("finance"))
    recover(Invoice.objects.get(pk=note.pk), how="set_off", against=other, by=town.actor("finance"))
    assert Invoice.objects.get(pk=note.pk).to_recover == 0
