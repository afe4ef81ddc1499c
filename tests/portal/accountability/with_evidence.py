"""Claims that were paid, each with a file that proves it."""

from __future__ import annotations

from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.journal import outbox
from portal.claims import actions as claims
from portal.claims.models import Claim
from portal.payments import actions as payments
from tests import cast
from tests.cast import Town


def paid(town: Town, *prices: str) -> list[Claim]:
    """A paid claim with evidence for each price."""
    rows = []
    for number, price in enumerate(prices):
        offer = cast.offer(town, title=f"Aanbod {price} {number}", price=Decimal(price))
        claim = cast.claim(town, cast.booking(town, offer, status="accepted", units=1), submitted=False)
        file = SimpleUploadedFile("Lijst (2).pdf", f"%PDF-1.7 {number}".encode())
        claims.add_evidence(claim, file, by=town.actor("librarian"))
        claims.submit(claim, by=town.actor("librarian"))
        rows.append(cast.approved(town, claim))
    outbox.drain()
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))
    return rows
