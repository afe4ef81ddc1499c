"""The organisations that take part. No person is described here, and no pupil anywhere: counts only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving, Thing
from catalogue.organisations import identifiers as check
from catalogue.organisations.states import ADMISSION

SECTORS = [
    ("VE", _("early years")),
    ("PO", _("primary school")),
    ("SBO", _("special primary school")),
    ("SO", _("special education")),
    ("VSO", _("special secondary education")),
    ("VO", _("secondary school")),
]


class Place(models.Model):
    """A postal address in the Netherlands; latitude and longitude in degrees (WGS 84) when they are known."""

    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=7, blank=True, validators=[check.is_postcode])
    city = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[check.is_latitude])
    longitude = models.FloatField(null=True, blank=True, validators=[check.is_longitude])

    class Meta:
        abstract = True


class Municipality(Place, Thing):
    """The payer: receives money from the state, publishes the catalogue, approves and accounts."""

    KIND: ClassVar[str] = "municipality"

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=6, unique=True, validators=[check.is_cbs_code])
    oin = models.CharField(max_length=20, unique=True, validators=[check.is_oin])
    iban = models.CharField(max_length=34, blank=True, validators=[check.is_iban])
    bic = models.CharField(max_length=11, blank=True)
    account_name = models.CharField(max_length=70, blank=True)
    invoice_reference = models.CharField(max_length=40, blank=True, help_text=_("the reference asked on invoices"))
    house_style = models.CharField(max_length=60, blank=True, help_text=_("name of the token file"))

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_id(self) -> object:
        """A municipality belongs to itself, so that the journal can file its lines."""
        return self.pk


class Board(Thing):
    """The competent authority (bevoegd gezag) of one or more schools."""

    KIND: ClassVar[str] = "board"

    name = models.CharField(max_length=120)
    number = models.CharField(max_length=5, unique=True, validators=[check.is_board_number])
    kvk = models.CharField(max_length=8, blank=True, validators=[check.is_kvk])

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class School(Place, Thing):
    """One site of a school: chooses and books."""

    KIND: ClassVar[str] = "school"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schools")
    board = models.ForeignKey(Board, models.PROTECT, related_name="schools", null=True, blank=True)
    name = models.CharField(max_length=120)
    location_code = models.CharField(max_length=6, unique=True, validators=[check.is_location_code])
    sector = models.CharField(max_length=3, choices=SECTORS)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PupilCount(models.Model):
    """Pupils of a school at a reference date; `masked` when the source shows only "fewer than five"."""

    school = models.ForeignKey(School, models.CASCADE, related_name="counts")
    reference_date = models.DateField()
    pupils = models.PositiveIntegerField(null=True)
    target_pupils = models.PositiveIntegerField(null=True)
    masked = models.BooleanField(default=False)
    source = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "reference_date"], name="one_count_per_school_and_date"),
            models.CheckConstraint(
                condition=models.Q(pupils__isnull=False) | models.Q(masked=True), name="masked_or_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.reference_date}: {'<5' if self.masked else self.pupils}"


class Provider(Place, Thing):
    """A library, club, theatre, …: publishes offers, delivers and is paid."""

    KIND: ClassVar[str] = "provider"
    VAT = [
        ("standard", _("charges VAT")),
        ("exempt", _("exempt from VAT, with a VAT id")),
        ("none", _("no VAT id")),
    ]

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, blank=True, help_text=_("library, sport, culture, welfare, …"))
    kvk = models.CharField(max_length=8, unique=True, validators=[check.is_kvk])
    vat_status = models.CharField(max_length=10, choices=VAT)
    vat_rate = models.CharField(max_length=10, default="standard", help_text=_("code of the dated rate"))
    vat_id = models.CharField(max_length=14, blank=True, validators=[check.is_vat_id])
    iban = models.CharField(max_length=34, validators=[check.is_iban])
    iban_changed_at = models.DateTimeField(null=True, blank=True)
    account_name = models.CharField(max_length=70)
    self_billing_agreed_on = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    about = models.TextField(max_length=2000, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vat_status="none", vat_id="")
                | (~models.Q(vat_status="none") & ~models.Q(vat_id="")),
                name="vat_id_fits_vat_status",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Admission(Moving):
    """A provider in a municipality: only an admitted provider publishes and is booked."""

    KIND: ClassVar[str] = "admission"
    MOVES = ADMISSION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="admissions")
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="admissions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "provider"], name="one_admission")]

    def __str__(self) -> str:
        return f"{self.provider_id} in {self.municipality_id}: {self.status}"


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
    """Whom to ask at a provider or a school, and who stands in. The only people that the portal describes."""

    KIND: ClassVar[str] = "contact_person"

    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="contacts")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=120)
    task = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    substitute = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    away_from = models.DateField(null=True, blank=True)
    away_until = models.DateField(null=True, blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(provider__isnull=False, school=None) | models.Q(provider=None, school__isnull=False),
                name="contact_of_one_organisation",
            ),
            models.CheckConstraint(condition=~models.Q(email="", phone=""), name="contact_can_be_reached"),
        ]

    def __str__(self) -> str:
        return self.name
