"""The table of contents: every row that this floor keeps, room by room."""

from catalogue.duo.models import DuoImport
from catalogue.exchange.models import Idea
from catalogue.imports.models import ExternalKey, Import, ImportRow
from catalogue.journal.models import JournalLine
from catalogue.offers.models import (
    AccountantAnswer,
    AddedCase,
    Facet,
    Filing,
    Form,
    Listing,
    Manuscript,
    Mention,
    Offer,
    Remark,
    RenewalWish,
    Revision,
    Session,
    Word,
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
    "ExternalKey",
    "Facet",
    "Filing",
    "Form",
    "Idea",
    "Import",
    "ImportRow",
    "Invitation",
    "JournalLine",
    "LegalFact",
    "Listing",
    "Manuscript",
    "Mention",
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
    "Session",
    "SpendingGoal",
    "Theme",
    "Venue",
    "Word",
]
