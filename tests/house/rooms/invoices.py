"""What the rules of the house need to know of credit notes and received invoices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.invoices import receiving_states
from tests.portal.invoices import notes, sent_in

if TYPE_CHECKING:
    from catalogue.lifecycle import Moving
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
GET    invoices/<uuid:id>/lines             invoice       library town-hall
POST   invoices/<uuid:id>/credit-notes      creditable    finance
POST   invoices/<uuid:id>/recoveries        paid-note     finance
GET    received-invoices                    -             providers town-hall
POST   received-invoices                    -             librarian musician
GET    received-invoices/<uuid:id>          sent-in       musician town-hall
GET    received-invoices/<uuid:id>/file     sent-in       musician town-hall
POST   received-invoices/<uuid:id>/acceptances  sent-in   finance
POST   received-invoices/<uuid:id>/refusals  sent-in      finance
"""
PAGES = """
GET  municipality/invoices/<uuid:pk>/credit  creditable   finance
POST municipality/invoices/<uuid:pk>/credit/make  creditable  finance
POST municipality/invoices/<uuid:pk>/recover  paid-note   finance
GET  municipality/received-invoices         -             town-hall
GET  municipality/received-invoices/<uuid:pk>  sent-in    town-hall
GET  municipality/received-invoices/<uuid:pk>/file  sent-in  town-hall
POST municipality/received-invoices/<uuid:pk>/<slug:deed>  sent-in+refuse  finance
GET  provider/received-invoices             -             providers
POST provider/received-invoices/send        -             librarian musician
GET  provider/received-invoices/<uuid:pk>/file  sent-in   musician
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An invoice that can be credited, and a credit note of which money has to come back."""
    return {
        "creditable": notes.small(town).pk,
        "paid-note": notes.to_come_back(town).pk,
        "sent-in": sent_in.waiting(town, "1.00").pk,
    }


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A reason, and a way in which money comes back."""
    return {
        "invoices/<uuid:id>/credit-notes": {"reason": "Fout"},
        "invoices/<uuid:pk>/credit/make": {"reason": "Fout", "remainder": "release", "line-1": "1,00"},
        "invoices/<uuid:id>/recoveries": {"how": "returned"},
        "invoices/<uuid:pk>/recover": {"how": "returned"},
        "v1/received-invoices": {"file": ""}, "received-invoices/send": {"file": ""},
        "received-invoices/<uuid:id>/acceptances": {"reason": "Nagebeld"},
        "received-invoices/<uuid:id>/refusals": {"reason": "Verkeerd"},
    }  # fmt: skip


def another(town: Town) -> dict[str, Any]:
    """An invoice that waits."""
    sent_in.waiting(town)
    return {}


WORDS = {"received_invoice": receiving_states}


def moving(town: Town) -> dict[str, Moving]:
    """One that waits."""
    return {"received_invoice": sent_in.waiting(town, "1.00")}
