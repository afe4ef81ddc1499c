"""Which panels an actor sees."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.offers.queries import to_review
from catalogue.programmes.models import Programme
from portal.needs import rules
from portal.needs.models import Panel, Seat


def visible_to(actor: Actor) -> QuerySet[Panel]:
    """A municipality sees its own panels; a school or board those in which it has a seat."""
    rows = Panel.objects.select_related("programme").prefetch_related(
        "seats__rankings", "offers__draft", "offers__revision"
    )
    if actor.municipality:
        return rows.filter(municipality=actor.municipality)
    if actor.school or actor.board:
        mine = Q(school=actor.school) if actor.school else Q(board=actor.board)
        return rows.filter(pk__in=Seat.objects.filter(mine).values("panel"))
    return rows.none()


def seats_of(actor: Actor, panel: Panel) -> list[Seat]:
    """The seats for which the actor ranks."""
    return [seat for seat in panel.seats.select_related("panel") if rules.may_rank(actor, seat)]


def to_rank(actor: Actor, programme: Programme) -> QuerySet[Offer]:
    """What a new panel can look at: offers that were sent to the municipality and never published."""
    return to_review(actor).filter(programme=programme, status="submitted")


def to_rank_in(actor: Actor) -> QuerySet[Panel]:
    """Open panels with a seat of the acting school or board that did not rank yet."""
    if not (actor.school or actor.board):
        return Panel.objects.none()
    mine = Seat.objects.filter(Q(school=actor.school) if actor.school else Q(board=actor.board), rankings=None)
    return Panel.objects.filter(status="open", pk__in=mine.values("panel")).order_by("created_at")
