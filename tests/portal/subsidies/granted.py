"""The grant of € 13,000 to Stichting De Weide, whose three schools have exactly that."""

from __future__ import annotations

from decimal import Decimal

from portal.subsidies import actions as subsidies
from portal.subsidies.models import BoardGrant
from tests.cast import Town


def drafted(town: Town, maximum: str | None = None, language: str = "nl") -> BoardGrant:
    """A draft by the officer."""
    return subsidies.draft_board_grant(
        town.programme, town.board, maximum=Decimal(maximum) if maximum else None, language=language,
        by=town.actor("officer"),
    )  # fmt: skip


def proposed(town: Town, maximum: str | None = None) -> BoardGrant:
    """Granted by the officer: above € 1,000 it waits for a second person."""
    return subsidies.grant_board(drafted(town, maximum), by=town.actor("officer"))


def granted(town: Town, maximum: str | None = None) -> BoardGrant:
    """Confirmed by finance."""
    return subsidies.confirm_board_grant(proposed(town, maximum), by=town.actor("finance"))
