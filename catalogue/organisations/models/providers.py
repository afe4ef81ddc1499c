"""Providers, and in which municipalities they take part."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving, Thing
from catalogue.organisations import identifiers as check
from catalogue.organisations.models.payer import Municipality
from catalogue.organisations.models.place import Place
from catalogue.organisations.states import ADMISSION, KINDS, VAT


class Provider(Place, Thing):
    """A library, club, theatre, …: publishes offers, delivers and is paid."""

    KIND: ClassVar[str] = "provider"

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=40, blank=True, choices=KINDS)
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


class Invitation(Thing):
    """An organisation that is not here yet, asked by e-mail to register; the link in the mail counts until a moment."""

    KIND: ClassVar[str] = "invitation"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    expires_at = models.DateTimeField()
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name
