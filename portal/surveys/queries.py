"""Reading surveys, their results and the log of a process."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from catalogue.actor import Actor
from catalogue.programmes.models import Programme
from portal.surveys.models import ProcessStep, Survey, Topic


def visible_to(actor: Actor) -> QuerySet[Survey]:
    """A municipality sees its own surveys; everybody those whose results are public."""
    rows = Survey.objects.select_related("programme", "municipality").prefetch_related("topics__theme")
    rows = rows.annotate(answers=Count("responses", distinct=True)).order_by("-created_at", "pk")
    public = Q(status="closed", is_public=True)
    return rows.filter(public | Q(municipality=actor.municipality)) if actor.municipality else rows.filter(public)


def topics_visible_to(actor: Actor) -> QuerySet[Topic]:
    """The topics of the surveys that the actor sees."""
    return Topic.objects.select_related("survey__programme", "theme").filter(survey__in=visible_to(actor).values("pk"))


def by_token(token: str) -> Survey | None:
    """The survey of an address that was handed out, also when it cannot be answered now."""
    rows = Survey.objects.select_related("municipality").prefetch_related("topics")
    return rows.filter(token=token).first()


def steps_visible_to(actor: Actor) -> QuerySet[ProcessStep]:
    """The log of the own municipality, the earliest step first."""
    rows = ProcessStep.objects.select_related("programme").order_by("starts_on", "created_at")
    return rows.filter(municipality=actor.municipality) if actor.municipality else rows.none()


def took_part(actor: Actor, programme: Programme) -> list[str]:
    """Every organisation in the log of a programme, once, by name."""
    steps = steps_visible_to(actor).filter(programme=programme)
    return sorted({name for step in steps for name in step.organisations}, key=str.casefold)
