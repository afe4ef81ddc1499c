"""Rows of own sign-up: activities, who enrolled how many children, and how many came. Counts or codes, never names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Count, Offer, Session
from catalogue.organisations.models import Municipality, School
from portal.enrolments.states import ACTIVITY, BY_COUNT, RUNNING, STATUSES, WAYS


class Activity(Moving):
    """An offer in which schools enrol children one by one, such as extra gym after school (DOMAIN § 7 row 16).

    `capacity` is the places for children over all schools, `taken` those that are given; `most_per_school` keeps one
    school from taking all. The dates are the sessions of the offer. Nobody is enrolled after `closes_on`.
    """

    KIND: ClassVar[str] = "activity"
    MOVES = ACTIVITY

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="activities")
    way = models.CharField(max_length=5, choices=WAYS, default=BY_COUNT)
    capacity = Count()
    taken = models.PositiveIntegerField(default=0)
    most_per_school = Count(null=True, blank=True)
    closes_on = models.DateField()

    class Meta:
        ordering = ["closes_on", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="activity_within_capacity"),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="activity_status_known"),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(status__in=RUNNING), name="one_running_activity_per_offer"
            ),
        ]

    def __str__(self) -> str:
        return f"activity {self.pk} ({self.status})"

    @property
    def left(self) -> int:
        """Places that are still free."""
        left: int = self.capacity - self.taken
        return left


class Enrolment(Thing):
    """Children of one school in an activity: `placed` of `wanted` have a place, the others wait in their turn.

    `number` is the turn, which never changes. With codes there is one row per child; `code` says nothing about who it
    is, and goes away some time after the last date.
    """

    KIND: ClassVar[str] = "enrolment"

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=9, blank=True)
    wanted = models.PositiveIntegerField()
    placed = models.PositiveIntegerField(default=0)
    enrolled_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="one_turn_per_enrolment"),
            models.CheckConstraint(condition=Q(placed__lte=F("wanted")), name="placed_within_wanted"),
            models.UniqueConstraint(
                fields=["activity", "code"], condition=~Q(code=""), name="one_code_per_child_of_an_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wanted} children, {self.placed} placed"

    @property
    def waiting(self) -> int:
        """Children without a place yet."""
        return self.wanted - self.placed


class Attendance(models.Model):
    """How many of the children of an enrolment came on a date."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="attendances")
    present = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="one_attendance_per_date"),
        ]

    def __str__(self) -> str:
        return f"{self.present} present"
