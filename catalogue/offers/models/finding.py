"""What search reads: rebuilt from the offer whenever something in it changes, on rows of their own.

A published offer has one `Listing`. It is filed under facets, and mentions words. Plain rows with plain indexes give
the same hits in the same order on every database; small whole numbers tie them together, because they are counted.
"""

from __future__ import annotations

from django.db import models

from catalogue.money import EuroField
from catalogue.offers.models.offer import Offer


class Listing(models.Model):
    """A published offer as lists sort and narrow it.

    `sort_key` is the title in plain letters, as bytes: text sorts otherwise on every server. `stems` are those words in
    their first forms, for who types a phrase. `themes` are shown as they were indexed. Coordinates in degrees; an offer
    `at_school` is near every school. `filed` are the numbers of its facets, eight hexadecimal digits each.
    `layout` says by which version of the indexing it was written.
    """

    offer = models.OneToOneField(Offer, models.CASCADE, related_name="listing")
    sort_key = models.BinaryField(max_length=240)
    stems = models.TextField()
    themes = models.JSONField(default=list)
    filed = models.TextField()
    price = EuroField()
    since = models.DateTimeField()
    at_school = models.BooleanField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    layout = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "offer"], name="listing_by_title"),
            models.Index(fields=["price"], name="listing_by_price"),
        ]

    def __str__(self) -> str:
        return str(self.offer_id)


class Facet(models.Model):
    """One value of one dimension, such as sector VO: what it is called, and its place among its neighbours."""

    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    colour = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dimension", "value"], name="one_facet_per_value")]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class Filing(models.Model):
    """A published offer has this value: what filters and counts read."""

    facet = models.ForeignKey(Facet, models.CASCADE, related_name="filings", db_index=False)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="filings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facet", "listing"], name="one_filing")]

    def __str__(self) -> str:
        return f"{self.facet_id} {self.listing_id}"


class Word(models.Model):
    """A word of the catalogue: in plain letters, and as it was last written. Suggestions come from these."""

    word = models.CharField(max_length=60, unique=True)
    written = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.word


class Form(models.Model):
    """A form in which a word may be asked for: itself, a stem, or a `part` of a compound."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="forms")
    form = models.CharField(max_length=60)
    part = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "word"], name="one_form_of_a_word")]

    def __str__(self) -> str:
        return self.form


class Mention(models.Model):
    """A word stands in a published offer; `weight` is that of the heaviest place where it does."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="mentions", db_index=False)
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="mentions")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "listing"], name="one_mention")]

    def __str__(self) -> str:
        return f"{self.word_id} {self.listing_id}"
