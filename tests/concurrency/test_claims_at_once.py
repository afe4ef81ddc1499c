"""Decisions, numbers and payments at the same moment: each happens once."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from catalogue.journal import outbox
from catalogue.journal.models import JournalLine
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim, Decision
from portal.invoices import actions as invoices
from portal.invoices.models import Document, Invoice, ReceivedInvoice, Series
from portal.invoices.receiving import accept
from portal.payments import actions as payments
from portal.payments.models import Payment
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.invoices.sent_in import waiting

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_a_claim_approved_by_eight_people_at_once_is_approved_once(real_town: Town):
    claim = cast.claim(real_town)
    people = [real_town.actor(who) for who in ("assessor", "assessor2", "officer")] * 3
    deeds = [partial(decide, Claim.objects.get(pk=claim.pk), Verdict("approve"), by=by) for by in people]
    outcomes = at_once(deeds)
    assert outcomes[DONE] == 1
    assert set(outcomes) <= {DONE, "stale", "wrong_state", "blocked"}
    assert Decision.objects.filter(final=True).count() == 1
    assert Account.objects.get(school=real_town.kring).spent == Decimal("250.00")
    assert verify() == []


def test_two_first_approvers_at_once_do_not_make_it_final_by_accident(real_town: Town):
    """Above the threshold two approvals that did not see each other are one approval and one that is stale."""
    claim = cast.claim(real_town, *(cast.booking(real_town, status="accepted", units=5) for _ in range(2)))
    people = [real_town.actor("assessor"), real_town.actor("assessor2")]
    outcomes = at_once([partial(decide, Claim.objects.get(pk=claim.pk), Verdict("approve"), by=by) for by in people])
    claim.refresh_from_db()
    assert sum(outcomes.values()) == 2
    assert set(outcomes) <= {DONE, "stale"}
    finals = Decision.objects.filter(claim=claim, final=True).count()
    assert (claim.status, finals) == (("approved", 1) if outcomes[DONE] == 2 else ("submitted", 0))
    assert Decision.objects.filter(claim=claim).count() == outcomes[DONE]
    assert verify() == []


def test_a_delivery_judged_and_claimed_at_once_is_each_done_once(real_town: Town):
    booking = cast.booking(real_town, status="delivered")
    school, provider = real_town.actor("coordinator"), real_town.actor("librarian")
    deeds = [partial(bookings.accept, Booking.objects.get(pk=booking.pk), by=school) for _ in range(4)]
    deeds += [partial(claims.claim, [claims.Wanted(booking.pk)], by=provider) for _ in range(4)]
    outcomes = at_once(deeds)
    assert outcomes == {DONE: 2, "stale": 3, "already_claimed": 3}


def test_32_invoices_numbered_at_once_have_32_numbers_in_a_row(real_town: Town):
    made = cast.offer(real_town, price=Decimal("1.00"), capacity=None)
    rows = [cast.booking(real_town, made, status="accepted", units=1) for _ in range(32)]
    approved = [cast.approved(real_town, cast.claim(real_town, row)) for row in rows]
    outcomes = at_once([partial(invoices.number, claim.pk) for claim in approved])
    assert outcomes == {DONE: 32}
    numbers = sorted(int(number[-5:]) for number in Invoice.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 33))
    assert Series.objects.get().last == 32


def test_one_line_worked_by_eight_workers_has_its_effect_once(real_town: Town):
    cast.approved(real_town)
    line = JournalLine.objects.get(event="claim.approved")
    at_once([partial(outbox.work, line.pk) for _ in range(8)])
    line.refresh_from_db()
    assert (Invoice.objects.count(), line.attempts) == (1, 1)
    pending = JournalLine.objects.get(event="invoice.pending")
    at_once([partial(outbox.work, pending.pk) for _ in range(8)])
    assert (Document.objects.count(), Invoice.objects.get().status) == (2, "issued")


def test_an_invoice_prepared_for_payment_by_many_at_once_is_paid_once(real_town: Town):
    cast.approved(real_town)
    outbox.drain()
    people = [real_town.actor("finance"), real_town.actor("finance2")] * 4
    outcomes = at_once([partial(payments.prepare, by=by) for by in people])
    assert outcomes == {DONE: 1, "nothing_to_pay": 7}
    assert Payment.objects.count() == 1


def test_a_batch_released_by_two_at_once_is_released_once(real_town: Town):
    cast.approved(real_town)
    outbox.drain()
    batch = payments.prepare(by=real_town.actor("finance"))
    people = [real_town.actor("finance2"), real_town.actor("officer")] * 3
    deeds = [partial(payments.release, type(batch).objects.get(pk=batch.pk), by=by) for by in people]
    outcomes = at_once(deeds)
    assert outcomes == {DONE: 1, "stale": 5}


def test_a_received_invoice_taken_in_by_six_at_once_is_one_invoice(real_town: Town):
    row = waiting(real_town)
    people = [real_town.actor("finance"), real_town.actor("finance2")] * 3
    rows = ReceivedInvoice.objects.select_related("provider", "municipality", "claim", "order")
    outcomes = at_once([partial(accept, rows.get(pk=row.pk), reason="Nagebeld", by=by) for by in people])
    assert outcomes[DONE] == 1 and set(outcomes) <= {DONE, "stale", "differs"}, outcomes
    assert Invoice.objects.count() == 1
