"""Rows of an import."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from catalogue.imports import states
from catalogue.lifecycle import Moving
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality, Provider
from catalogue.programmes.models import Programme


class Import(Moving):
    """One file: whose, for which programme, and how many of its rows came to what.

    `provider` is empty when the municipality imports for several providers. `columns` are the keys of the columns that
    the file has, `sha256` is the file that was checked: what is carried out are its rows and no others. `counts` is
    filled in when a step ends; the worker does its steps as the person that `asked` for them (see `Actor`).
    """

    KIND: ClassVar[str] = "import"
    MOVES = states.IMPORT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=states.KINDS)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    length = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    asked = models.JSONField(default=dict)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["municipality", "provider"], name="import_of")]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of the file: what it said, what was found about it, what was done, and what was taken back.

    `cells` are the texts of the file by column; `changes` what the offer said and will say, as texts, by column;
    `faults` why it was refused. `version` is the one of the offer that was looked at, later the one that was left
    behind: whoever changes the offer in between has the last word. `fresh_draft` means that the offer had no draft.
    """

    batch = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    title = models.CharField(max_length=120, blank=True)
    identity = models.CharField(max_length=200, blank=True)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    fresh_draft = models.BooleanField(default=False)

    verdict = models.CharField(max_length=10, choices=states.VERDICTS, blank=True)
    changes = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    outcome = models.CharField(max_length=10, choices=states.OUTCOMES, blank=True)
    reversal = models.CharField(max_length=10, choices=states.REVERSALS, blank=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_import_row_per_number")]
        indexes = [models.Index(fields=["batch", "verdict", "outcome", "reversal"], name="import_rows_by_result")]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class ExternalKey(models.Model):
    """What a provider calls an offer in its own files, so that the next file finds it again."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    offer = models.OneToOneField(Offer, models.CASCADE, related_name="external_key")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "provider", "key"], name="one_offer_per_external_key"),
            models.CheckConstraint(condition=~Q(key=""), name="external_key_not_empty"),
        ]

    def __str__(self) -> str:
        return self.key
