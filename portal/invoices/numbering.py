"""The numbers of invoices and of the credit notes on them: one row per payer, provider and year, without a gap."""

from __future__ import annotations

from django.db.models import F

from catalogue.organisations.models import Municipality, Provider
from catalogue.sql import update_returning
from portal.invoices.models import Series


def next_number(payer: Municipality, provider: Provider, year: int) -> str:
    """The next number of the series, drawn in the transaction of the caller.

    The row lock of the UPDATE makes simultaneous callers queue: no gap, no double.
    """
    series = Series.objects.filter(municipality=payer, provider=provider, year=year)
    drawn = update_returning(series, ("last",), last=F("last") + 1)
    if not drawn:
        row = Series(municipality=payer, provider=provider, year=year)
        Series.objects.bulk_create([row], ignore_conflicts=True)
        drawn = update_returning(series, ("last",), last=F("last") + 1)
    return f"{payer.code}-{provider.kvk}-{year}-{drawn[0]['last']:05d}"
