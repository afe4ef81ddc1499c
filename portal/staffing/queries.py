"""Which workers and deployments an actor sees, and the weeks of everybody beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from catalogue.actor import Actor
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import GONE
from portal.staffing.models import Deployment, Worker
from portal.staffing.rules import PLANNABLE, hours_in


@dataclass(frozen=True, slots=True)
class Row:
    """A worker with the hours of each week, and what is left of the contract in it."""

    worker: Worker
    weeks: tuple[tuple[date, Decimal, Decimal], ...]
    deployments: tuple[Deployment, ...]


def visible_to(actor: Actor) -> QuerySet[Worker]:
    """Workers are the provider's own affair."""
    rows = Worker.objects.select_related("provider")
    return rows.filter(provider=actor.provider) if actor.provider else rows.none()


def deployments_visible_to(actor: Actor) -> QuerySet[Deployment]:
    """A provider sees its own, a school (or board) who works at it, the municipality all of its own.

    As long as something comes of the booking: what was called off takes nobody's hours any more.
    """
    rows = Deployment.objects.select_related("worker", "booking__school", "booking__offer__revision")
    rows = rows.exclude(booking__status__in=GONE)
    if actor.provider:
        return rows.filter(worker__provider=actor.provider)
    if actor.school:
        return rows.filter(booking__school=actor.school)
    if actor.board:
        return rows.filter(booking__school__board=actor.board)
    return rows.filter(booking__municipality=actor.municipality) if actor.municipality else rows.none()


def by_the_week(actor: Actor) -> QuerySet[Booking]:
    """The bookings of the provider that are hours a week, to plan somebody for."""
    rows = bookings.visible_to(actor).filter(revision__weeks__isnull=False, status__in=PLANNABLE)
    return rows.filter(provider=actor.provider) if actor.provider else rows.none()


def plan_of(actor: Actor, first: date, weeks: int) -> list[Row]:
    """Everybody's weeks from this Monday on, in two statements however many workers there are."""
    mondays = [first + timedelta(weeks=each) for each in range(weeks)]
    rows = deployments_visible_to(actor).filter(last_week__gte=first)
    planned: dict[object, list[Deployment]] = {}
    for row in rows:
        planned.setdefault(row.worker_id, []).append(row)
    return [_row(worker, mondays, planned.get(worker.pk, [])) for worker in visible_to(actor)]


def _row(worker: Worker, mondays: Sequence[date], planned: list[Deployment]) -> Row:
    weeks = []
    for week in mondays:
        hours = hours_in(week, planned)
        weeks.append((week, hours, worker.contract_hours - hours))
    return Row(worker, tuple(weeks), tuple(planned))
