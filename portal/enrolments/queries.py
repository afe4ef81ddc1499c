"""Which activities and enrolments an actor sees, who waits, and how many came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Session
from catalogue.organisations.models import School
from catalogue.programmes.queries import number
from portal.enrolments.models import Activity, Attendance, Enrolment
from portal.enrolments.states import RUNNING

KEEP_CODES = "enrolment.codes.days"
PLACED = F("placed")  # more children than this: some of them wait


@dataclass(frozen=True, slots=True)
class OfSchool:
    """What a school has in an activity: children with a place, children that wait, and how many came per date."""

    school: School
    placed: int
    waiting: int
    present: dict[UUID, int]


def visible_to(actor: Actor) -> QuerySet[Activity]:
    """A provider sees its own, a school and its board those of their municipality, the municipality all of its own.

    Each has `placed` and `waiting`: children over all schools; for a school (or board) `own`: its own with a place.
    """
    rows = Activity.objects.select_related("offer__revision", "offer__provider", "offer__programme", "municipality")
    rows = rows.annotate(
        placed=Coalesce(Sum("enrolments__placed"), 0),
        waiting=Coalesce(Sum(F("enrolments__wanted") - F("enrolments__placed")), 0),
    )
    if actor.school or actor.board:
        own = Q(enrolments__school=actor.school) if actor.school else Q(enrolments__school__board=actor.board)
        own_rows = Sum("enrolments__wanted", filter=own)
        towns = School.objects.filter(Q(pk=actor.school) if actor.school else Q(board=actor.board))
        rows = rows.annotate(own=Coalesce(own_rows, 0))
        return rows.filter(municipality__in=towns.values("municipality"))
    if actor.provider:
        return rows.filter(offer__provider=actor.provider)
    return rows.filter(municipality=actor.municipality) if actor.municipality else rows.none()


def enrolments_visible_to(actor: Actor) -> QuerySet[Enrolment]:
    """A school (or board) sees its own, a provider those in its activities, the municipality those of its own."""
    rows = Enrolment.objects.select_related("school", "activity__offer__revision", "activity__offer__provider")
    if actor.school:
        return rows.filter(school=actor.school)
    if actor.board:
        return rows.filter(school__board=actor.board)
    if actor.provider:
        return rows.filter(activity__offer__provider=actor.provider)
    return rows.filter(activity__municipality=actor.municipality) if actor.municipality else rows.none()


def running_of(offer: UUID) -> Activity | None:
    """The activity of an offer in which children are or can be enrolled, if there is one."""
    return Activity.objects.filter(offer=offer, status__in=RUNNING).select_related("offer__revision").first()


def dates_of(activity: Activity) -> list[Session]:
    """All dates of the activity, the first on top."""
    return list(Session.objects.filter(offer=activity.offer_id).order_by("starts_at", "pk"))


def per_school(activity: Activity) -> list[OfSchool]:
    """What each school has in it, in three statements however many schools there are."""
    sums = activity.enrolments.filter(wanted__gt=0).order_by().values("school")
    sums = sums.annotate(placed_=Sum("placed"), wanted_=Sum("wanted"))
    held = {row["school"]: (row["placed_"], row["wanted_"] - row["placed_"]) for row in sums}
    came: dict[UUID, dict[UUID, int]] = {}
    counted = Attendance.objects.filter(enrolment__activity=activity).order_by()
    for row in counted.values("enrolment__school", "session").annotate(present_=Sum("present")):
        came.setdefault(row["enrolment__school"], {})[row["session"]] = row["present_"]
    schools = School.objects.filter(pk__in=held.keys() | came.keys()).order_by("name")
    return [OfSchool(school, *held.get(school.pk, (0, 0)), came.get(school.pk, {})) for school in schools]


def to_count(activity: Activity) -> QuerySet[Enrolment]:
    """The enrolments with a place, by school and turn."""
    return activity.enrolments.filter(placed__gt=0).select_related("school").order_by("school__name", "number")


def held_by(activity: Activity, school: School) -> int:
    """The children of a school in it, with a place or waiting."""
    held: int = activity.enrolments.filter(school=school).aggregate(all=Coalesce(Sum("wanted"), 0))["all"]
    return held


def last_turn(activity: Activity) -> int:
    """The highest turn that was given."""
    return activity.enrolments.aggregate(last=Max("number"))["last"] or 0


def codes_of(activity: Activity) -> set[str]:
    """The codes that were given in it and not forgotten yet."""
    return set(activity.enrolments.exclude(code="").values_list("code", flat=True))


def with_old_codes(today: date) -> list[UUID]:
    """The activities of which the codes have to go: so many days after the last date (or after sign-up closed)."""
    before = today - timedelta(days=int(number(KEEP_CODES, today)))
    rows = Activity.objects.annotate(codes=Count("enrolments", filter=~Q(enrolments__code=""), distinct=True))
    rows = rows.annotate(last=Max("offer__sessions__ends_at")).filter(codes__gt=0, closes_on__lt=before)
    return [row.pk for row in rows if row.last is None or timezone.localtime(row.last).date() < before]
