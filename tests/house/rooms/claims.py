"""What the rules of the house need to know of claims of schools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cast import Town
from tests.portal.claims.declaring import declared

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    claims/<uuid:id>                     school-claim  kring
PATCH  claims/<uuid:id>                     school-claim  decides
POST   claims/<uuid:id>/evidence            school-claim  decides
POST   claims/<uuid:id>/submissions         school-claim  decides
POST   claims/<uuid:id>/withdrawals         school-claim  decides
GET    claims/<uuid:id>                     sent-school-claim  kring town-hall
POST   claims/<uuid:id>/decisions           sent-school-claim  officer assessor
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A claim of De Kring that is being written, and one that was sent."""
    return {"school-claim": declared(town, submitted=False).pk, "sent-school-claim": declared(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """Lines that say something, so that who may not change them is refused for that."""
    return {"v1/claims/<uuid:id>": {"lines": [{"booking": str(things["delivered"])}]}}
