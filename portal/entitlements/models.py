"""Rows of what schools have of the fixed offers."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid5

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.periods import Period
from portal.entitlements.states import ENTITLEMENT, STATUSES


def id_of(offer: UUID, school: UUID) -> UUID:
    """The id of the entitlement of a school to an offer, also when it has no row yet."""
    return uuid5(offer, str(school))


class Entitlement(Moving):
    """A school and a fixed offer. What it may have is worked out (`queries.standings_of`); here stands what it does.

    Every school has each fixed offer without anybody writing a row: the row comes with the first thing to remember.
    `reason` is why the school does not want the offer.
    """

    KIND: ClassVar[str] = "entitlement"
    MOVES = ENTITLEMENT

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="entitlements")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="entitlements")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "school"], name="one_entitlement_per_school"),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="entitlement_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} for {self.school_id}"


class EntitlementUse(models.Model):
    """The counter of one period: `used` units are planned, of which `delivered` were delivered.

    `ceiling` is what the school was entitled to when units were last taken (nothing: no limit was agreed). A later
    revision may entitle to less than what was planned by then: that stays planned.
    """

    entitlement = models.ForeignKey(Entitlement, models.PROTECT, related_name="uses")
    kind = models.CharField(max_length=5, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ceiling = models.PositiveIntegerField(null=True)
    used = models.PositiveIntegerField(default=0)
    delivered = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["entitlement", "kind", "starts_on"], name="one_counter_per_period"),
            models.CheckConstraint(
                condition=Q(ceiling__isnull=True) | Q(used__lte=F("ceiling")), name="entitlement_never_overused"
            ),
            models.CheckConstraint(condition=Q(delivered__lte=F("used")), name="delivered_was_planned"),
        ]

    def __str__(self) -> str:
        return f"{self.used} of {self.ceiling} from {self.starts_on}"

    def counts(self, period: Period) -> bool:
        """Whether this is the counter of that period."""
        return (self.kind, self.starts_on) == (period.kind, period.starts_on)
