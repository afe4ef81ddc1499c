"""Rows of panels: who sits in them, what they look at, and how each of them ranks it and why."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from catalogue.organisations.models import Board, Municipality, School
from catalogue.programmes.models import Programme
from portal.needs.states import PANEL, STATUSES


class Panel(Moving):
    """A group that says which of the submitted offers matter most, before the municipality publishes any.

    `most` is how many of the ranking count as prioritised; it is said when the panel is closed.
    """

    KIND: ClassVar[str] = "panel"
    MOVES = PANEL

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="panels")
    name = models.CharField(max_length=120)
    offers = models.ManyToManyField(Offer, related_name="panels")
    most = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="panel_status_known")]

    def __str__(self) -> str:
        return self.name


class Seat(Thing):
    """A place in a panel for a party: a school, a board, or somebody from outside for whom the officer writes."""

    KIND: ClassVar[str] = "seat"

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="seats")
    party = models.CharField(max_length=120)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["party", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "party"], name="one_seat_per_party"),
            models.CheckConstraint(condition=Q(school=None) | Q(board=None), name="seat_of_one_organisation"),
        ]

    def __str__(self) -> str:
        return self.party


class Ranking(models.Model):
    """One offer as one seat ranks it (1 is wanted most), with the reason."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="rankings")
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["seat", "offer"], name="one_ranking_per_offer"),
            models.UniqueConstraint(fields=["seat", "rank"], name="one_offer_per_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.offer_id}"
