"""What the rules of the house need to know of claiming all that is ready together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from portal.claims import reminding
from tests import cast
from tests.cast import OPERATOR, TODAY, Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
POST   programmes/<uuid:id>/claims          programme     librarian musician
"""
PAGES = """
POST provider/claims/gather                 -             librarian musician
"""


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """The library was reminded of what it can claim not much longer."""
    row = cast.booking(town, cast.offer(town, price=Decimal("1.00")), status="accepted", units=1)
    return {"claim-reminder": reminding.remind(town.library, [(row, TODAY)], by=OPERATOR).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """All of the programme of the town."""
    return {"claims/gather": {"programme": str(town.programme.pk)}}
