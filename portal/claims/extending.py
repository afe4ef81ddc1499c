"""The way out for who is too late: the officer gives a later day, and says why."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import ASSESSOR, OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Forbidden, Invalid, reasoned, require
from catalogue.lifecycle import added
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.claims.interest import CONFLICT, interest_in
from portal.claims.models import Extension


def may_extend(actor: Actor, thing: Booking | BespokeRequest) -> bool:
    """An officer or assessor of the municipality that pays."""
    return actor.is_one_of(OFFICER, ASSESSOR) and actor.municipality == thing.municipality_id


@deed
def extend(thing: Booking | BespokeRequest, until: date, *, reason: str, by: Actor) -> Extension:
    """A booking or bespoke request may be claimed until this day, whatever the term of the programme says.

    `Forbidden("wrong_role")`, or `("conflict_of_interest")` for who has an interest in it (Awb 2:4); `Invalid` without
    a reason, or for a day in the past.
    """
    require(may_extend(by, thing), "wrong_role", _("Only an officer of the municipality can give a later day."))
    if why := interest_in(by.person, thing):
        raise Forbidden(CONFLICT, why)
    if until < timezone.localdate():
        raise Invalid.field("#/until", "in_past", _("Choose today or a later day."))
    reasoned(reason, _("Say why it may be claimed later: it is kept with the claim."))
    row = Extension(
        municipality_id=thing.municipality_id, booking=thing if isinstance(thing, Booking) else None,
        request=thing if isinstance(thing, BespokeRequest) else None, until=until, reason=reason, by=by.label[:200],
    )  # fmt: skip
    row.save(force_insert=True)
    return added(row, by=by, because=reason, data={"until": until.isoformat(), "of": str(thing.pk)})
