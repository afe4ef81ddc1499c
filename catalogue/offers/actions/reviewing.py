"""From a draft to what may be chosen: submitted, published or returned, withdrawn."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, check, require
from catalogue.lifecycle import change, move
from catalogue.offers import rules
from catalogue.offers.indexing import index
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.queries import is_admitted


@deed
def submit(offer: Offer, *, by: Actor) -> Offer:
    """Ask the municipality to publish it. `Invalid` names what is missing.

    `Forbidden("not_admitted")` as long as the municipality did not admit the provider: the draft is kept meanwhile.
    """
    require(
        rules.may_submit(by, offer),
        "not_yours",
        _("Only the provider can submit an offer, and only when something in it is new."),
    )
    require(
        is_admitted(offer.provider_id, offer.municipality_id),
        "not_admitted",
        _("The municipality has to admit your organisation first. Your draft is kept; send it when you are admitted."),
    )
    assert offer.draft is not None
    check(rules.faults_of(offer.draft, offer.draft.themes.count()))
    move(offer.draft, "submitted", by=by)
    if offer.status == "published":
        return change(offer, event="revision_submitted", by=by)
    return move(offer, "submitted", by=by)


@deed
def publish(offer: Offer, *, by: Actor) -> Offer:
    """The officer approves the submitted revision: from now on it is what may be chosen.

    `Refused("capacity_exhausted")` when more was booked already than the new revision has places.
    """
    draft = _under_review(offer, by)
    fits = Offer.objects.filter(pk=offer.pk, taken__lte=draft.capacity) if draft.capacity is not None else None
    if fits is not None and not fits.update(capacity=draft.capacity):  # also when it is booked at this very moment
        raise Refused(
            "capacity_exhausted",
            _("More places are booked already than this version offers. Return it and ask for more places."),
        )
    move(draft, "approved", by=by)
    changes: dict[str, Any] = {"revision": draft, "draft": None, "capacity": draft.capacity}
    if offer.status == "published":
        change(offer, event="revised", by=by, data={"revision": draft.number}, **changes)
    else:
        move(offer, "published", by=by, data={"revision": draft.number}, **changes)
    index(offer)
    return offer


@deed
def return_for_changes(offer: Offer, *, reason: str, by: Actor) -> Offer:
    """The officer asks for changes. `Invalid` without a reason."""
    draft = _under_review(offer, by)
    if not reason.strip():
        raise Invalid.field("#/reason", "required", _("Say what the provider has to change."))
    move(draft, "returned", by=by, because=reason)
    if offer.status == "published":
        return change(offer, event="revision_returned", by=by, because=reason)
    return move(offer, "returned", by=by, because=reason)


@deed
def withdraw(offer: Offer, *, by: Actor, reason: str = "") -> Offer:
    """Take the offer out of the catalogue; bookings that were made stay."""
    require(
        rules.may_withdraw(by, offer), "not_yours", _("Only its provider or the municipality can withdraw an offer.")
    )
    move(offer, "withdrawn", by=by, because=reason)
    index(offer)
    return offer


def _under_review(offer: Offer, by: Actor) -> Revision:
    require(
        rules.may_review(by, offer), "wrong_role", _("Only a policy officer of the municipality can review offers.")
    )
    if offer.draft is None or offer.draft.status != "submitted":
        raise Refused("wrong_state", _("There is nothing to review: the provider has not submitted a new version."))
    return offer.draft
