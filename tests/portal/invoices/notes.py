"""Invoices as they stand in a town: issued, paid, and credited after they were paid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from catalogue.journal.outbox import drain
from portal.bookings.models import Booking
from portal.invoices.crediting import credit
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from tests import cast
from tests.cast import Town


def issued(town: Town, *rows: Booking) -> Invoice:
    """An invoice of € 250, or of these bookings, with its files."""
    claim = cast.approved(town, cast.claim(town, *rows) if rows else None)
    drain()
    return Invoice.objects.get(claim=claim, kind="self_billed")


def paid(town: Town, row: Invoice) -> Invoice:
    """The same invoice, after the bank paid it."""
    finance = town.actor("finance")
    batch = payments.prepare(by=finance, invoices_wanted=[row.pk])
    payments.settle(payments.release(batch, by=town.actor("finance2")), by=finance)
    row.refresh_from_db()
    return row


def credited(town: Town, row: Invoice, **said: Any) -> Invoice:
    """A credit note on it by the finance officer; the invoice as it is after it."""
    note = credit(row, by=town.actor("finance"), **{"reason": "Les ging niet door", **said})
    row.refresh_from_db()
    return note


def to_come_back(town: Town) -> Invoice:
    """A credit note on an invoice of one lesson that was paid already."""
    return credited(town, paid(town, small(town)))


def small(town: Town) -> Invoice:
    """An invoice of € 2, for a town whose budget is chosen by many."""
    made = cast.offer(town, price=Decimal("1.00"))
    return issued(town, cast.booking(town, made, status="accepted"))
