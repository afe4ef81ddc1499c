"""Who has an interest in a claim, and so neither decides on it nor pays it: by person, whatever membership acts now.

Awb 2:4 lid 2 (who works for the municipality and has a personal interest does not influence the decision); approver,
requester and payer are different people.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.models import JournalLine
from catalogue.programmes.queries import number
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.claims.models import Claim, ClaimLine, Decision
from portal.people.queries import organisations_since

CONFLICT: Final = "conflict_of_interest"
ORDERED: Final = ("booking.proposed", "booking.requested")


def interest(person: str, claim: Claim) -> str:
    """Why this person must keep away from the claim, as a sentence; empty when there is no reason."""
    return interests(person, [claim]).get(claim.pk, "")


def interests(person: str, claims: Sequence[Claim]) -> dict[UUID, str]:
    """The claims that this person must keep away from, each with the reason. Five statements, however many claims.

    Reasons: nobody is known as a person; a membership, in any role, of the provider or school that claims or of its
    board, now or until lately (fact `conflict.membership.days`); or a hand in it: the person wrote, changed or
    submitted the claim, or asked for, booked, delivered or judged what it is for.
    """
    if not person:
        return {claim.pk: _("Only a person can do this.") for claim in claims}
    member, hand = _claimants(person), _touched(person, claims)
    found = {}
    for claim in claims:
        if claim.pk in hand or claim.submitted_by == person:
            found[claim.pk] = _(
                "You had a hand in this claim: you wrote, changed or submitted it, or booked or delivered what it is "
                "for. Ask a colleague."
            )
        elif member & {claim.provider_id, claim.school_id}:
            found[claim.pk] = _("You belong to the claimant, or did so until a short while ago. Ask a colleague.")
    return found


def interest_in(person: str, thing: Booking | BespokeRequest) -> str:
    """As `interest`, of what is not claimed yet: of the school that asked or the provider, or through whose hands."""
    if not person:
        return _("Only a person can do this.")
    deeds = JournalLine.objects.filter(person=person, thing_id=thing.pk).exclude(role__in=MUNICIPAL_ROLES)
    if _claimants(person) & {thing.school_id, getattr(thing, "provider_id", None)} or deeds.exists():
        return _("You belong to the claimant, or did so until a short while ago. Ask a colleague.")
    return ""


def approved_by(person: str, claims: Sequence[Claim]) -> set[UUID]:
    """The claims of which this person gave the first or the last approval: who approves does not pay."""
    said = Decision.objects.filter(claim__in=[each.pk for each in claims], person=person, verdict="approve")
    return set(said.values_list("claim", flat=True))


def _claimants(person: str) -> set[UUID]:
    """The organisations that this person belongs to, or did lately."""
    days = int(number("conflict.membership.days", timezone.localdate()))
    return organisations_since(person, timezone.now() - timedelta(days=days))


def _touched(person: str, claims: Sequence[Claim]) -> set[UUID]:
    """The claims that went through the hands of this person, or whose bookings and requests did.

    What the municipality does with them is its work; only what it orders itself makes it the one who asked.
    """
    own = {claim.pk for claim in claims}
    lines = ClaimLine.objects.filter(claim__in=own).values_list("claim", "booking", "request")
    about = [(booking or request, claim) for claim, booking, request in lines]
    deeds = JournalLine.objects.filter(person=person, thing_id__in=[*own, *(pk for pk, _claim in about)])
    asked = deeds.filter(~Q(role__in=MUNICIPAL_ROLES) | Q(event__in=ORDERED))
    mine = set(asked.values_list("thing_id", flat=True))
    return (mine & own) | {claim for pk, claim in about if pk in mine}
