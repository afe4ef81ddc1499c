"""The municipality: the payer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Thing
from catalogue.organisations import identifiers as check
from catalogue.organisations.models.place import Place


class Municipality(Place, Thing):
    """The payer: receives money from the state, publishes the catalogue, approves and accounts.

    One that does not take part is known by the register of schools only: nobody sees it, nobody acts for it.
    """

    KIND: ClassVar[str] = "municipality"

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=6, unique=True, validators=[check.is_cbs_code])
    oin = models.CharField(max_length=20, blank=True, validators=[check.is_oin])
    takes_part = models.BooleanField(default=True)
    iban = models.CharField(max_length=34, blank=True, validators=[check.is_iban])
    bic = models.CharField(max_length=11, blank=True)
    account_name = models.CharField(max_length=70, blank=True)
    invoice_reference = models.CharField(max_length=40, blank=True, help_text=_("the reference asked on invoices"))
    house_style = models.CharField(max_length=60, blank=True, help_text=_("name of the token file"))

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "municipalities"
        constraints = [
            models.UniqueConstraint(fields=["oin"], condition=~models.Q(oin=""), name="one_municipality_per_oin"),
            models.CheckConstraint(
                condition=models.Q(takes_part=False) | ~models.Q(oin=""), name="who_takes_part_has_an_oin"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_id(self) -> object:
        """A municipality belongs to itself, so that the journal can file its lines."""
        return self.pk
