"""A provider that writes its own invoices sends them in; what fits is due at once, what differs is told in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from portal.invoices.drafting import customer_of, supplier_of
from portal.invoices.examining import Typed
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.invoices.queries import document_of, payable, received_visible_to, without_invoice
from portal.invoices.receiving import accept, receive, refuse
from portal.payments import actions as payments
from portal.payments.models import Payment
from tests import cast
from tests.cast import Town
from tests.portal.invoices.sent_in import claimed, paper, sent, waiting

PDF = b"%PDF-1.7 a picture of an invoice"


@pytest.mark.parametrize("as_pdf", [False, True], ids=["UBL", "PDF with UBL in it"])
def test_what_fits_the_claim_is_due_thirty_days_after_it_came_in(town: Town, as_pdf: bool):
    claim = claimed(town)
    assert not Invoice.objects.exists() and list(without_invoice(town.actor("musician"))) == [claim]
    row = sent(town, paper(claim), as_pdf=as_pdf)
    assert (row.status, row.differences, row.claim, row.number) == ("matched", [], claim, "2026-0017")
    invoice = Invoice.objects.get()
    assert (invoice.kind, invoice.status, invoice.gross_amount) == ("received", "issued", Decimal("302.50"))
    assert invoice.due_on == row.received_on + timedelta(days=30)
    kept = document_of(invoice, "pdf" if as_pdf else "ubl")
    assert bytes(kept.content) == bytes(ReceivedInvoice.objects.get().file), "the file as it came"
    assert list(payable(town.actor("finance"))) == [invoice]
    assert not without_invoice(town.actor("musician")).exists()


def test_it_is_paid_and_its_claim_is_settled(town: Town):
    claim = claimed(town)
    sent(town, paper(claim))
    finance = town.actor("finance")
    batch = payments.prepare(by=finance)
    payment = Payment.objects.get()
    assert (payment.iban, payment.amount) == (claim.provider.iban, Decimal("302.50"))
    assert payment.end_to_end_id == payment.invoice_id.hex, "two providers may number alike"
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=finance)
    claim.refresh_from_db()
    assert claim.status == "settled"


def _supplier(claim: Any, **changes: Any) -> Any:
    return replace(supplier_of(claim.provider), **changes)


DIFFERENT = {
    "amount": lambda claim: {"net": Decimal("260.00")},
    "vat": lambda claim: {"vat_lines": (), "lines": ()},
    "iban": lambda claim: {"supplier": _supplier(claim, iban="NL91ABNA0417164300")},
    "supplier": lambda claim: {"supplier": _supplier(claim, legal_id="00000001")},
    "customer": lambda claim: {"customer": replace(customer_of(claim.municipality), legal_id="0" * 19 + "1")},
    "reference": lambda claim: {"buyer_reference": "iets anders", "claim_reference": ""},
    "dated": lambda claim: {"issued_on": timezone.localdate() + timedelta(days=1)},
}


@pytest.mark.parametrize("code", [each for each in DIFFERENT if each != "vat"])
def test_each_difference_waits_for_finance_in_words(town: Town, code: str):
    claim = claimed(town)
    row = sent(town, paper(claim, **DIFFERENT[code](claim)))
    assert row.status == "waiting" and [each["code"] for each in row.differences] == [code]
    assert all(each["sentence"].endswith(".") for each in row.differences)
    assert not payable(town.actor("finance")).exists()


def test_vat_that_is_not_expected_waits(town: Town):
    claim = claimed(town)
    typed = Typed("2026-0018", timezone.localdate(), Decimal("250.00"), Decimal("22.50"))
    row = receive(PDF, name="factuur.pdf", claim=claim, typed=typed, by=town.actor("musician"))
    drain()
    row.refresh_from_db()
    assert [each["code"] for each in row.differences] == ["vat"]
    assert "52,50" in row.differences[0]["sentence"]


def test_a_plain_pdf_needs_what_it_says_typed_in(town: Town):
    claim = claimed(town)
    typed = Typed("2026-0018", timezone.localdate(), Decimal("250.00"), Decimal("52.50"), claim.provider.iban)
    bare = receive(PDF, name="factuur.pdf", claim=claim, by=town.actor("musician"))
    drain()
    bare.refresh_from_db()
    assert (bare.status, bare.findings[0]["rule"]) == ("invalid", "no_invoice")
    row = receive(PDF, name="factuur.pdf", claim=claim, typed=typed, by=town.actor("musician"))
    drain()
    row.refresh_from_db()
    assert (row.status, row.invoice.number) == ("matched", "2026-0018")


def test_an_invoice_that_breaks_a_rule_is_no_invoice(town: Town):
    claim = claimed(town)
    row = sent(town, paper(claim, gross=Decimal("999.00")))
    assert row.status == "invalid" and "BR-CO-15" in {each["rule"] for each in row.findings}
    assert not Invoice.objects.exists()
    assert sent(town, paper(claim)).status == "matched", "the right one can follow"


def test_one_that_comes_before_the_approval_is_compared_again_after_it(town: Town):
    claim = claimed(town, approved=False)
    row = sent(town, paper(claim))
    assert [each["code"] for each in row.differences] == ["not_approved"]
    cast.approved(town, claim)
    drain()
    row.refresh_from_db()
    assert row.status == "matched"


def test_without_a_reference_to_the_claim_its_amount_tells(town: Town):
    claim = claimed(town)
    assert sent(town, paper(claim, claim_reference="")).claim == claim
    other = claimed(town)
    row = sent(town, paper(other, claim_reference="", number="2026-0018", net=Decimal("1.00")))
    assert [each["code"] for each in row.differences] == ["claim_unknown"]


def test_the_same_number_or_file_or_claim_twice_is_seen(town: Town):
    claim = claimed(town)
    sent(town, paper(claim))
    with pytest.raises(Refused) as refused:
        sent(town, paper(claim))
    assert refused.value.code == "same_file"
    again = sent(town, paper(claim, due_on=timezone.localdate() + timedelta(days=9)))
    assert {each["code"] for each in again.differences} == {"duplicate", "already_invoiced"}


def test_a_credit_note_is_no_bill(town: Town):
    claim = claimed(town)
    row = sent(town, paper(claim, type_code="381", preceding_invoice="2026-0001"))
    assert [each["code"] for each in row.differences] == ["credit_note"]


def test_finance_accepts_with_a_reason_and_pays_to_the_known_account(town: Town):
    row = accept(waiting(town), reason="Nagebeld", by=town.actor("finance"))
    assert (row.status, row.reason, row.invoice.status) == ("accepted", "Nagebeld", "issued")
    payments.prepare(by=town.actor("finance"))
    assert Payment.objects.get().iban == town.music.iban


def test_another_amount_is_no_matter_of_opinion(town: Town):
    row = sent(town, paper(claimed(town), net=Decimal("260.00")))
    with pytest.raises(Refused) as refused:
        accept(row, reason="Vooruit", by=town.actor("finance"))
    assert refused.value.code == "differs" and "260,00" in str(refused.value).replace("\u00a0", " ")


def test_finance_refuses_with_a_reason_and_another_one_can_follow(town: Town):
    row = refuse(waiting(town), reason="Verkeerde rekening", by=town.actor("finance"))
    assert row.status == "refused"
    assert sent(town, paper(row.claim)).status == "matched", "the same number, of one that was refused"
    with pytest.raises(Refused):
        refuse(row, reason="Nog eens", by=town.actor("finance"))


@pytest.mark.parametrize("deed", [accept, refuse])
def test_only_finance_judges_and_says_why(town: Town, deed: Any):
    row = waiting(town)
    with pytest.raises(Forbidden):
        deed(row, reason="x", by=town.actor("officer"))
    with pytest.raises(Invalid):
        deed(row, reason=" ", by=town.actor("finance"))


@pytest.mark.parametrize(("who", "error"), [("planner", Forbidden), ("finance", Forbidden), ("librarian", Refused)])
def test_who_has_no_invoices_to_send_sends_none(town: Town, who: str, error: type[Exception]):
    """A planner does not; the municipality writes those of the library itself."""
    with pytest.raises(error):
        receive(PDF, name="factuur.pdf", by=town.actor(who))


@pytest.mark.parametrize("content", [b"", b"MZ program", b"just text"])
def test_another_kind_of_file_is_refused_at_the_door(town: Town, content: bytes):
    claimed(town)
    with pytest.raises(Invalid) as invalid:
        receive(content, name="factuur.xml", by=town.actor("musician"))
    assert invalid.value.faults[0].location == "#/file"


@pytest.mark.parametrize(
    ("who", "sees"), [("musician", True), ("finance", True), ("librarian", False), ("teacher", False)]
)
def test_it_is_seen_by_who_sent_it_and_who_would_pay(town: Town, who: str, sees: bool):
    waiting(town)
    assert received_visible_to(town.actor(who)).exists() is sees


def test_the_claim_of_another_provider_is_no_matter_of_opinion(town: Town):
    """Finance points at a claim of the library by mistake: its money does not go to the music school."""
    row, other = sent(town, paper(claimed(town), claim_reference="", net=Decimal("100.00"))), cast.approved(town)
    with pytest.raises(Refused) as refused:
        accept(row, reason="Deze dan", claim=other, by=town.actor("finance"))
    assert refused.value.code == "differs" and "niet van deze aanbieder" in refused.value.sentence
