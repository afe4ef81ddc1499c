"""The deeds on the venues of a provider."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import added, change
from catalogue.organisations import rules
from catalogue.organisations.models import Provider, Venue
from catalogue.validation import check_fields, validated

SAID = frozenset({
    "name", "street", "postcode", "city", "latitude", "longitude", "step_free", "toilet", "coats", "lunch", "remarks",
})  # fmt: skip


@deed
def add_venue(provider: Provider, *, by: Actor, **fields: Any) -> Venue:
    """A place where groups come. `Invalid` per wrong field, also for a name that the provider has already."""
    _own(provider, by)
    _whole(fields.get("latitude"), fields.get("longitude"))
    return added(validated(Venue(provider=provider, **fields)), by=by)


@deed
def change_venue(venue: Venue, *, by: Actor, **fields: Any) -> Venue:
    """Say what is different there. `Invalid` per wrong field; offers that name the venue show it at once."""
    _own(venue.provider, by)
    if unknown := set(fields) - SAID:
        raise TypeError(f"not fields of a venue: {sorted(unknown)}")
    check_fields(venue, **fields)
    _whole(fields.get("latitude", venue.latitude), fields.get("longitude", venue.longitude))
    name = fields.get("name", venue.name)
    if Venue.objects.filter(provider=venue.provider_id, name=name).exclude(pk=venue.pk).exists():
        raise Invalid.field("#/name", "taken", _("You have a place with this name already. Choose another name."))
    return change(venue, event="changed", by=by, data={"fields": sorted(fields)}, **fields)


@deed
def close_venue(venue: Venue, *, by: Actor) -> Venue:
    """Groups come here no more: no new offer can name it. `Refused("wrong_state")` when it was closed already."""
    return _open(venue, False, by)


@deed
def reopen_venue(venue: Venue, *, by: Actor) -> Venue:
    """Groups come here again. `Refused("wrong_state")` when it is open."""
    return _open(venue, True, by)


def _open(venue: Venue, wanted: bool, by: Actor) -> Venue:
    _own(venue.provider, by)
    if venue.closed is not wanted:
        raise Refused("wrong_state", _("This was done already. Reload the page."))
    return change(venue, event="reopened" if wanted else "closed", by=by, closed=not wanted)


def _own(provider: Provider, by: Actor) -> None:
    require(rules.may_keep(by, provider), "not_yours", _("Only the provider itself keeps its places."))


def _whole(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        missing = "#/latitude" if latitude is None else "#/longitude"
        raise Invalid.field(missing, "required", _("Give latitude and longitude together, or neither."))
