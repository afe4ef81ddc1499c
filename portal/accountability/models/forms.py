"""Rows of the form that the state asks to be filled in: its labels, numbers and order are data, of a year."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

FIGURES = [
    ("spent", _("spent in the year")),
    ("correction", _("correction of earlier years")),
    ("cumulative", _("spent until the end of the year")),
    ("passed_on", _("passed on to other municipalities")),
    ("final", _("final accounting, Ja or Nee")),
    ("answer", _("an answer that somebody gives")),
]
PARTS = [
    ("all", _("everything")),
    ("measures", _("measures")),
    ("rent", _("extra rent")),
    ("staff", _("civil-servant capacity")),
]


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

    `part` takes measures, rent or staff alone; `goals` (codes, empty: all) takes some goals of the regulation.
    """

    CONTROLS = [("R", "R"), ("n.v.t.", "n.v.t.")]

    form = models.ForeignKey(SisaForm, models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=10)
    label = models.CharField(max_length=500)
    control = models.CharField(max_length=6, choices=CONTROLS)
    figure = models.CharField(max_length=10, choices=FIGURES)
    part = models.CharField(max_length=10, choices=PARTS, default="all")
    goals = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="one_indicator_per_place"),
            models.UniqueConstraint(fields=["form", "number"], name="one_indicator_per_number"),
        ]

    def __str__(self) -> str:
        return self.number
