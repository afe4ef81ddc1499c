"""Rows of objections."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality, School
from portal.claims.models import Claim
from portal.letters.models import Letter
from portal.objections.states import OBJECTION, STATUSES


class Objection(Moving):
    """A school (or its board) disagrees with the decision in a letter. `added`: what it was paid more in the end."""

    KIND: ClassVar[str] = "objection"
    MOVES = OBJECTION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="objections")
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="objections")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    received_on = models.DateField()
    last_day = models.DateField()
    due_on = models.DateField()
    committee = models.BooleanField(default=False)
    grounds = models.TextField(max_length=4000)
    recorded_by = models.CharField(max_length=200)
    reason = models.TextField(max_length=4000, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    added = EuroField(default=ZERO)

    class Meta:
        ordering = ["due_on", "created_at"]
        constraints = [
            models.UniqueConstraint(fields=["letter"], condition=~Q(status="withdrawn"), name="one_live_objection"),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="objection_status_known"),
            models.CheckConstraint(condition=Q(added__gte=0), name="objection_never_costs"),
        ]
        indexes = [models.Index(fields=["municipality", "status", "due_on"], name="objection_queue")]

    def __str__(self) -> str:
        return f"objection {self.pk} ({self.status})"

    @property
    def late(self) -> bool:
        """It came after the last day to object (Awb 6:7)."""
        late: bool = self.received_on > self.last_day
        return late
