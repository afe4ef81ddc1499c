"""Rows of the exchange."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.exchange.states import IDEA
from catalogue.lifecycle import Moving
from catalogue.organisations.models import Municipality


class Idea(Moving):
    """An offer of another town, as it was said there: no offer here, until a provider of this town makes it its own.

    `source` and `town` say where it comes from, `origin` is its id there, `said` the fields of `exchange.document`.
    """

    KIND: ClassVar[str] = "idea"
    MOVES = IDEA

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="ideas")
    source = models.CharField(max_length=200)
    town = models.CharField(max_length=80)
    origin = models.CharField(max_length=80)
    licence = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    provider_name = models.CharField(max_length=120, blank=True)
    said = models.JSONField(default=dict)

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source", "origin"], name="one_idea_per_origin"),
        ]

    def __str__(self) -> str:
        return self.title
