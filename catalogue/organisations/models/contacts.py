"""Where groups come, and whom to ask."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.lifecycle import Thing
from catalogue.organisations import identifiers as check
from catalogue.organisations.models.place import Place
from catalogue.organisations.models.providers import Provider
from catalogue.organisations.models.schools import School


class Venue(Place, Thing):
    """A place of a provider where groups come, and what they find there."""

    KIND: ClassVar[str] = "venue"

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="venues")
    name = models.CharField(max_length=120)
    step_free = models.BooleanField(default=False)
    toilet = models.BooleanField(default=False)
    coats = models.BooleanField(default=False)
    lunch = models.BooleanField(default=False)
    remarks = models.CharField(max_length=300, blank=True)
    closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="one_venue_per_name")]

    def __str__(self) -> str:
        return self.name


class ContactPerson(Thing):
    """Whom to ask at a provider or a school, and who stands in. The only people that the portal describes.

    `substitute` stands in from `away_from` until `away_until` (both days included), and for good when the person has
    ended; `public` people are the face of their organisation and shown to everybody, all others to partners only.
    """

    KIND: ClassVar[str] = "contact_person"

    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="contacts")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=120)
    task = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True, validators=[check.is_phone])
    substitute = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    ended = models.BooleanField(default=False)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(provider__isnull=False, school=None) | models.Q(provider=None, school__isnull=False),
                name="contact_of_one_organisation",
            ),
            models.CheckConstraint(
                condition=models.Q(away_from=None, away_until=None) | models.Q(away_until__gte=models.F("away_from")),
                name="contact_away_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~models.Q(email="", phone=""), name="contact_can_be_reached"),
        ]

    def __str__(self) -> str:
        return self.name
