"""Which choices and bookings an actor sees."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.organisations.queries import schools_visible_to
from portal.bookings.models import Booking, Choice, Delivery


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
