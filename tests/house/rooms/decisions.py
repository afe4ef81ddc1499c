"""What the rules of the house need to know of deciding on claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.objections import states
from tests.cast import Town
from tests.portal.objections.objecting import GROUNDS, lowered, objected

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    objections                           -          schools providers town-hall
POST   objections                           -          decides other_coordinator officer assessor
GET    objections/<uuid:id>                 objection  kring town-hall
POST   objections/<uuid:id>/decisions       objection  officer
POST   objections/<uuid:id>/withdrawals     objection  decides officer assessor
POST   claims/<uuid:id>/postponements       sent-school-claim  officer assessor
"""
WORDS = {"objection": states}
PAGES = """
GET  school/claims/<uuid:pk>/objection      decided-school-claim  kring
POST school/objections/<uuid:pk>/withdraw   objection     decides
POST municipality/claims/decide             -          officer assessor
GET  municipality/objections                -          town-hall
GET  municipality/objections/<uuid:pk>      objection  town-hall
POST municipality/objections/<uuid:pk>/outcome  objection  officer
POST municipality/claims/<uuid:pk>/object   decided-school-claim  officer assessor
POST municipality/claims/<uuid:pk>/postpone  sent-school-claim  officer assessor
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An objection of De Kring that waits, and a decision to which there is none yet."""
    return {
        "objection": objected(town, lowered(town, "3.00", "4.00")).pk,
        "decided-school-claim": lowered(town, "3.00", "4.00").pk,
    }


def another(town: Town) -> dict[str, Any]:
    """One more objection."""
    objected(town, lowered(town, "3.00", "4.00"))
    return {}


def moving(town: Town) -> dict[str, Any]:
    """One objection."""
    return {"objection": objected(town)}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A later day, and why."""
    later = {"until": "2099-01-01", "reason": "Ziekte"}
    today = timezone.localdate().isoformat()
    return {
        "postpone": later, "postponements": later,
        "v1/objections": {"claim": str(things["decided-school-claim"]), "grounds": GROUNDS},
        "objections/<uuid:id>/decisions": {"verdict": "dismissed", "reason": "Geen reden"},
        "objections/<uuid:pk>/outcome": {"verdict": "dismissed", "reason": "Geen reden"},
        "object": {"received_on": today, "grounds": GROUNDS},
    }  # fmt: skip
