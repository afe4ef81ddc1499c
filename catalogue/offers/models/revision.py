"""What an offer says and costs at a moment."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.offers import states
from catalogue.organisations.models import ContactPerson, Venue
from catalogue.pictures.models import Picture
from catalogue.programmes.models import Theme

MOST_UNITS = 100_000
HIGHEST_PRICE = Decimal("999999.99")


class Count(models.PositiveIntegerField):  # type: ignore[type-arg]  # Django's fields take no type arguments
    """A number of units or pupils: from 1 to a hundred thousand."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("validators", [MinValueValidator(1), MaxValueValidator(MOST_UNITS)])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes Django's own field options through


class Small(models.PositiveSmallIntegerField):  # type: ignore[type-arg]  # Django's fields take no type arguments
    """A whole number from 0 to `most`."""

    def __init__(self, *args: object, most: int = 32_767, **kwargs: object) -> None:
        kwargs.setdefault("validators", [MaxValueValidator(most)])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes Django's own field options through


class Revision(Moving):
    """What an offer says and costs. Prices are without VAT. Approved revisions never change: bookings stand on them.

    `evidence_months` is progress in months, `evidence_strength` and `evidence_cost` are steps of a scale from 0 to 5;
    with `weeks`, units are hours a week for so many weeks (a youth worker at school);
    `entitlement_units` is what every school may have of a fixed offer per `entitlement_period`, once for each
    `entitlement_per_pupils` pupils when that is filled in; `cases` are codes of `EligibilityRule`. `unread` holds, by
    field, what somebody typed into a draft that the field cannot hold (yet): a price of “about ten”, no title. Nothing
    is submitted as long as there is any.
    """

    KIND: ClassVar[str] = "revision"
    MOVES = states.REVISION

    offer = models.ForeignKey("catalogue.Offer", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()

    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True)
    summary = models.CharField(max_length=300, blank=True)
    summary_en = models.CharField(max_length=300, blank=True)
    description = models.TextField(max_length=5000, blank=True)
    description_en = models.TextField(max_length=5000, blank=True)
    image = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True, related_name="+")
    motif = models.CharField(max_length=20, blank=True)

    themes = models.ManyToManyField(Theme, related_name="+")
    sectors = models.JSONField(default=list, blank=True)
    year_groups = models.JSONField(default=list, blank=True)
    target_groups = models.JSONField(default=list, blank=True)
    menu_areas = models.JSONField(default=list, blank=True)
    cases = models.JSONField(default=list, blank=True)

    evidence_url = models.URLField(max_length=300, blank=True)
    evidence_months = Small(null=True, blank=True, most=24)
    evidence_strength = Small(null=True, blank=True, most=5)
    evidence_cost = Small(null=True, blank=True, most=5)

    unit = models.CharField(max_length=10, choices=states.UNITS)
    price = EuroField(validators=[MinValueValidator(ZERO), MaxValueValidator(HIGHEST_PRICE)])
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2, default=ZERO)
    min_units = Count(default=1)
    max_units = Count(null=True, blank=True)
    min_group_size = Count(null=True, blank=True)
    max_group_size = Count(null=True, blank=True)
    weeks = Small(null=True, blank=True, most=53)
    capacity = Count(null=True, blank=True)
    entitlement_units = Count(null=True, blank=True)
    entitlement_period = models.CharField(max_length=5, choices=states.PERIODS, blank=True)
    entitlement_per_pupils = Count(null=True, blank=True)

    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    lead_time_days = Small(default=0, most=365)
    cancel_free_days = Small(null=True, blank=True, most=365)
    cancel_late_percent = Small(null=True, blank=True, most=100)
    cancellation_terms = models.TextField(max_length=500, blank=True)
    place = models.CharField(max_length=200, blank=True)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    contact_person = models.ForeignKey(ContactPerson, models.PROTECT, null=True, blank=True, related_name="+")
    unread = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.CheckConstraint(
                condition=Q(entitlement_units__isnull=True, entitlement_period="")
                | (Q(entitlement_units__isnull=False) & ~Q(entitlement_period="")),
                name="entitlement_has_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
