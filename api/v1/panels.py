"""Panels: which of the offers that were sent in matter most, said by those who know the children."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Id, Rows, Shape, Text, Whole
from catalogue.errors import Invalid
from catalogue.organisations.queries import boards_visible_to, schools_visible_to
from catalogue.programmes.queries import programmes
from portal.needs import actions, queries
from portal.needs.actions import Party, Ranked
from portal.needs.models import Panel as PanelRow
from portal.needs.models import Seat
from portal.needs.ranking import placed
from portal.needs.states import STATUSES

WRITE = {"GET": "needs:read", "POST": "needs:write"}


class SeatShape(Shape):
    """A place in the panel, and the school or board that ranks for it; neither: the officer writes for the party."""

    id = Id()
    party = serializers.CharField()
    school = Id(source="school_id", allow_null=True)
    board = Id(source="board_id", allow_null=True)
    ranked = serializers.SerializerMethodField()

    def get_ranked(self, seat: Seat) -> int:
        """How many offers it ranked."""
        return len(seat.rankings.all())


class RankingShape(Shape):
    """How one party ranks an offer, and why."""

    party = serializers.CharField(source="seat.party")
    rank = serializers.IntegerField()
    reason = serializers.CharField()


class PlacedShape(Shape):
    """An offer in the ranking: its place, its points, and the reasons of the parties."""

    place = serializers.IntegerField()
    offer = Id(source="offer.pk")
    title = serializers.CharField(source="offer.text.title")
    points = serializers.IntegerField()
    rankings = RankingShape(many=True)


class PanelShape(Shape):
    """A panel with its seats; `offers` are what it looks at."""

    id = Id()
    programme = Id(source="programme_id")
    name = serializers.CharField()
    status = serializers.ChoiceField(STATUSES)
    most = serializers.IntegerField(allow_null=True)
    seats = SeatShape(many=True)
    offers = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()

    def get_offers(self, panel: PanelRow) -> list[str]:
        """Their ids, also of those that only the panel sees."""
        return [str(offer.pk) for offer in panel.offers.all()]


class OnePanelShape(PanelShape):
    """One panel with its ranking as it stands."""

    ranking = serializers.SerializerMethodField()

    @extend_schema_field(PlacedShape(many=True))
    def get_ranking(self, panel: PanelRow) -> Any:
        """The first on top; a Borda count."""
        return PlacedShape(placed(panel), many=True).data


class NewSeat(Shape):
    """Which party, and the school or board that ranks for it."""

    party = Text(max_length=120)
    school = Id(required=False, allow_null=True)
    board = Id(required=False, allow_null=True)


class NewPanel(Shape):
    """A panel for the new offers that wait in a programme."""

    programme = Id()
    name = Text(max_length=120)
    seats = Rows(NewSeat(), least=1, most=50)


class NewRanked(Shape):
    """An offer, and why it stands here."""

    offer = Id()
    reason = Text(max_length=500)


class NewRanking(Shape):
    """The ranking of one seat, most wanted first; `seat` may be left out by who has only one."""

    seat = Id(required=False)
    ranking = Rows(NewRanked(), least=1, most=500)


class NewClosing(Shape):
    """How many of the ranking count as prioritised."""

    most = Whole(least=1, most=500)


class PanelFilters(Filters):
    """Panels by programme and status."""

    programme = ids("programme")
    status = words([code for code, _label in STATUSES])


class OfPanels(Resource):
    """Where panels come from: a municipality sees its own, a school or board those in which it sits."""

    shape: ClassVar[type[Shape]] = OnePanelShape

    def visible(self) -> QuerySet[Any]:
        """Newest first."""
        return queries.visible_to(self.actor)


class Panels(OfPanels, Listing, Making):
    """The panels, the newest first; an officer starts one for the new offers that wait."""

    scopes = WRITE
    shape = PanelShape
    filters = PanelFilters
    body = NewPanel

    def make(self, given: dict[str, Any]) -> Any:
        """By an officer."""
        programme = self.named(programmes(), given["programme"], "#/programme")
        parties = [self._party(number, each) for number, each in enumerate(given["seats"])]
        return actions.start(programme, name=given["name"], parties=parties, by=self.actor)

    def _party(self, number: int, given: dict[str, Any]) -> Party:
        found: dict[str, Any] = {}
        for name, rows in (("school", schools_visible_to), ("board", boards_visible_to)):
            if given.get(name):
                found[name] = self.named(rows(self.actor), given[name], f"#/seats/{number}/{name}")
        return Party(given["party"], **found)


class Panel(OfPanels, Showing):
    """One panel with its ranking."""

    scopes = WRITE


class Rankings(OfPanels, Deed):
    """A party ranks the offers, each with a reason; ranking again replaces it."""

    scopes = WRITE
    body = NewRanking

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By who has the seat."""
        seats = queries.seats_of(self.actor, thing)
        wanted = [seat for seat in thing.seats.all() if seat.pk == given["seat"]] if "seat" in given else seats
        if len(wanted) != 1:
            raise Invalid.field("#/seat", "unknown", _("Say for which seat of this panel you rank."))
        ranked = [Ranked(each["offer"], each["reason"]) for each in given["ranking"]]
        return actions.rank(wanted[0], ranked, by=self.actor)


class Closings(OfPanels, Deed):
    """The officer closes the panel: the first of the ranking are prioritised, with all reasons."""

    scopes = WRITE
    body = NewClosing

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.close(thing, most=given["most"], by=self.actor)


urls = [
    path("panels", Panels.as_view()),
    path("panels/<uuid:id>", Panel.as_view()),
    path("panels/<uuid:id>/rankings", Rankings.as_view()),
    path("panels/<uuid:id>/closings", Closings.as_view()),
]
