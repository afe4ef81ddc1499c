"""The books of the demo beside claims and batches: an invoice that came in, one that is credited in part, a sample."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalogue.journal import outbox
from portal.accountability import samples
from portal.claims import decisions
from portal.claims.decisions import Verdict
from portal.claims.models import Claim
from portal.demo.evidence import paper
from portal.demo.stage import Stage
from portal.invoices import crediting, receiving
from portal.invoices.examining import Typed
from portal.invoices.models import Invoice
from portal.orders.models import PurchaseOrder

FILE = Path(__file__).parent / "content" / "books.toml"


@cache
def told() -> dict[str, Any]:
    """The content, read once."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def keep_books(stage: Stage) -> None:
    """Everything that finance and the controller did beside paying."""
    _receive(stage, told()["received"])
    _credit(stage, told()["credited"])
    year, sample = timezone.localdate().year, told()["sample"]
    samples.ask(year=year, number=sample["number"], seed=sample["seed"], by=stage.login("controller"))


def _receive(stage: Stage, said: dict[str, Any]) -> None:
    """What was ordered is delivered and approved, but the invoice asks more: finance has to look at it."""
    booking, net = stage.bookings[said["booking"]], Decimal(said["net"])
    order = PurchaseOrder.objects.get(booking=booking)
    file = paper(
        f"Factuur {said['number']}", [["Bestelling", order.number], ["Totaal", f"€ {said['net']}"]], stage.town
    )
    typed = Typed(said["number"], timezone.localdate(), net, Decimal(0))
    receiving.receive(file, name=f"{said['number']}.pdf", order=order, typed=typed, by=stage.provider(said["provider"]))
    outbox.drain()
    claim = Claim.objects.get(lines__booking=booking)
    decisions.decide(claim, Verdict("approve"), by=stage.login("assessor"))


def _credit(stage: Stage, said: dict[str, Any]) -> None:
    invoice = Invoice.objects.get(claim__lines__booking=stage.bookings[said["booking"]], kind="self_billed")
    lines = [(1, Decimal(said["amount"]))]
    crediting.credit(invoice, reason=said["reason"], lines=lines, by=stage.login("finance"))
