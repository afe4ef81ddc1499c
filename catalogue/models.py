"""The table of contents: every row that this floor keeps, room by room."""

from catalogue.journal.models import JournalLine
from catalogue.offers.models import Facet, Offer, Revision, SearchDocument, Session
from catalogue.organisations.models import Admission, Board, Municipality, Provider, PupilCount, School
from catalogue.programmes.models import LegalFact, Programme, ProgrammeRegulation, Regulation, SpendingGoal, Theme

__all__ = [
    "Admission",
    "Board",
    "Facet",
    "JournalLine",
    "LegalFact",
    "Municipality",
    "Offer",
    "Programme",
    "ProgrammeRegulation",
    "Provider",
    "PupilCount",
    "Regulation",
    "Revision",
    "School",
    "SearchDocument",
    "Session",
    "SpendingGoal",
    "Theme",
]
