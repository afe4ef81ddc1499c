"""What the rules of the house need to know of claiming all that is ready together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cast import Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
POST   programmes/<uuid:id>/claims          programme     librarian musician
"""
PAGES = """
POST provider/claims/gather                 -             librarian musician
"""


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """All of the programme of the town."""
    return {"claims/gather": {"programme": str(town.programme.pk)}}
