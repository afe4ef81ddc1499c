"""Rows of the catalogue. An offer stays; a revision is what it said at a moment and never changes once approved."""

from catalogue.offers.models.finding import Facet, Filing, Form, Listing, Mention, Word
from catalogue.offers.models.manuscript import Manuscript
from catalogue.offers.models.offer import Offer
from catalogue.offers.models.review import AccountantAnswer, AddedCase, Remark, RenewalWish
from catalogue.offers.models.revision import MOST_UNITS, Count, Revision
from catalogue.offers.models.session import Session

__all__ = [
    "MOST_UNITS",
    "AccountantAnswer",
    "AddedCase",
    "Count",
    "Facet",
    "Filing",
    "Form",
    "Listing",
    "Manuscript",
    "Mention",
    "Offer",
    "Remark",
    "RenewalWish",
    "Revision",
    "Session",
    "Word",
]
