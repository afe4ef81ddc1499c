"""Which claims an actor sees."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import ExpressionWrapper, F, Q, QuerySet, Sum
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.money import ZERO, EuroField
from catalogue.programmes.models import Programme
from portal.bespoke import queries as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim, ClaimLine, Decision, Evidence
from portal.claims.states import SCHOOL

# What a line costs in the end: what was sanctioned, less what was credited.
NET = ExpressionWrapper(F("sanctioned_amount") - F("credited"), output_field=EuroField())


def visible_to(actor: Actor) -> QuerySet[Claim]:
    """A provider, school or board sees its own claims; the municipality what was submitted to it; others none."""
    rows = Claim.objects.select_related("provider", "school__board", "programme", "municipality")
    rows = rows.prefetch_related(
        "lines__goal",
        "lines__booking__school",
        "lines__request__school",
        "evidence",
        "decisions",
        "invoices",
        "delays",
    )
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
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
    waiting = bookings.visible_to(actor).filter(status__in=CLAIMABLE, reserved__gt=0, ordered_by="school")
    return waiting.exclude(claim_lines__live=True).order_by("delivered_at")


def to_declare(actor: Actor) -> QuerySet[BespokeRequest]:
    """Granted requests of the acting school or board, with money set aside, that stand in no live claim."""
    granted = bespoke.visible_to(actor).filter(status="granted", reserved__gt=0)
    return granted.exclude(claim_lines__live=True).order_by("ends_on", "pk")


def paid_by_school(actor: Actor) -> QuerySet[Booking]:
    """Delivered bookings of the acting school or board whose provider does not claim, and that stand in no claim."""
    if not (actor.school or actor.board):
        return Booking.objects.none()
    waiting = bookings.visible_to(actor).filter(status__in=CLAIMABLE, reserved__gt=0)
    own = waiting.filter(provider__self_billing_agreed_on=None, ordered_by="school")  # rules.paid_by_school
    return own.exclude(claim_lines__live=True).order_by("delivered_at")


def payable(actor: Actor) -> QuerySet[Claim]:
    """Approved claims of schools that the acting municipality pays, first due first: they have no invoice."""
    if not actor.municipality:
        return Claim.objects.none()
    return visible_to(actor).filter(kind=SCHOOL, status__in=("approved", "failed")).order_by("due_on", "pk")


def for_checks(claim: Claim) -> QuerySet[ClaimLine]:
    """The lines of a claim with everything that its checks and its deadline look at."""
    rows = claim.lines.select_related(
        "booking__offer", "booking__revision", "booking__school", "booking__provider", "request__school"
    )
    return rows.prefetch_related("booking__deliveries", "booking__claim_extensions", "request__claim_extensions")


def deadline_of(line: ClaimLine, programme: Programme) -> date | None:
    """Until when it can be claimed: counted from the last delivery, or from the last day of the bespoke request.

    The officer may have given a later day. `None`: nothing was delivered.
    """
    return last_day_of(line.of, programme)


def last_day_of(thing: Booking | BespokeRequest, programme: Programme) -> date | None:
    """Until when a booking or bespoke request can be claimed, as `deadline_of` says it of a line."""
    day = done_on(thing)
    if day is None:
        return None
    last = day + timedelta(days=programme.claim_deadline_days)
    return max([last, *(each.until for each in thing.claim_extensions.all())])


def done_on(thing: Booking | BespokeRequest) -> date | None:
    """The day of the last delivery, of the late cancellation, or the last day of a request. Reads `deliveries`."""
    if isinstance(thing, BespokeRequest):
        return thing.ends_on
    days = [each.date for each in thing.deliveries.all() if each.counts]
    if thing.status == "cancelled_late" and thing.delivered_at:
        days.append(timezone.localtime(thing.delivered_at).date())
    return max(days, default=None)


def evidence_visible_to(actor: Actor) -> QuerySet[Evidence]:
    """The files of the claims that the actor sees."""
    return Evidence.objects.filter(claim__in=visible_to(actor).order_by())


def first_approval(claim: Claim) -> Decision | None:
    """The approval that still waits for a second person: of the present submission, and the present bank account.

    Another account than the first person looked at (changed, or the school moved to another board) makes it void.
    """
    payee, same = claim.payee, Q(at__gte=claim.submitted_at) if claim.submitted_at else Q()
    same &= Q(iban=payee.iban if payee else "")
    if payee and payee.iban_changed_at:
        same &= Q(at__gte=payee.iban_changed_at)
    waiting = claim.decisions.filter(same, verdict="approve", final=False, void_since=None)
    return waiting.order_by("-pk").first()


def total_of(claims: QuerySet[Claim]) -> Decimal:
    """What these claims sanction together, less what was credited, added up from their lines."""
    lines = ClaimLine.objects.filter(claim__in=claims.order_by())
    total: Decimal | None = lines.aggregate(total=Sum(NET))["total"]
    return total or ZERO
