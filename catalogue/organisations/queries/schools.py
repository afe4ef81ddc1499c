"""Municipalities, boards, schools and their pupils: who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from catalogue.actor import Actor
from catalogue.organisations.models import Board, Municipality, PupilCount, School, SchoolScore


def municipalities() -> QuerySet[Municipality]:
    """Every municipality that takes part; public."""
    return Municipality.objects.filter(takes_part=True)


def schools_visible_to(actor: Actor) -> QuerySet[School]:
    """Own school; the schools of the own board or municipality; a provider sees none beside its bookings."""
    rows = School.objects.select_related("board", "municipality")
    if actor.school:
        return rows.filter(pk=actor.school)
    if actor.board:
        return rows.filter(board_id=actor.board)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def boards_visible_to(actor: Actor) -> QuerySet[Board]:
    """Own board; for the municipality the boards with a school in it."""
    if actor.board:
        return Board.objects.filter(pk=actor.board)
    return Board.objects.filter(schools__in=schools_visible_to(actor)).distinct()


def counts_visible_to(actor: Actor) -> QuerySet[PupilCount]:
    """Pupil counts of the schools that the actor sees, newest first."""
    rows = PupilCount.objects.filter(school__in=schools_visible_to(actor)).select_related("school__municipality")
    return rows.order_by("-reference_date", "school__name")


def masked_visible_to(actor: Actor) -> QuerySet[PupilCount]:
    """The counts that the source masks, newest first; of those with a number, a person filled it in."""
    return counts_visible_to(actor).filter(masked=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """A school and its pupils at a date: `None` when nobody counted them or the source masked them."""

    school: School
    pupils: int | None
    target_pupils: int | None


def counted_on(municipality: Municipality, reference_date: date) -> list[Counted]:
    """Each school of the municipality that was open then, with its pupils, by location code. Two statements."""
    rows = PupilCount.objects.filter(school__municipality=municipality, reference_date=reference_date)
    counts = {row.school_id: row for row in rows}
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=reference_date)
    schools = School.objects.filter(open_then, municipality=municipality).order_by("location_code")
    return [
        Counted(school, count.pupils, count.target_pupils)
        if (count := counts.get(school.pk))
        else Counted(school, None, None)
        for school in schools
    ]


def scores_visible_to(actor: Actor) -> QuerySet[SchoolScore]:
    """Scores of the schools that the actor sees, newest first."""
    rows = SchoolScore.objects.filter(school__in=schools_visible_to(actor)).select_related("school")
    return rows.order_by("-reference_date", "school__name", "pk")


def scores_on(municipality: Municipality, day: date, *, above_threshold: bool = False) -> dict[School, Decimal]:
    """The score of each school of the municipality that holds on a day: of its newest reference date until then.

    Without the threshold unless `above_threshold`; schools of which that is not known are left out. For weighing
    schools by it, such as in a split. One statement.
    """
    rows = SchoolScore.objects.filter(school__municipality=municipality, reference_date__lte=day)
    newest = {row.school: row for row in rows.select_related("school").order_by("reference_date")}
    said = {school: row.score_above if above_threshold else row.score for school, row in newest.items()}
    return {school: score for school, score in said.items() if score is not None}


def municipality_around(actor: Actor) -> Municipality | None:
    """The municipality whose house style somebody sees: the own one, or that of the own school, board or provider.

    For the public the only one of this installation. `None` when there is not exactly one. One statement.
    """
    rows = Municipality.objects.all()
    if actor.municipality:
        rows = rows.filter(pk=actor.municipality)
    elif actor.school:
        rows = rows.filter(schools=actor.school)
    elif actor.board:
        rows = rows.filter(schools__board=actor.board).distinct()
    elif actor.provider:
        rows = rows.filter(admissions__provider=actor.provider, admissions__status="admitted").distinct()
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def school_spots() -> QuerySet[School]:
    """Where schools stand, for who looks around one: those whose coordinates are known, by town and name; public."""
    known = School.objects.filter(latitude__isnull=False, longitude__isnull=False)
    return known.only("name", "location_code", "city", "latitude", "longitude").order_by("city", "name")
