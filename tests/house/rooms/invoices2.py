"""What the rules of the house need to know of purchase orders."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from portal.accountability import coding
from portal.accountability.models import LedgerCode
from portal.orders import states
from tests.portal.accountability import finance
from tests.portal.invoices import ordered

if TYPE_CHECKING:
    from catalogue.lifecycle import Moving
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
GET    reports/finance                      -             town-hall
POST   finance-exports                      -             controller finance officer
GET    ledger-codes                         -             town-hall
POST   ledger-codes                         -             finance officer
GET    ledger-codes/<uuid:id>               ledger-codes  town-hall
GET    purchase-orders                      -             providers town-hall
GET    purchase-orders/<uuid:id>            order         musician town-hall
GET    purchase-orders/<uuid:id>/pdf        order         musician town-hall
POST   programmes/<uuid:id>/order-terms     programme     officer
"""
PAGES = """
GET  municipality/finance                   -             town-hall
POST municipality/finance/export            -             controller finance officer
POST municipality/finance/codes             -             finance officer
GET  municipality/purchase-orders           -             town-hall
POST municipality/purchase-orders/terms     -             officer
GET  municipality/purchase-orders/<uuid:pk>/file  order   town-hall
GET  provider/purchase-orders               -             providers
GET  provider/purchase-orders/<uuid:pk>/file  order       musician
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An order that was issued, and codes of the bookkeeping."""
    codes = coding.set_codes(
        town.municipality, line_kind="school", general_ledger="443000", task="4.3", category="4.3.8",
        valid_from=date(2025, 1, 1), source="Begroting 2025", by=town.actor("finance"),
    )  # fmt: skip
    return {"order": ordered.order(town, price="1.00", units=1).pk, "ledger-codes": codes.pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """Who orders."""
    return {
        "programmes/<uuid:id>/order-terms": {"orderedBy": "school"},
        "v1/finance-exports": {"firstDay": "2026-01-01", "lastDay": "2026-12-31"},
        "finance/export": {"since": "2026-01-01", "until": "2026-12-31", "way": "csv"},
        "v1/ledger-codes": finance.CODES,
        "finance/codes": {
            "line_kind": "provider",
            "general_ledger": "443000",
            "task": "4.3",
            "category": "4.3.8",
            "valid_from": "2026-01-01",
            "source": "Begroting 2026",
        },
        "purchase-orders/terms": {"programme": str(town.programme.pk), "ordered_by": "school"},
    }


def another(town: Town) -> dict[str, Any]:
    """One more order, and one more year of codes of the bookkeeping."""
    ordered.order(town, price="1.00", units=1)
    year = 2026 + LedgerCode.objects.count()
    coding.set_codes(
        town.municipality, line_kind="provider", general_ledger="443000", task="4.3", category="4.3.8",
        valid_from=date(year, 1, 1), source=f"Begroting {year}", by=town.actor("finance"),
    )  # fmt: skip
    return {}


WORDS = {"purchase_order": states}


def moving(town: Town) -> dict[str, Moving]:
    """One that was issued."""
    return {"purchase_order": ordered.order(town, price="1.00", units=1)}
