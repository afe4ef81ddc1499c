"""Which choices and bookings an actor sees."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import number
from portal.bookings.models import Booking, Choice, Delivery, Dispute
from portal.bookings.states import GONE
from portal.needs.models import Need
from portal.needs.queries import needs_visible_to


def visible_to(actor: Actor) -> QuerySet[Booking]:
    """A school (or board) sees its own; a provider those of its offers, once requested; the municipality all."""
    rows = Booking.objects.select_related("school", "offer", "revision", "provider", "account", "offer__programme")
    rows = rows.prefetch_related(Prefetch("deliveries", Delivery.objects.order_by("pk")))
    if actor.school:
        return rows.filter(school_id=actor.school)
    if actor.board:
        return rows.filter(school__board_id=actor.board)
    if actor.provider:
        asked = ~Q(status="proposed") & ~Q(status="withdrawn", account__isnull=True, reserved=0, delivered_at=None)
        return rows.filter(asked, provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def choices_visible_to(actor: Actor) -> QuerySet[Choice]:
    """The shortlist of the own school(s), most wanted first."""
    if not (actor.school or actor.board):
        return Choice.objects.none()
    rows = Choice.objects.filter(school__in=schools_visible_to(actor)).prefetch_related("offer__provider__admissions")
    rows = rows.select_related("school", "offer__revision__image", "offer__provider", "offer__programme")
    rows = rows.select_related("session", "team__account", "offer__goal__regulation")
    return rows.order_by("school__name", "rank", "created_at")


def silent_since_long() -> QuerySet[Booking]:
    """Reported deliveries that the school did not answer within the days of its programme."""
    waiting = Booking.objects.filter(status="delivered", delivered_at__isnull=False).select_related("offer__programme")
    now = timezone.now()
    overdue = [
        booking.pk
        for booking in waiting
        if booking.delivered_at
        and (now - booking.delivered_at).days >= booking.offer.programme.silent_confirmation_days
    ]
    return waiting.filter(pk__in=overdue)


def with_disputes(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    """The bookings with what their schools did not agree with, the oldest first: one statement more."""
    return rows.prefetch_related(Prefetch("disputes", Dispute.objects.order_by("pk")))


def accepted_silently_on(booking: Booking) -> date | None:
    """The day on which silence accepts this report; `None` when no report waits for an answer."""
    if booking.status != "delivered" or booking.delivered_at is None:
        return None
    moment = booking.delivered_at + timedelta(days=booking.offer.programme.silent_confirmation_days)
    return timezone.localtime(moment).date()


def to_remind_of() -> list[Booking]:
    """Reports that silence accepts within some days (`delivery.reminder.days`), and nobody was reminded of yet."""
    before, now = int(number("delivery.reminder.days", timezone.localdate())), timezone.now()
    waiting = Booking.objects.filter(status="delivered", delivered_at__isnull=False).select_related("offer__programme")
    waiting = waiting.filter(Q(judge_reminded_at=None) | Q(judge_reminded_at__lt=F("delivered_at")))
    return [
        booking
        for booking in waiting
        if booking.delivered_at
        and (now - booking.delivered_at).days >= booking.offer.programme.silent_confirmation_days - before
    ]


def disputes_to_decide(actor: Actor) -> list[Booking]:
    """Disputed bookings of the own municipality that the officer may decide by now, the oldest first."""
    if not actor.municipality:
        return []
    rows = with_disputes(visible_to(actor).filter(status="disputed").prefetch_related(None)).order_by("updated_at")
    return [booking for booking in rows if officer_decides_from(booking) <= timezone.localdate()]


def officer_decides_from(booking: Booking) -> date:
    """From when the officer may decide a dispute: at once after an answer that did not convince the school, else when
    the provider said nothing for as many days as the school has itself. Reads `disputes`.
    """
    found = sorted(booking.disputes.all(), key=lambda each: each.pk)
    start = timezone.localtime(found[-1].at if found else booking.updated_at).date()
    if any(each.answered_at for each in found[:-1]):
        return start
    return start + timedelta(days=booking.offer.programme.silent_confirmation_days)


def needs_for(actor: Actor, school: School, offer: Offer) -> list[Need]:
    """The needs of the school that this offer may answer: of one of its themes, in its programme. One statement."""
    rows = needs_visible_to(actor).filter(sheet__school=school, sheet__programme=offer.programme_id)
    return list(rows.filter(theme__in=offer.text.themes.all()))


def answered_needs(actor: Actor, programme: Programme) -> set[UUID]:
    """The needs that a booking cites which was not taken back, declined or cancelled. One statement."""
    rows = Booking.objects.filter(offer__programme=programme, need__in=needs_visible_to(actor).values("pk"))
    return set(rows.exclude(status__in=GONE).order_by().values_list("need", flat=True))
