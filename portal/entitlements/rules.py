"""What a school is entitled to, and who may say that it does not want it."""

from __future__ import annotations

from catalogue.actor import Actor
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import School
from catalogue.organisations.rules import decides_for
from portal.entitlements.counts import Headcount
from portal.entitlements.models import Entitlement


def may_opt_out(actor: Actor, entitlement: Entitlement) -> bool:
    """Who decides for the school, as long as the school did not do so yet."""
    return decides_for(actor, entitlement.school) and entitlement.status == "open"


def may_opt_in(actor: Actor, entitlement: Entitlement) -> bool:
    """Who decides for the school, after it opted out."""
    return decides_for(actor, entitlement.school) and entitlement.status == "opted_out"


def is_for(offer: Offer, school: School) -> bool:
    """Whether a fixed offer is there for a school: published in its municipality, for its kind of school."""
    if offer.kind != "fixed" or offer.status != "published" or offer.municipality_id != school.municipality_id:
        return False
    return not offer.text.sectors or school.sector in offer.text.sectors


def entitled(revision: Revision, count: Headcount | None) -> int | None:
    """Units per period: equal for every school, or once per so many pupils, rounded up. `None`: without a limit, or
    not known because the pupils were not counted or the count is masked (`is_unknown`).
    """
    units: int | None = revision.entitlement_units
    each: int | None = revision.entitlement_per_pupils
    if units is None or each is None:
        return units
    if count is None or count.pupils is None:
        return None
    return units * -(-count.pupils // each)


def is_unknown(revision: Revision, count: Headcount | None) -> bool:
    """Whether what a school is entitled to depends on pupils that nobody counted."""
    if revision.entitlement_units is None or revision.entitlement_per_pupils is None:
        return False
    return count is None or count.pupils is None
