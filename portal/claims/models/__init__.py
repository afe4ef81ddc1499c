"""Rows of claims."""

from portal.claims.models.claim import Claim, ClaimLine, Evidence
from portal.claims.models.deadlines import DeadlineReminder, Extension, Reminded
from portal.claims.models.deciding import Decision, Delay, Submission

__all__ = [
    "Claim",
    "ClaimLine",
    "DeadlineReminder",
    "Decision",
    "Delay",
    "Evidence",
    "Extension",
    "Reminded",
    "Submission",
]
