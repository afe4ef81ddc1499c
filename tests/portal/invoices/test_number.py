"""Invoices: drawn from a gapless row of numbers, once per claim, saying what the law of the day says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.organisations.models import Provider
from portal.bookings.models import Booking
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.invoices import actions as invoices
from portal.invoices.document import InvoiceDocument
from portal.invoices.models import Document, Invoice, Series
from portal.invoices.queries import document_of, payable, visible_to
from tests import cast
from tests.cast import Town


def _numbers() -> list[str]:
    return list(Invoice.objects.order_by("created_at").values_list("number", flat=True))


def _content(invoice: Invoice) -> InvoiceDocument:
    return InvoiceDocument.from_json(Invoice.objects.get(pk=invoice.pk).content)


def _claim_of_music(town: Town, **said: Any) -> Claim:
    booking: Booking = cast.booking(town, cast.offer(town, provider="musician", **said), status="accepted")
    made = claims.claim([claims.Wanted(booking.pk)], by=town.actor("musician"))
    return cast.approved(town, claims.submit(made, by=town.actor("musician")))


def test_an_approved_claim_becomes_an_issued_invoice_with_both_documents(town: Town):
    made = cast.claim(town)
    drain()  # what people heard of the booking
    claim = cast.approved(town, made)
    assert drain() == 3  # the invoice, its e-mail, and what people hear of the decision
    invoice = Invoice.objects.get(claim=claim)
    year = timezone.localdate().year
    assert (invoice.status, invoice.number) == ("sent", f"GM9801-98000001-{year}-00001")
    assert invoice.due_on == invoice.issued_on + timedelta(days=30)
    assert bytes(document_of(invoice, "ubl").content).startswith(b"<?xml")
    assert bytes(document_of(invoice, "pdf").content).startswith(b"%PDF")


def test_numbers_follow_each_other_without_a_gap(town: Town):
    for _claim in range(3):
        invoices.number(cast.approved(town).pk)
    assert [number[-5:] for number in _numbers()] == ["00001", "00002", "00003"]


def test_each_provider_and_each_year_has_a_row_of_its_own(town: Town):
    first, other, later = cast.approved(town), _claim_of_music(town), cast.approved(town)
    invoices.number(first.pk)
    invoices.number(other.pk)
    with time_machine.travel(datetime(timezone.localdate().year + 1, 1, 2, 12, tzinfo=UTC)):
        invoices.number(later.pk)
    assert [number.split("-", 1)[1] for number in _numbers()] == [
        f"98000001-{timezone.localdate().year}-00001", f"98000002-{timezone.localdate().year}-00001",
        f"98000001-{timezone.localdate().year + 1}-00001",
    ]  # fmt: skip
    assert Series.objects.count() == 3


def test_asking_twice_gives_the_same_invoice(town: Town):
    claim = cast.approved(town)
    first, second = invoices.number(claim.pk), invoices.number(claim.pk)
    assert first == second
    assert Series.objects.get().last == 1


def test_a_number_that_was_not_used_is_not_drawn(town: Town):
    claim = cast.approved(town)
    with transaction.atomic():
        invoices.number(claim.pk)
        transaction.set_rollback(True)
    invoices.number(claim.pk)
    assert [number[-5:] for number in _numbers()] == ["00001"]


@pytest.mark.parametrize(
    ("provider", "price", "net", "vat", "gross"),
    [
        ("librarian", "125.00", "250.00", "0.00", "250.00"),
        ("musician", "125.00", "250.00", "52.50", "302.50"),
        ("musician", "0.11", "0.22", "0.05", "0.27"),
        ("musician", "33.33", "66.66", "14.00", "80.66"),
    ],
)
def test_vat_is_added_once_and_rounded_half_up(town: Town, provider: str, price: str, net: str, vat: str, gross: str):
    claim = cast.approved(town) if provider == "librarian" else _claim_of_music(town, price=Decimal(price))
    invoice = invoices.number(claim.pk)
    assert invoice is not None
    assert (str(invoice.net_amount), str(invoice.vat_amount), str(invoice.gross_amount)) == (net, vat, gross)
    document = _content(invoice)
    assert (document.net, document.vat, document.gross) == tuple(map(Decimal, (net, vat, gross)))


@pytest.mark.parametrize(
    ("status", "vat_id", "category"),
    [("exempt", "NL001234560B01", "E"), ("none", "", "O"), ("standard", "NL001234560B01", "S")],
)
def test_no_vat_has_a_reason_and_vat_has_none(town: Town, status: str, vat_id: str, category: str):
    Provider.objects.filter(pk=town.library.pk).update(vat_status=status, vat_id=vat_id)
    claim = Claim.objects.select_related("provider").get(pk=cast.approved(town).pk)
    line = _content(invoices.number(claim.pk)).vat_lines[0]
    assert (line.category, line.exemption_reason is None) == (category, category == "S")


def test_the_reduced_rate_is_one_of_the_facts_too(town: Town):
    Provider.objects.filter(pk=town.music.pk).update(vat_rate="reduced")
    assert str(invoices.number(_claim_of_music(town).pk).vat_amount) == "22.50"


def test_a_partly_sanctioned_line_says_so_and_one_for_nothing_is_left_out(town: Town):
    claim = cast.claim(town, *(cast.booking(town, status="accepted") for _ in range(3)))
    part, nothing, _whole = claim.lines.order_by("position")
    lines = [LineVerdict(part.pk, Decimal("100.00"), "korter"), LineVerdict(nothing.pk, Decimal(0), "niet")]
    decide(claim, Verdict("approve", lines=lines), by=town.actor("assessor"))
    document = _content(invoices.number(claim.pk))
    assert [(line.number, str(line.quantity), str(line.unit_price), str(line.amount)) for line in document.lines] == [
        (1, "2", "125.00", "100.00"), (2, "2", "125.00", "250.00"),
    ]  # fmt: skip
    assert [(str(each.amount), each.reason) for each in document.lines[0].allowances] == [("150.00", "korter")]


def test_what_it_says_is_frozen_when_its_number_is_drawn(town: Town):
    invoice = invoices.number(cast.approved(town).pk)
    Provider.objects.filter(pk=town.library.pk).update(name="Heet nu anders", iban="NL91ABNA0417164300")
    assert _content(invoice).supplier.name == "Bibliotheek De Boekenboom"
    assert _content(invoice).type_code == "389"
    assert _content(invoice).self_billed_words == "factuur uitgereikt door afnemer"


def test_issuing_twice_keeps_one_set_of_documents(town: Town):
    invoice = invoices.number(cast.approved(town).pk)
    files = invoices.render(invoice.pk)
    invoices.issue(invoice.pk, files)
    invoices.issue(invoice.pk, (b"other", b"other"))
    assert Document.objects.count() == 2
    assert JournalLine.objects.filter(event="invoice.issued").count() == 1


def test_the_database_itself_keeps_one_invoice_per_claim_and_per_number(town: Town):
    invoice = invoices.number(cast.approved(town).pk)
    other = invoices.number(cast.approved(town).pk)
    for wrong in ({"claim": invoice.claim}, {"number": invoice.number}, {"gross_amount": Decimal("1.00")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invoice.objects.filter(pk=other.pk).update(**wrong)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("librarian", True), ("planner", True), ("finance", True), ("controller", True), ("musician", False),
     ("coordinator", False), ("board", False)],
)  # fmt: skip
def test_an_invoice_is_seen_by_its_provider_and_its_payer(town: Town, who: str, sees: bool):
    invoices.number(cast.approved(town).pk)
    assert visible_to(town.actor(who)).exists() is sees
    assert not payable(town.actor(who)).exists(), "it is not issued yet"
