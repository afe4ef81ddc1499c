"""Reading panels, and cover sheets with their needs."""

from portal.needs.queries.panels import seats_of, to_rank, to_rank_in, visible_to
from portal.needs.queries.sheets import (
    ThemeNeeds,
    needs_visible_to,
    overview,
    sheet_of,
    sheets_visible_to,
    suggestions,
    without_offer,
)

__all__ = [
    "ThemeNeeds",
    "needs_visible_to",
    "overview",
    "seats_of",
    "sheet_of",
    "sheets_visible_to",
    "suggestions",
    "to_rank",
    "to_rank_in",
    "visible_to",
    "without_offer",
]
