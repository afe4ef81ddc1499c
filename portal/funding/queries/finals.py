"""Which regulations a municipality accounted for, for the last time: their ledger is closed."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from portal.funding.models import FinalAccount

Finals = dict[int, FinalAccount]


def finals_of(municipality: UUID) -> Finals:
    """The final accounts of a municipality by their regulation (id). One statement."""
    rows = FinalAccount.objects.filter(municipality=municipality).select_related("regulation")
    return {row.regulation_id: row for row in rows}


def finals_visible_to(actor: Actor) -> QuerySet[FinalAccount]:
    """Those of the own municipality."""
    rows = FinalAccount.objects.select_related("regulation").order_by("year", "regulation__code")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def closed(final: FinalAccount) -> Refused:
    """The one sentence of every path that would still book, approve or pay something of the regulation."""
    sentence = _(
        "%(regulation)s is accounted for in the SiSa table of %(year)s: nothing more is booked, approved or paid of it."
        " Let another regulation or own money pay this."
    )
    return Refused("regulation_closed", sentence % {"regulation": final.regulation.code, "year": final.year})
