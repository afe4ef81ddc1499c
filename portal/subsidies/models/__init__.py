"""Rows of grants to boards, of schemes, and of what was decided under them."""

from portal.subsidies.models.board_grants import BoardGrant
from portal.subsidies.models.schemes import Application, Scheme, SchemeCeiling, SchemePeriod

__all__ = ["Application", "BoardGrant", "Scheme", "SchemeCeiling", "SchemePeriod"]
