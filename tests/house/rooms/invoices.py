"""What the rules of the house need to know of credit notes and received invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.portal.invoices import notes

if TYPE_CHECKING:
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
GET    invoices/<uuid:id>/lines             invoice       library town-hall
POST   invoices/<uuid:id>/credit-notes      creditable    finance
POST   invoices/<uuid:id>/recoveries        paid-note     finance
"""
PAGES = """
GET  municipality/invoices/<uuid:pk>/credit  creditable   finance
POST municipality/invoices/<uuid:pk>/credit/make  creditable  finance
POST municipality/invoices/<uuid:pk>/recover  paid-note   finance
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An invoice that can be credited, and a credit note of which money has to come back."""
    return {"creditable": notes.issued(town).pk, "paid-note": notes.to_come_back(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A reason, and a way in which money comes back."""
    return {
        "invoices/<uuid:id>/credit-notes": {"reason": "Fout"},
        "invoices/<uuid:pk>/credit/make": {"reason": "Fout", "remainder": "release", "line-1": "1,00"},
        "invoices/<uuid:id>/recoveries": {"how": "returned"},
        "invoices/<uuid:pk>/recover": {"how": "returned"},
    }
