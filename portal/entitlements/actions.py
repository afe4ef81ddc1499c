"""A school says that it does not want a fixed offer, or that it does after all."""

from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.lifecycle import move
from catalogue.organisations.rules import decides_for
from portal.entitlements import rules
from portal.entitlements.counters import row_of
from portal.entitlements.models import Entitlement, EntitlementUse
from portal.entitlements.queries import Pair

LONGEST_REASON = 500


@deed
def opt_out(pair: Pair, *, reason: str, by: Actor) -> Entitlement:
    """The school does not want this fixed offer; the provider and the officer read why. It takes nothing from others.

    `Refused("still_planned")` while something of it is planned, `Invalid` without a reason, `Forbidden("wrong_role")`.
    `pair` comes from `queries.pairs_visible_to`.
    """
    entitlement = _row(pair, by)
    words = reason.strip()
    if not 0 < len(words) <= LONGEST_REASON:
        sentence = _("Say in at most %(most)d characters why, so that the provider and the municipality understand it.")
        raise Invalid.field("#/reason", "required", sentence % {"most": LONGEST_REASON})
    _once(rules.may_opt_out(by, entitlement))
    if EntitlementUse.objects.filter(entitlement=entitlement, used__gt=F("delivered")).exists():
        raise Refused(
            "still_planned", _("Your school still has something planned of this offer. Withdraw or cancel that first.")
        )
    return move(entitlement, "opted_out", by=by, because=words, reason=words)


@deed
def opt_in(pair: Pair, *, by: Actor) -> Entitlement:
    """The school wants the offer after all. `Forbidden("wrong_role")`."""
    entitlement = _row(pair, by)
    _once(rules.may_opt_in(by, entitlement))
    return move(entitlement, "open", by=by, reason="")


def _row(pair: Pair, by: Actor) -> Entitlement:
    offer, school = pair
    sentence = _("Only who decides for the school says whether it wants this. Ask the coordinator or the director.")
    require(decides_for(by, school), "wrong_role", sentence)
    first = row_of(school, offer)
    Entitlement.objects.bulk_create([first], ignore_conflicts=True)
    found = Entitlement.objects.get(pk=first.pk)
    found.school, found.offer = school, offer
    return found


def _once(right_moment: bool) -> None:
    if not right_moment:
        raise Refused("wrong_state", _("Your school said so already. Reload the page to see how it stands."))
