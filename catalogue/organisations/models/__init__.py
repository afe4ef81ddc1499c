"""The organisations that take part. No pupil is described here: counts only."""

from catalogue.organisations.models.accounts import AccountChange
from catalogue.organisations.models.contacts import ContactPerson, Venue
from catalogue.organisations.models.payer import Municipality
from catalogue.organisations.models.place import Place
from catalogue.organisations.models.providers import Admission, Invitation, Provider
from catalogue.organisations.models.schools import SECTORS, Board, PupilCount, School, SchoolScore

__all__ = [
    "SECTORS",
    "AccountChange",
    "Admission",
    "Board",
    "ContactPerson",
    "Invitation",
    "Municipality",
    "Place",
    "Provider",
    "PupilCount",
    "School",
    "SchoolScore",
    "Venue",
]
