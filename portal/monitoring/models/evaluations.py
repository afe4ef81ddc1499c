"""Rows of what schools think of what they got."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking
from portal.monitoring.states import EVALUATION, STATUSES


class QuestionSet(Thing):
    """What schools are asked in a programme: `code`, `label`, `label_en` of each. Absent: those of the house."""

    KIND: ClassVar[str] = "question_set"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.OneToOneField(Programme, models.CASCADE, related_name="question_set")
    questions = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"questions of {self.programme_id}"


class Evaluation(Moving):
    """What a school says of one booking: a mark from 1 to 5 per question, words, and whether it would choose it again.

    `named`: the school agrees that its name stands with its words. Figures count at once; words are shown when the
    municipality published them, and `reason` says why they are not.
    """

    KIND: ClassVar[str] = "evaluation"
    MOVES = EVALUATION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    booking = models.OneToOneField(Booking, models.PROTECT, related_name="evaluation")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="evaluations")
    answers = models.JSONField(default=dict)
    again = models.BooleanField()
    words = models.TextField(max_length=1000, blank=True)
    named = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="evaluation_status_known")]

    def __str__(self) -> str:
        return f"evaluation of {self.booking_id}"

    @property
    def marks(self) -> list[int]:
        """The marks that it gives."""
        return list(self.answers.values())
