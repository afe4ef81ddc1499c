"""Rows of cover sheets: what the children of a school need, per theme. Counts, and words about groups of them."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import MOST_UNITS
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme, Theme
from portal.needs.states import SHEET, SHEET_STATUSES, URGENCIES


class CoverSheet(Moving):
    """What a school says of its needs in a programme, on top of its own scan (oplegger bij de schoolscan).

    `scan_on` is the day on which the municipality got the scan itself, which stays with the school.
    """

    KIND: ClassVar[str] = "cover_sheet"
    MOVES = SHEET

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cover_sheets")
    school = models.ForeignKey(School, models.PROTECT, related_name="cover_sheets")
    scan_on = models.DateField(null=True, blank=True)
    words = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "school"], name="one_cover_sheet_per_school"),
            models.CheckConstraint(condition=Q(status__in=dict(SHEET_STATUSES)), name="cover_sheet_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} in {self.programme_id}"


class Need(Thing):
    """One thing that children of a school need: of which theme, how many pupils, how urgent (5 is most), in words."""

    KIND: ClassVar[str] = "need"

    sheet = models.ForeignKey(CoverSheet, models.CASCADE, related_name="needs")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="needs")
    pupils = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_UNITS)])
    urgency = models.PositiveSmallIntegerField(choices=URGENCIES)
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["-urgency", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(urgency__gte=1, urgency__lte=5), name="urgency_of_five")]

    def __str__(self) -> str:
        return f"{self.urgency} {self.words[:40]}"

    @property
    def municipality_id(self) -> object:
        """Whose journal its lines stand in."""
        return self.sheet.municipality_id
