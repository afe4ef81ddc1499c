"""The dates on which an offer takes place."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import require
from catalogue.lifecycle import added
from catalogue.offers import rules
from catalogue.offers.models import Offer, Session
from catalogue.validation import validated


@deed
def add_session(
    offer: Offer, *, starts_at: datetime, ends_at: datetime, by: Actor, place: str = "", capacity: int | None = None
) -> Session:
    """A moment that schools can book. `Invalid` when it ends before it starts."""
    require(rules.may_write(by, offer), "not_yours", _("Only the provider of this offer can plan its dates."))
    return added(
        validated(Session(offer=offer, starts_at=starts_at, ends_at=ends_at, place=place, capacity=capacity)), by=by
    )
