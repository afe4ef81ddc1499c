"""What the rules of the house need to know of signed SiSa tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.accountability import signing
from portal.claims.models import ClaimLine
from tests.portal.accountability import years

if TYPE_CHECKING:
    from catalogue.lifecycle import Moving
    from tests.cast import Town
    from tests.house.rounds import Things

API = """
POST   sisa-tables/<int:year>/signatures    year          controller finance
GET    sisa-tables/<int:year>/forms         year          town-hall
GET    sisa-signatures                      -             town-hall
GET    sisa-signatures/<uuid:id>            sisa-signature  town-hall
POST   sisa-signatures/<uuid:id>/confirmations  sisa-signature  controller finance
POST   sisa-signatures/<uuid:id>/refusals   sisa-signature  controller finance
POST   claims/<uuid:id>/goal-corrections    claim         finance
"""
PAGES = """
GET  municipality/claims/<uuid:pk>/goals    claim         finance
POST municipality/claims/<uuid:pk>/goals/correct  claim   finance
POST municipality/sisa/<int:year>/sign      year          controller finance
POST municipality/sisa-signatures/<uuid:pk>/<slug:deed>  sisa-signature+refuse  controller finance
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A table that waits for a second person."""
    return {"sisa-signature": years.waiting(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """Nothing is final, and a reason."""
    return {
        "sisa-tables/<int:year>/signatures": {"final": []},
        "claims/<uuid:id>/goal-corrections": _another_goal(things),
        "goals/correct": _another_goal(things) | {"goal": "LOKAAL/huur", "version": "1"},
        "sisa-signatures/<uuid:id>/refusals": {"reason": "Nog niet af"},
        "sisa-signatures/<uuid:pk>/<slug:deed>": {"reason": "Nog niet af"},
    }


def _another_goal(things: Things) -> dict[str, Any]:
    line = ClaimLine.objects.get(claim=things["claim"])
    return {"line": str(line.pk), "regulation": "LOKAAL", "goal": "huur", "reason": "Het was huur"}


def another(town: Town) -> dict[str, Any]:
    """The one that waits is refused, and prepared anew."""
    signing.refuse(years.waiting(town), reason="Nog niet af", by=town.actor("finance"))
    return {"sisa-signature": years.waiting(town)}


def moving(town: Town) -> dict[str, Moving]:
    """A table that waits."""
    return {"sisa_signature": years.waiting(town)}


READERS = {"sisa-signatures": "finance"}
