"""Municipalities, boards, schools and their pupils: who sees them."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from catalogue.actor import Actor
from catalogue.organisations.models import Board, Municipality, PupilCount, School


def municipalities() -> QuerySet[Municipality]:
    """Every municipality on this installation; public."""
    return Municipality.objects.all()


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
    rows = PupilCount.objects.filter(school__in=schools_visible_to(actor)).select_related("school")
    return rows.order_by("-reference_date", "school__name")


def pupils_on(municipality: Municipality, reference_date: date) -> list[tuple[School, int]]:
    """Each school of the municipality with its pupils at the date, by location code; uncounted or masked is 0."""
    counts = dict(
        PupilCount.objects.filter(school__municipality=municipality, reference_date=reference_date).values_list(
            "school_id", "pupils"
        )
    )
    schools = School.objects.filter(municipality=municipality).order_by("location_code")
    return [(school, counts.get(school.pk) or 0) for school in schools]
