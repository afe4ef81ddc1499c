"""Which claims an actor sees."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from catalogue.actor import Actor
from catalogue.money import ZERO
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim, ClaimLine, Decision, Evidence


def visible_to(actor: Actor) -> QuerySet[Claim]:
    """A provider sees its own claims; the municipality what was submitted to it; others none."""
    rows = Claim.objects.select_related("provider", "programme", "municipality")
    rows = rows.prefetch_related("lines__goal", "lines__booking__school", "evidence", "decisions", "invoices")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality).exclude(submitted_at=None)
    return rows.none()


def queue_of(actor: Actor) -> QuerySet[Claim]:
    """Claims that wait for a decision of the acting municipality, by legal due date."""
    if not actor.municipality:
        return Claim.objects.none()
    return visible_to(actor).filter(status="submitted").order_by("due_on", "submitted_at")


def ready_to_claim(actor: Actor) -> QuerySet[Booking]:
    """Delivered bookings of the acting provider, with money reserved, that stand in no live claim; oldest first."""
    if not actor.provider:
        return Booking.objects.none()
    waiting = bookings.visible_to(actor).filter(status__in=CLAIMABLE, reserved__gt=0)
    return waiting.exclude(claim_lines__live=True).order_by("delivered_at")


def evidence_visible_to(actor: Actor) -> QuerySet[Evidence]:
    """The files of the claims that the actor sees."""
    return Evidence.objects.filter(claim__in=visible_to(actor).order_by())


def first_approval(claim: Claim) -> Decision | None:
    """The approval that still waits for a second person, of the present submission."""
    since = Q(at__gte=claim.submitted_at) if claim.submitted_at else Q()
    return claim.decisions.filter(since, verdict="approve", final=False).order_by("-pk").first()


def total_of(claims: QuerySet[Claim]) -> Decimal:
    """What these claims sanction together, added up from their lines."""
    lines = ClaimLine.objects.filter(claim__in=claims.order_by())
    total: Decimal | None = lines.aggregate(total=Sum("sanctioned_amount"))["total"]
    return total or ZERO
