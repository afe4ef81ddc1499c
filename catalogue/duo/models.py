"""Rows of what was read from the registers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.duo.reading import How
from catalogue.duo.states import IMPORT, KINDS
from catalogue.lifecycle import Moving
from catalogue.organisations.models import Municipality


class DuoImport(Moving):
    """One file, for one municipality (none: the whole country): what it would do, or what it did when it was loaded.

    `figures` count per kind of change, `told` names rows per verdict (`outcome.Told`), `faults` say why it cannot be
    read. The file itself is kept until it is loaded; `years`, `day` and `named` say how it is read (`reading.How`).
    """

    KIND: ClassVar[str] = "duo_import"
    MOVES = IMPORT

    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(default=bytes)
    length = models.PositiveIntegerField(default=0)
    years = models.PositiveSmallIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    named = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.name}"

    @property
    def how(self) -> How:
        """How the file is read."""
        return How(self.years, self.day, self.named)
