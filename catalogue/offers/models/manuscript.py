"""What somebody is writing in one window, kept exactly as it was typed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.lifecycle import Thing
from catalogue.offers.models.offer import Offer
from catalogue.organisations.models import Provider
from catalogue.programmes.models import Programme


class Manuscript(Thing):
    """Everything typed in one window into the form of an offer; the window made up its id before anything was kept.

    `typed` is what the form sent, by field; `turn` counts what was sent, so that what arrives late never replaces what
    is newer; `base` is the version of the offer that this text continues. `aside` means that the offer went on without
    this text: it waits until somebody takes it over or throws it away.
    """

    KIND: ClassVar[str] = "manuscript"

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, related_name="manuscripts")
    typed = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    aside = models.BooleanField(default=False)
    person = models.CharField(max_length=40)
    writer = models.CharField(max_length=200)

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return f"{self.offer_id} by {self.writer}"
