"""Rows of accounting: settled grants, the form of the SiSa table, and the tables that were signed."""

from portal.accountability.models.forms import FIGURES, SisaForm, SisaIndicator
from portal.accountability.models.settlements import GrantSettlement, LedgerCode
from portal.accountability.models.signing import SignedLine, SisaSignature

__all__ = ["FIGURES", "GrantSettlement", "LedgerCode", "SignedLine", "SisaForm", "SisaIndicator", "SisaSignature"]
