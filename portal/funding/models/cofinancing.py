"""Rows of co-financing: what others pay beside the municipality."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Thing
from catalogue.money import CENT, EuroField
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme

FIRST_YEAR, LAST_YEAR = 2000, 2099


class CoFinancing(Thing):
    """What a party (a school board, another fund) pays of a line in a calendar year, from its own money.

    It is no grant of the municipality: it is on no account of the ledger and never in SiSa. `line` is the code of the
    line, so that it holds in every version of the plan.
    """

    KIND: ClassVar[str] = "co_financing"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="co_financings")
    line = models.SlugField(max_length=60)
    party = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField(validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)])
    amount = EuroField(validators=[MinValueValidator(CENT)])

    class Meta:
        ordering = ["line", "year", "party", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "line", "party", "year"], name="one_co_financing_per_year"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="co_financing_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.year}: {self.amount}"
