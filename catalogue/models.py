"""The table of contents: every row that this floor keeps, room by room."""

from catalogue.duo.models import DuoImport
from catalogue.journal.models import JournalLine
from catalogue.offers.models import (
    AccountantAnswer,
    AddedCase,
    Facet,
    Manuscript,
    Offer,
    Remark,
    RenewalWish,
    Revision,
    SearchWord,
    Session,
)
from catalogue.organisations.models import (
    Admission,
    Board,
    ContactPerson,
    Invitation,
    Municipality,
    Provider,
    PupilCount,
    School,
    Venue,
)
from catalogue.pictures.models import Picture
from catalogue.programmes.models import (
    EligibilityRule,
    LegalFact,
    Programme,
    ProgrammeRegulation,
    Regulation,
    SpendingGoal,
    Theme,
)

__all__ = [
    "AccountantAnswer",
    "AddedCase",
    "Admission",
    "Board",
    "ContactPerson",
    "DuoImport",
    "EligibilityRule",
    "Facet",
    "Invitation",
    "JournalLine",
    "LegalFact",
    "Manuscript",
    "Municipality",
    "Offer",
    "Picture",
    "Programme",
    "ProgrammeRegulation",
    "Provider",
    "PupilCount",
    "Regulation",
    "Remark",
    "RenewalWish",
    "Revision",
    "School",
    "SearchWord",
    "Session",
    "SpendingGoal",
    "Theme",
    "Venue",
]
