"""Rows of panels, and of cover sheets with their needs."""

from portal.needs.models.panels import Panel, Ranking, Seat
from portal.needs.models.sheets import CoverSheet, Need

__all__ = ["CoverSheet", "Need", "Panel", "Ranking", "Seat"]
