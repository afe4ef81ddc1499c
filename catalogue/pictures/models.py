"""The rows of pictures."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.lifecycle import Thing
from catalogue.organisations.models import Provider


class Picture(Thing):
    """A photograph of a provider, as it was made anew here: `large` for a page, `small` for a card, both JPEG.

    What the provider sent is not kept: only its hash, so that the same file is known again.
    """

    KIND: ClassVar[str] = "picture"

    provider = models.ForeignKey(Provider, models.PROTECT, related_name="pictures")
    alt = models.CharField(max_length=200)
    alt_en = models.CharField(max_length=200, blank=True)
    credit = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    large = models.FileField(upload_to="pictures/%Y/%m", max_length=200)
    small = models.FileField(upload_to="pictures/%Y/%m", max_length=200)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "sha256"], name="one_picture_per_file"),
            models.CheckConstraint(condition=~models.Q(alt="") & ~models.Q(credit=""), name="picture_has_words"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def mark(self) -> str:
        """What stands in its address: with another picture behind it, it would be another address."""
        return self.sha256[:16]
