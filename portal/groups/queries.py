"""Which working groups an actor sees."""

from __future__ import annotations

from django.db.models import QuerySet

from catalogue.actor import Actor
from portal.groups.models import Task, WorkingGroup


def visible_to(actor: Actor) -> QuerySet[WorkingGroup]:
    """Those of the own municipality, with members, tasks and decisions: five statements, however many there are."""
    rows = WorkingGroup.objects.select_related("programme", "municipality").order_by("name", "pk")
    rows = rows.prefetch_related("members", "tasks", "decisions__measures")
    return rows.filter(municipality=actor.municipality) if actor.municipality else rows.none()


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """The tasks of those groups, the first that is due first."""
    rows = Task.objects.select_related("group__municipality").order_by("due_on", "created_at")
    return rows.filter(group__municipality=actor.municipality) if actor.municipality else rows.none()
