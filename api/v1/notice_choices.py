"""What the person of this token hears by e-mail, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Resource
from api.conventions.shapes import Shape, Word
from portal.notices import actions, queries
from portal.notices.states import FREQUENCIES, KINDS
from portal.people.models import Membership


class NoticeChoiceShape(Shape):
    """How often the person hears of a kind of event."""

    kind = serializers.ChoiceField(KINDS)
    frequency = serializers.ChoiceField(FREQUENCIES)


class NoticeChoicesShape(Shape):
    """Everything that the role may hear of, with the choice of the person."""

    results = NoticeChoiceShape(many=True)


class NewNoticeChoice(Shape):
    """A kind of event, and how often to hear of it."""

    kind = Word([code for code, _label in KINDS])
    frequency = Word([code for code, _label in FREQUENCIES])


class NoticeChoices(Resource):
    """What somebody hears in this role."""

    shape: ClassVar[type[Shape]] = NoticeChoicesShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "bookings:read", "POST": "notices:write"}
    body = NewNoticeChoice

    def get(self, request: Request) -> Response:
        """The choices of the person of this token."""
        return Response(self.as_json(self._all()))

    def post(self, request: Request) -> HttpResponse:
        """One choice; answers with all of them."""
        given, mine = self.read(self.body), self._mine()
        actions.choose(mine, given["kind"], given["frequency"], by=self.actor)
        return self.shown(self._all(), 201)

    def _mine(self) -> Membership:
        found = queries.own_membership(self.actor)
        if found is None:
            raise Http404
        return found

    def _all(self) -> dict[str, Any]:
        chosen = queries.choices_of(self._mine())
        return {"results": [{"kind": kind, "frequency": frequency} for kind, frequency in chosen.items()]}


urls = [path("notice-choices", NoticeChoices.as_view())]
