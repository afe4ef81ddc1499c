"""What the rules of the house need to know of deciding on claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cast import Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
POST   claims/<uuid:id>/postponements       sent-school-claim  officer assessor
"""
PAGES = """
POST municipality/claims/<uuid:pk>/postpone  sent-school-claim  officer assessor
"""


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """A later day, and why."""
    later = {"until": "2099-01-01", "reason": "Ziekte"}
    return {"postpone": later, "postponements": later}
