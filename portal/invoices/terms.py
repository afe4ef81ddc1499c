"""The days that the law sets for an invoice."""

from __future__ import annotations

from datetime import date, timedelta

from catalogue.programmes.queries import number
from portal.invoices.document import InvoiceDocument


def issue_by(delivered_on: date) -> date:
    """The last day to issue an invoice for what was delivered on this day (Wet OB 1968 art. 34g).

    `LookupError` when the fact `invoice.issue.day` is not loaded.
    """
    year, month = delivered_on.year + delivered_on.month // 12, delivered_on.month % 12 + 1
    return date(year, month, int(number("invoice.issue.day", delivered_on)))


def issued_late(document: InvoiceDocument) -> date | None:
    """The day on which it had to be issued at the latest, when that was earlier; credit notes have no such day."""
    first = min((day for line in document.lines if (day := _day(line.period, line.delivered_on))), default=None)
    if first is None or document.preceding_invoice:
        return None
    last = issue_by(first)
    return last if document.issued_on > last else None


def answer_by(asked_on: date) -> date:
    """The last day on which the provider may object to an invoice that it was sent on this day.

    `LookupError` when the fact `invoice.acceptance.days` is not loaded.
    """
    return asked_on + timedelta(days=int(number("invoice.acceptance.days", asked_on)))


def _day(period: tuple[date, date] | None, delivered_on: date | None) -> date | None:
    return period[1] if period else delivered_on
