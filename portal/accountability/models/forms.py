"""Rows of the form that the state asks to be filled in: its labels, numbers and order are data, of a year."""

from __future__ import annotations

from django.db import models

FIGURES = ("spent", "correction", "cumulative", "passed_on", "final", "answer")
PARTS = ("all", "measures", "rent", "staff")


class SisaForm(models.Model):
    """What has to be filled in under one SiSa code, as the state published it for a year; a later year is a new form.

    `source` says where it was read, and whether that was held against the published annex.
    """

    year = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10)
    grantor = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    legal_reference = models.CharField(max_length=300)
    receiver = models.CharField(max_length=80)
    source = models.CharField(max_length=500)

    class Meta:
        ordering = ["code", "year"]
        constraints = [models.UniqueConstraint(fields=["year", "code"], name="one_sisa_form_per_year")]

    def __str__(self) -> str:
        return f"{self.code} of {self.year}"


class SisaIndicator(models.Model):
    """One box of a form: what stands above it (`label`, `control`, `number`) and which figure is written in it.

    `figure` is what was spent in the year, a correction of earlier years, what was spent until the end of it, what
    was passed on to other municipalities, whether it is final, or an answer that somebody gives. `part` takes measures,
    rent or staff alone; `goals` (codes, empty: all) takes some goals of the regulation.
    """

    CONTROLS = ("R", "n.v.t.")

    form = models.ForeignKey(SisaForm, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10)
    label = models.CharField(max_length=500)
    control = models.CharField(max_length=6, choices=[(word, word) for word in CONTROLS])
    figure = models.CharField(max_length=10, choices=[(word, word) for word in FIGURES])
    part = models.CharField(max_length=10, choices=[(word, word) for word in PARTS], default="all")
    goals = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="one_indicator_per_place"),
            models.UniqueConstraint(fields=["form", "number"], name="one_indicator_per_number"),
        ]

    def __str__(self) -> str:
        return self.number
