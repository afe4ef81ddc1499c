"""Where something is."""

from __future__ import annotations

from django.db import models

from catalogue.organisations import identifiers as check


class Place(models.Model):
    """A postal address in the Netherlands; latitude and longitude in degrees (WGS 84) when they are known."""

    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True, validators=[check.is_postcode])
    city = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[check.is_latitude])
    longitude = models.FloatField(null=True, blank=True, validators=[check.is_longitude])

    class Meta:
        abstract = True
