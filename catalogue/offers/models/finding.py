"""What search reads: rebuilt from the offer whenever it is published, on rows of their own."""

from __future__ import annotations

from django.db import models

from catalogue.offers.models.offer import Offer


class Facet(models.Model):
    """One value of one dimension of a published offer: what filters and counts read."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="facets")
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "dimension", "value"], name="one_facet")]
        indexes = [models.Index(fields=["dimension", "value", "label", "offer"], name="facet_lookup")]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class SearchWord(models.Model):
    """One word of a published offer: as it is written (`word`, without accents), its `stem`, and how much it weighs.

    A plain table with plain indexes gives the same hits on every database; `word` is also the vocabulary that
    suggestions come from.
    """

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="words")
    word = models.CharField(max_length=60)
    stem = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "word"], name="one_search_word")]
        indexes = [
            models.Index(fields=["stem", "offer", "weight"], name="search_stem"),
            models.Index(fields=["word"], name="search_word"),
        ]

    def __str__(self) -> str:
        return self.word
