"""The deeds of panels, and of cover sheets."""

from portal.needs.actions.panels import LONGEST_REASON, Party, Ranked, close, rank, start
from portal.needs.actions.sheets import (
    Told,
    add_need,
    change_need,
    change_sheet,
    fill_in,
    hand_in,
    open_sheet,
    remove_need,
    reopen,
)

__all__ = [
    "LONGEST_REASON",
    "Party",
    "Ranked",
    "Told",
    "add_need",
    "change_need",
    "change_sheet",
    "close",
    "fill_in",
    "hand_in",
    "open_sheet",
    "rank",
    "remove_need",
    "reopen",
    "start",
]
