"""Rows of rounds and of frames."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import SECTORS, Municipality
from catalogue.programmes.models import Programme
from portal.rounds.states import ENDED, FRAME, FRAME_STATUSES, METHODS, ROUND, STATUSES


def are_sectors(codes: Any) -> None:
    """Codes of sectors, each once."""
    if unknown := [str(code) for code in codes if code not in dict(SECTORS)]:
        found = {"found": ", ".join(unknown)[:80]}
        raise ValidationError(_("Found “%(found)s”; expected sectors such as PO or VO."), params=found)


class Frame(Moving):
    """What a sector group agreed before its schools choose (bestuurlijk kader): one version, with who adopted it."""

    KIND: ClassVar[str] = "frame"
    MOVES = FRAME

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="frames")
    sector = models.CharField(max_length=3, choices=SECTORS)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    words = models.TextField(max_length=10_000)
    adopted_by = models.CharField(max_length=160, blank=True)
    adopted_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["sector", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "sector", "number"], name="one_frame_per_number"),
            models.UniqueConstraint(
                fields=["programme", "sector"], condition=Q(status="adopted"), name="one_adopted_frame_per_sector"
            ),
            models.CheckConstraint(condition=Q(status__in=dict(FRAME_STATUSES)), name="frame_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Round(Moving):
    """A window of a programme in which schools choose optional offers: from `opens` until (not with) `closes`.

    `sectors`: whose schools (all when empty). With a `budget` the bookings of the round never commit more than
    `budget + carried_in − carried_out`; `carries_over`: what is left at the end goes to the next round. Amounts are
    without VAT. `seed` decides between equal wishes when an allocation divides; a round that is first come needs none.
    """

    KIND: ClassVar[str] = "round"
    MOVES = ROUND

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=120)
    method = models.CharField(max_length=10, choices=METHODS)
    sectors = models.JSONField(default=list, blank=True, validators=[are_sectors])
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    budget = EuroField(null=True, blank=True, validators=[MinValueValidator(ZERO)])
    carries_over = models.BooleanField(default=True)
    committed = EuroField(default=ZERO)
    carried_in = EuroField(default=ZERO)
    carried_out = EuroField(default=ZERO)
    seed = models.CharField(max_length=64)

    class Meta:
        ordering = ["opens", "created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(committed__gte=0, carried_in__gte=0, carried_out__gte=0), name="round_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=F("committed") + F("carried_out") - F("carried_in")),
                name="round_within_budget",
            ),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="round_status_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> Decimal | None:
        """What can still be committed; `None` without a budget of its own."""
        if self.budget is None:
            return None
        left: Decimal = self.budget + self.carried_in - self.carried_out - self.committed
        return left

    def phase(self, now: datetime | None = None) -> str:
        """The status as it is at this moment, also when no clock moved it yet."""
        now = now or timezone.now()
        if self.status in ("withdrawn", *ENDED):
            return self.status
        if now >= self.closes:
            return "closed"
        return "open" if now >= self.opens else "planned"

    def takes(self, sector: str) -> bool:
        """Whether schools of this sector choose in it."""
        return not self.sectors or sector in self.sectors
