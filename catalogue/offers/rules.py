"""Who may do what with an offer, and what an offer must say."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalogue.actor import OFFICER, PROVIDER_ROLES, Actor
from catalogue.errors import Fault
from catalogue.offers.models import Offer, Revision
from catalogue.validation import pointer


def may_write(actor: Actor, offer: Offer) -> bool:
    """The provider itself, as long as the offer was not withdrawn."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == offer.provider_id and offer.status != "withdrawn"


def may_submit(actor: Actor, offer: Offer) -> bool:
    """There is something new to look at, and the actor may write it."""
    return may_write(actor, offer) and offer.draft is not None and offer.draft.status in ("draft", "returned")


def may_review(actor: Actor, offer: Offer) -> bool:
    """An officer of the municipality that publishes it."""
    return actor.is_one_of(OFFICER) and actor.municipality == offer.municipality_id


def may_withdraw(actor: Actor, offer: Offer) -> bool:
    """The provider, or the officer of the municipality."""
    return offer.status != "withdrawn" and (may_write(actor, offer) or may_review(actor, offer))


def is_facilities_only(revision: Revision) -> bool:
    """Tagged with facilities and conditions (menu area F) and with nothing that those would serve (A to E)."""
    return set(revision.menu_areas) == {"F"}


def faults_of(revision: Revision, themes: int) -> Iterator[Fault]:
    """What is missing or contradictory before an offer can be submitted."""
    for name in ("title", "summary", "description"):
        if not getattr(revision, name).strip():
            yield Fault(f"#/{name}", "required", _("Write this in Dutch before you submit the offer."))
    if not themes:
        yield Fault("#/themes", "required", _("Choose at least one theme."))
    for low, high in (("min_units", "max_units"), ("min_group_size", "max_group_size")):
        least, most = getattr(revision, low), getattr(revision, high)
        if least is not None and most is not None and least > most:
            expected = _("Found %(most)s; expected %(least)s or more.")
            yield Fault(pointer(high), "too_small", expected % {"most": most, "least": least})
    if revision.starts_on and revision.ends_on and revision.ends_on < revision.starts_on:
        yield Fault("#/endsOn", "too_early", _("The last day lies before the first day. Choose a later last day."))
