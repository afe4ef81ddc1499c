"""Frames: what a sector group agreed before its schools choose, in versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Rows, Shape, Text, Word
from api.v1.programmes import OfProgrammes
from catalogue.organisations.models import SECTORS
from catalogue.programmes import actions as programmes
from catalogue.programmes import queries as catalogue
from portal.rounds import actions, queries, states
from portal.rounds.models import Frame as FrameRow

CODES = [code for code, _label in SECTORS]
SCOPES = {"GET": "rounds:read", "POST": "rounds:write"}


class FrameShape(Shape):
    """One version of the frame of a sector; `adoptedBy` is who speaks for it."""

    id = Id()
    programme = Id(source="programme_id")
    sector = serializers.ChoiceField(SECTORS)
    version = serializers.IntegerField(source="number")
    status = serializers.ChoiceField(states.FRAME_STATUSES)
    title = serializers.CharField()
    words = serializers.CharField()
    adopted_by = serializers.CharField()
    adopted_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()


class NewFrame(Shape):
    """The next version of the frame of a sector, as a draft."""

    programme = Id()
    sector = Word(CODES)
    title = Text(max_length=160)
    words = Text(max_length=10_000)


class NewAdoption(Shape):
    """Who adopted it, and when."""

    adopted_by = Text(max_length=160)
    adopted_on = Day()


class NewFrameTerms(Shape):
    """The sectors for which a round opens only after they adopted a frame."""

    frames_first = Rows(Word(CODES), most=len(CODES))


class FrameFilters(Filters):
    """Frames by programme, sector and status."""

    programme = ids("programme")
    sector = words(CODES)
    status = words([code for code, _label in states.FRAME_STATUSES])


class OfFrames(Resource):
    """Where frames come from: a municipality sees every version, a school or board what was adopted."""

    shape: ClassVar[type[Shape]] = FrameShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """By sector, the newest version first."""
        return queries.frames_visible_to(self.actor)


class Frames(OfFrames, Listing, Making):
    """The frames; an officer writes the next version down."""

    filters = FrameFilters
    body = NewFrame

    def make(self, given: dict[str, Any]) -> FrameRow:
        """By an officer."""
        programme = self.named(catalogue.programmes(), given.pop("programme"), "#/programme")
        return actions.draft_frame(programme, by=self.actor, **given)


class Frame(OfFrames, Showing):
    """One version."""


class FrameAdoptions(OfFrames, Deed):
    """The boards, or a consultation, adopted this version: rounds can open for the sector."""

    body = NewAdoption

    def do(self, thing: Any, given: dict[str, Any]) -> FrameRow:
        """By an officer, who records it."""
        return actions.adopt_frame(thing, adopted_by=given["adopted_by"], on=given["adopted_on"], by=self.actor)


class FrameTerms(OfProgrammes, Deed):
    """The municipality says for which sectors a frame comes first in this programme."""

    scopes = {"POST": "rounds:write"}
    body = NewFrameTerms

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return programmes.ask_frames_first(thing, sectors=given["frames_first"], by=self.actor)


urls = [
    path("frames", Frames.as_view()),
    path("frames/<uuid:id>", Frame.as_view()),
    path("frames/<uuid:id>/adoptions", FrameAdoptions.as_view()),
    path("programmes/<uuid:id>/frame-terms", FrameTerms.as_view()),
]
