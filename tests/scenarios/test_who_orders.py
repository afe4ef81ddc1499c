"""DOMAIN § 7 row 8: schools mostly order themselves; else the municipality does: a purchase order, and an invoice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core import mail
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.programmes import actions as programmes
from portal.bookings import actions as bookings
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims import decisions, rules
from portal.claims.checks import checks_of
from portal.claims.models import Claim
from portal.claims.ordering import claim_for_order
from portal.claims.queries import paid_by_school, ready_to_claim
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.orders import actions as orders
from portal.orders.models import PurchaseOrder
from portal.orders.queries import file_of, visible_to
from portal.payments import actions as payments
from portal.vouchers import actions as vouchers
from portal.vouchers.models import Voucher
from tests import cast
from tests.cast import Town
from tests.portal.invoices import ordered
from tests.portal.invoices.sent_in import sent
from tests.portal.vouchers import handed_out


def test_mostly_schools_order_themselves_and_nothing_is_ordered_twice(town: Town):
    booking = cast.booking(town, status="confirmed")
    drain()
    assert booking.ordered_by == "school" and not PurchaseOrder.objects.exists()


def test_confirming_makes_an_order_with_the_next_number_and_a_letter_to_the_provider(town: Town):
    mail.outbox.clear()
    first = ordered.order(town)
    year = timezone.localdate().year
    assert (first.status, first.number) == ("issued", f"{town.municipality.code}-IO-{year}-00001")
    assert first.amount == Decimal("250.00")
    assert bytes(file_of(first).content).startswith(b"%PDF")
    assert [first.number in letter.subject for letter in mail.outbox if "0001" in letter.subject] == [True]
    assert list(visible_to(town.actor("musician"))) == [first] == list(visible_to(town.actor("officer")))
    assert not visible_to(town.actor("librarian")).exists() and not visible_to(town.actor("coordinator")).exists()


def test_it_is_made_once_however_often_the_worker_comes(town: Town):
    first = ordered.order(town)
    again = orders.number(first.booking_id)
    assert again == first and orders.issue(first.pk, b"other").version == again.version
    assert PurchaseOrder.objects.count() == 1


def test_the_provider_sends_an_invoice_instead_of_a_claim(town: Town):
    made = ordered.order(town)
    booking = ordered.delivered(town, made.booking)
    assert not ready_to_claim(town.actor("musician")).exists() and not paid_by_school(town.actor("coordinator"))
    assert not rules.paid_by_school(booking)
    for who in ("musician", "coordinator"):
        with pytest.raises(Invalid) as refused:
            claims.claim([claims.Wanted(booking.pk)], by=town.actor(who))
        assert [fault.code for fault in refused.value.faults] == ["ordered"]
        assert "factuur" in refused.value.faults[0].detail


def test_its_invoice_is_assessed_paid_and_accounted_for_on_the_same_road(town: Town):
    made = ordered.order(town)
    ordered.delivered(town, made.booking)
    row = sent(town, ordered.invoice_on(made))
    assert row.findings == []
    claim = Claim.objects.get()
    assert (row.order, row.claim, row.status) == (made, claim, "waiting")
    assert [each["code"] for each in row.differences] == ["not_approved"]
    assert (claim.status, claim.claimed) == ("submitted", Decimal("250.00"))
    decisions.decide(claim, decisions.Verdict("approve"), by=town.actor("assessor"))
    drain()
    row.refresh_from_db()
    invoice = Invoice.objects.get()
    assert (row.status, invoice.kind, invoice.gross_amount) == ("matched", "received", Decimal("302.50"))
    batch = payments.prepare(by=town.actor("finance"))
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=town.actor("finance"))
    claim.refresh_from_db()
    account = Account.objects.get(school=town.kring)
    assert (claim.status, account.spent, account.reserved) == ("settled", Decimal("250.00"), 0)
    assert verify() == []


def test_an_invoice_before_the_delivery_waits_for_it(town: Town):
    made = ordered.order(town)
    row = sent(town, ordered.invoice_on(made))
    assert [each["code"] for each in row.differences] == ["not_delivered"] and not Claim.objects.exists()
    ordered.delivered(town, made.booking)
    row.refresh_from_db()
    assert [each["code"] for each in row.differences] == ["not_approved"] and row.claim == Claim.objects.get()


def test_more_than_was_ordered_is_never_paid_by_itself(town: Town):
    made = ordered.order(town)
    ordered.delivered(town, made.booking)
    row = sent(town, ordered.invoice_on(made, net=Decimal("260.00")))
    decisions.decide(Claim.objects.get(), decisions.Verdict("approve"), by=town.actor("assessor"))
    drain()
    row.refresh_from_db()
    assert row.status == "waiting" and [each["code"] for each in row.differences] == ["amount"]
    assert not Invoice.objects.exists()


def test_who_sent_the_invoice_cannot_approve_what_is_paid_on_it(town: Town):
    made = ordered.order(town)
    ordered.delivered(town, made.booking)
    sent(town, ordered.invoice_on(made))
    assert Claim.objects.get().submitted_by == town.actor("musician").person == ReceivedInvoice.objects.get().sent_by


def test_a_booking_that_ends_takes_its_order_with_it_and_nothing_is_paid_on_it(town: Town):
    made = ordered.order(town)
    made.booking.refresh_from_db()
    bookings.cancel(made.booking, by=town.actor("coordinator"))
    drain()
    made.refresh_from_db()
    assert made.status == "withdrawn"
    type(made.provider).objects.filter(pk=made.provider_id).update(self_billing_agreed_on=None)
    row = sent(town, ordered.invoice_on(made))
    assert "withdrawn" in [each["code"] for each in row.differences] and not Claim.objects.exists()


def test_a_split_booking_gets_an_order_for_each_part_and_numbers_have_no_gap(town: Town):
    first = ordered.order(town, units=4)
    first.booking.refresh_from_db()
    part = bookings.split(first.booking, units=1, by=town.actor("coordinator"))
    drain()
    live = PurchaseOrder.objects.filter(status="issued")
    assert {row.booking_id: row.amount for row in live} == {
        first.booking_id: Decimal("375.00"), part.pk: Decimal("125.00"),
    }  # fmt: skip
    numbers = sorted(PurchaseOrder.objects.values_list("number", flat=True))
    assert [number[-1] for number in numbers] == ["1", "2", "3"]


def test_a_provider_that_agreed_to_self_billing_still_sends_its_invoice_on_an_order(town: Town):
    made = ordered.order(town)
    type(made.provider).objects.filter(pk=made.provider_id).update(self_billing_agreed_on=timezone.localdate())
    ordered.delivered(town, made.booking)
    sent(town, ordered.invoice_on(made))
    decisions.decide(Claim.objects.get(), decisions.Verdict("approve"), by=town.actor("assessor"))
    drain()
    assert [row.kind for row in Invoice.objects.all()] == ["received"], "one invoice, and not one of each"


def test_only_an_officer_of_the_municipality_says_who_orders(town: Town):
    with pytest.raises(Forbidden):
        programmes.let_order(town.programme, ordered_by="municipality", by=town.actor("finance"))
    with pytest.raises(Invalid):
        programmes.let_order(town.programme, ordered_by="nobody", by=town.actor("officer"))
    booking = cast.booking(town)
    programmes.let_order(town.programme, ordered_by="municipality", by=town.actor("officer"))
    booking.refresh_from_db()
    assert booking.ordered_by == "school", "what was booked keeps who ordered it"
    assert JournalLine.objects.filter(event="programme.terms_changed").last().data == {"ordered_by": "municipality"}


def test_without_an_order_who_agreed_to_self_billing_has_nothing_to_send(town: Town):
    made = ordered.order(town)
    type(made.provider).objects.filter(pk=made.provider_id).update(self_billing_agreed_on=timezone.localdate())
    PurchaseOrder.objects.update(status="withdrawn")
    with pytest.raises(Refused) as refused:
        sent(town, ordered.invoice_on(made))
    assert refused.value.code == "self_billed"


def test_when_nothing_is_left_to_pay_the_invoice_says_so(town: Town):
    made = ordered.order(town)
    ordered.delivered(town, made.booking)
    sent(town, ordered.invoice_on(made))
    decisions.decide(Claim.objects.get(), decisions.Verdict("reject", "Te laat."), by=town.actor("assessor"))
    row = sent(town, ordered.invoice_on(made, number="2026-0032"))
    assert [each["code"] for each in row.differences] == ["nothing_left"]


def test_vouchers_that_the_municipality_ordered_are_paid_after_their_use(town: Town):
    """Five were handed out and two used: the claim under the invoice is of two, whatever the invoice asks."""
    programmes.let_order(town.programme, ordered_by="municipality", by=town.actor("officer"))
    codes = [each.code for each in handed_out.issued(town)]
    booking = Voucher.objects.get(code=codes[0]).booking
    today, librarian = timezone.localdate(), town.actor("librarian")
    bookings.deliver(booking, date=today, sessions=1, pupils_reached=2, by=librarian)
    assert claim_for_order(booking, Decimal("75.00"), submitted_by="", by=orders.WORKER) is None
    for code in codes[:2]:
        vouchers.use(code, used_on=today, by=librarian)
    claim = claim_for_order(booking, Decimal("75.00"), submitted_by="", by=orders.WORKER)
    assert claim is not None and claim.claimed == Decimal("30.00") and claim.lines.get().quantity == 2
    checks = {each.code: each.verdict for each in checks_of(claim)}
    assert checks["vouchers_used"] == "pass"
