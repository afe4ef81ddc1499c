"""Invoices that the music school writes itself, as it sends them in for a claim of € 250 that was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.journal.outbox import drain
from catalogue.organisations.models import Provider
from portal.claims import actions as claims
from portal.claims.models import Claim
from portal.invoices.document import InvoiceDocument, Line, vat_specification
from portal.invoices.drafting import customer_of, supplier_of
from portal.invoices.models import ReceivedInvoice
from portal.invoices.pdf import render_pdf
from portal.invoices.receiving import receive
from portal.invoices.ubl import render_ubl
from tests import cast
from tests.cast import Town


def claimed(town: Town, *, approved: bool = True, price: str = "125.00") -> Claim:
    """A claim of € 250 of the music school, which did not agree that the municipality writes its invoices."""
    Provider.objects.filter(pk=town.music.pk).update(self_billing_agreed_on=None)
    booking = cast.booking(town, cast.offer(town, provider="musician", price=Decimal(price)), status="accepted")
    made = claims.claim([claims.Wanted(booking.pk)], by=town.actor("musician"))
    claim = claims.submit(made, by=town.actor("musician"))
    claim = cast.approved(town, claim) if approved else claim
    drain()
    return Claim.objects.select_related("provider", "municipality", "programme").get(pk=claim.pk)


def paper(claim: Claim, **changes: Any) -> InvoiceDocument:
    """The invoice that fits the claim to the cent, unless a change says otherwise."""
    today: date = timezone.localdate()
    net = changes.pop("net", Decimal("250.00"))
    line = Line(1, "Muziekles in de klas", Decimal(1), "C62", net, net, "S", Decimal("21.00"), delivered_on=today)
    rows = vat_specification((line,), {})
    said: dict[str, Any] = {
        "number": "2026-0017", "type_code": "380", "issued_on": today, "due_on": today,
        "supplier": supplier_of(claim.provider), "customer": customer_of(claim.municipality),
        "buyer_reference": claim.municipality.invoice_reference or claim.municipality.code, "order_reference": None,
        "preceding_invoice": None, "lines": (line,), "vat_lines": rows, "net": net, "vat": rows[0].tax,
        "gross": net + rows[0].tax, "self_billed_words": None, "notes": (), "programme": "",
        "claim_reference": str(claim.pk),
    }  # fmt: skip
    return InvoiceDocument(**{**said, **changes})


def sent(town: Town, document: InvoiceDocument, *, as_pdf: bool = False, **said: Any) -> ReceivedInvoice:
    """Sent in by its manager, and looked at by the worker."""
    ubl = render_ubl(document)
    content, name = (render_pdf(document, ubl), "factuur.pdf") if as_pdf else (ubl, "factuur.xml")
    row = receive(content, name=name, by=town.actor("musician"), **said)
    drain()
    row.refresh_from_db()
    return row


def waiting(town: Town, price: str = "125.00") -> ReceivedInvoice:
    """One that asks to be paid to another account, so that it waits for finance."""
    claim = claimed(town, price=price)
    other = replace(supplier_of(claim.provider), iban="NL91ABNA0417164300")
    return sent(town, paper(claim, supplier=other, net=claim.sanctioned))
