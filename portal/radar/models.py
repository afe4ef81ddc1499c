"""Rows of the radar: what it looks at per programme, and who was reminded of what."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Thing
from catalogue.organisations.models import Municipality, Provider, School
from catalogue.programmes.models import Programme
from portal.radar.states import SUBJECTS

AT_LEAST_A_DAY = [MinValueValidator(1), MaxValueValidator(365)]


class RadarTerms(Thing):
    """From when on the radar warns, in one programme. A programme without a row has what stands here as default.

    Without `choose_by` that day follows from the lead times of the offers.
    """

    KIND: ClassVar[str] = "radar_terms"

    programme = models.OneToOneField(Programme, models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    committed_percent = models.PositiveSmallIntegerField(
        default=50, validators=[MaxValueValidator(100)], help_text=_("a school that chose for less is followed")
    )
    deciding_days = models.PositiveSmallIntegerField(
        default=14, validators=[MaxValueValidator(365)], help_text=_("days that a school and a provider need to agree")
    )
    answer_days = models.PositiveSmallIntegerField(
        default=10, validators=AT_LEAST_A_DAY, help_text=_("days after which a request waits too long")
    )
    remind_every_days = models.PositiveSmallIntegerField(
        default=14, validators=AT_LEAST_A_DAY, help_text=_("days between two reminders about the same")
    )
    choose_by = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"radar of {self.programme_id}"


class Reminder(Thing):
    """Somebody of the municipality asked a school or a provider to do something. `sent_at`: the letter went out.

    `role` is in which role people got it, `people` how many they were when they were asked.
    """

    KIND: ClassVar[str] = "reminder"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reminders")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=20, choices=SUBJECTS)
    role = models.CharField(max_length=30)
    people = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=200)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, provider=None) | Q(school=None, provider__isnull=False),
                name="reminder_of_one_organisation",
            )
        ]
        indexes = [models.Index(fields=["programme", "about", "-created_at"], name="reminder_about")]

    def __str__(self) -> str:
        return f"{self.about}: {self.school_id or self.provider_id}"
