"""Rows of the catalogue. An offer stays; a revision is what it said at a moment and never changes once approved."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving, Thing
from catalogue.money import ZERO, EuroField
from catalogue.offers import states
from catalogue.organisations.models import Municipality, Provider
from catalogue.programmes.models import Programme, SpendingGoal, Theme

MOST_UNITS = 100_000


class Count(models.PositiveIntegerField):  # type: ignore[type-arg]  # Django's fields take no type arguments
    """A number of units or pupils: from 1 to a hundred thousand."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(MOST_UNITS)])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes Django's own field options through


class Offer(Moving):
    """One thing that may be chosen. `capacity` and `taken` count what is sold: units, or pupils when sold per pupil."""

    KIND: ClassVar[str] = "offer"
    MOVES = states.OFFER

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="offers")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="offers")
    kind = models.CharField(max_length=8, choices=states.KINDS)
    goal = models.ForeignKey(SpendingGoal, models.PROTECT, related_name="+")
    themes = models.ManyToManyField(Theme, related_name="offers")
    sectors = models.JSONField(default=list)
    year_groups = models.JSONField(default=list)
    menu_areas = models.JSONField(default=list)
    picture = models.CharField(max_length=20, blank=True, help_text=_("motif of the illustration"))

    revision = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    draft = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    capacity = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="offer_never_oversold"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(revision__isnull=False), name="published_offer_has_revision"
            ),
        ]
        indexes = [models.Index(fields=["status", "kind"], name="offer_status_kind")]

    def __str__(self) -> str:
        return self.text.title

    @property
    def text(self) -> Revision:
        """What the offer says: the published revision, or the draft before the first publication."""
        said = self.revision or self.draft
        if said is None:
            raise ValueError(f"offer {self.pk} has no revision")
        return said

    @property
    def capacity_left(self) -> int | None:
        """Places left, `None` when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken


class Revision(Moving):
    """What an offer says and costs. Prices are without VAT. Approved revisions never change: bookings stand on them."""

    KIND: ClassVar[str] = "revision"
    MOVES = states.REVISION

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    description = models.TextField(max_length=5000, blank=True)
    description_en = models.TextField(max_length=5000, blank=True)
    unit = models.CharField(max_length=10, choices=states.UNITS)
    price = EuroField(validators=[MinValueValidator(ZERO), MaxValueValidator(Decimal("999999.99"))])
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2, default=ZERO)
    min_units = Count(default=1)
    max_units = Count(null=True, blank=True)
    min_group_size = Count(null=True, blank=True)
    max_group_size = Count(null=True, blank=True)
    capacity = Count(null=True, blank=True)
    lead_time_days = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(365)])
    cancellation_terms = models.TextField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    evidence_url = models.URLField(max_length=300, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Session(Thing):
    """A moment at which an offer takes place, with places of its own."""

    KIND: ClassVar[str] = "session"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    capacity = Count(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")), name="session_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def capacity_left(self) -> int | None:
        """Places left, `None` when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken


class Facet(models.Model):
    """One value of one dimension of a published offer: what filters and counts read. Rebuilt from the offer."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="facets")
    dimension = models.CharField(max_length=12)
    value = models.CharField(max_length=40)
    label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "dimension", "value"], name="one_facet")]
        indexes = [models.Index(fields=["dimension", "value", "label", "offer"], name="facet_lookup")]

    def __str__(self) -> str:
        return f"{self.dimension}={self.value}"


class SearchDocument(models.Model):
    """The stemmed words of a published offer, on a row of its own. Rebuilt from the offer."""

    offer = models.OneToOneField(Offer, models.CASCADE, primary_key=True, related_name="document")
    words = models.TextField()

    def __str__(self) -> str:
        return f"words of {self.offer_id}"
