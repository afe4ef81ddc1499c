"""What the rules of the house need to know of the reasons that approvers choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.letters.reasons import Reason, save_reason
from tests.cast import Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    decision-reasons                     -          town-hall
POST   decision-reasons                     -          officer
GET    decision-reasons/<uuid:id>           reason     town-hall
"""
PAGES = """
GET  municipality/letters/reasons           -          town-hall
POST municipality/letters/reasons/write     -          officer
"""
SAID = {"about": "reject", "nl": "Wij betalen geen vervoer."}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A reason that the municipality says in its own words."""
    said = Reason("", "lower", "De groep was kleiner dan geboekt.")
    return {"reason": save_reason(town.municipality, said, by=town.actor("officer")).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A reason of the municipality itself."""
    today = timezone.localdate().isoformat()
    return {"v1/decision-reasons": SAID, "reasons/write": SAID | {"starts_on": today}}


def another(town: Town) -> dict[str, Any]:
    """One more reason."""
    number = town.municipality.reason_texts.count()
    save_reason(town.municipality, Reason("", "lower", f"Reden {number}."), by=town.actor("officer"))
    return {}
