"""Rows of working groups. Members are organisations in a role, never people by name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme
from portal.funding.models import Measure
from portal.groups.states import ROLES, STATUSES, TASK


class WorkingGroup(Thing):
    """A group that works on a programme, such as a workshop of schools, welfare and youth health care."""

    KIND: ClassVar[str] = "working_group"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="working_groups")
    name = models.CharField(max_length=120)
    goal = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_working_group_per_name")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """An organisation in a group, in a role."""

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="members")
    organisation = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=ROLES)

    class Meta:
        ordering = ["organisation", "role"]
        constraints = [
            models.UniqueConstraint(fields=["group", "organisation", "role"], name="one_member_per_role"),
        ]

    def __str__(self) -> str:
        return self.organisation


class Task(Moving):
    """Something that the group does before a day, by one of its members (empty: by all of them)."""

    KIND: ClassVar[str] = "group_task"
    MOVES = TASK

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="tasks")
    words = models.CharField(max_length=300)
    organisation = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="group_task_status_known")]

    def __str__(self) -> str:
        return self.words

    @property
    def municipality_id(self) -> object:
        """Whose journal its lines stand in."""
        return self.group.municipality_id


class GroupDecision(Thing):
    """What the group decided on a day, and the measures that it is about."""

    KIND: ClassVar[str] = "group_decision"

    group = models.ForeignKey(WorkingGroup, models.CASCADE, related_name="decisions")
    taken_on = models.DateField()
    words = models.CharField(max_length=500)
    measures = models.ManyToManyField(Measure, blank=True, related_name="decisions")

    class Meta:
        ordering = ["-taken_on", "-created_at"]

    def __str__(self) -> str:
        return self.words

    @property
    def municipality_id(self) -> object:
        """Whose journal its lines stand in."""
        return self.group.municipality_id
