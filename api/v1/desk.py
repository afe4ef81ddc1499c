"""What everybody has on their desk: who am I, what waits for me, what happened, what keeps failing."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import AnyOf, Filters, Since
from api.conventions.pagination import Pages
from api.conventions.resources import Deed, Listing, Resource
from api.conventions.shapes import Id, Shape
from catalogue.journal import actions, queries
from catalogue.journal.models import JournalLine
from portal.people.rules import scopes_of
from portal.worklist.queries import tasks_of

LARGEST_ID = 2**63 - 1


class OrganisationShape(Shape):
    """The organisation that somebody acts for."""

    kind = serializers.ChoiceField([(kind, kind) for kind in ("school", "board", "provider", "municipality")])
    id = Id()
    name = serializers.CharField()


class MeShape(Shape):
    """Who asks, as what, for which organisation, and what this token may do."""

    id = serializers.CharField(help_text="id of the membership")
    name = serializers.CharField()
    email = serializers.CharField()
    role = serializers.CharField()
    organisation = OrganisationShape()
    scopes = serializers.ListField(child=serializers.CharField())


class TaskShape(Shape):
    """One thing that waits: what to do (`deed`), with what, since when, until when."""

    deed = serializers.CharField()
    thing = serializers.CharField()
    thing_id = serializers.CharField()
    title = serializers.CharField()
    since = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)


class JournalShape(Shape):
    """One deed: the event, the thing, who did it, from which status to which, and why."""

    id = serializers.CharField(source="pk")
    at = serializers.DateTimeField()
    event = serializers.CharField()
    thing = serializers.CharField()
    thing_id = Id()
    origin = serializers.CharField()
    to = serializers.CharField()
    role = serializers.CharField()
    actor = serializers.CharField()
    because = serializers.CharField()
    data_ = serializers.JSONField()


class UndeliveredShape(Shape):
    """Work that keeps failing, with how often it was tried and what went wrong last."""

    id = serializers.CharField(source="pk")
    at = serializers.DateTimeField()
    event = serializers.CharField()
    thing = serializers.CharField()
    thing_id = Id()
    attempts = serializers.IntegerField()
    queue = serializers.CharField()
    failed_at = serializers.DateTimeField(allow_null=True)
    cause = serializers.SerializerMethodField()
    last_error = serializers.CharField()

    def get_cause(self, line: JournalLine) -> str:
        """Why it failed last, in words."""
        return queries.cause_of(line)


class JournalFilters(Filters):
    """Lines by what they are about."""

    event = AnyOf("event")
    thing = AnyOf("thing")
    thing_id = django_filters.UUIDFilter()
    after = Since("at")
    before = Since("at", "lte")


class Me(Resource):
    """Who am I?"""

    scopes = {"GET": "catalogue:read"}
    shape = MeShape

    def get(self, request: Request) -> Response:
        """The membership behind the token or the session."""
        access = self.access
        organisation, allowed = access.membership.organisation, scopes_of(access.actor.role)
        scopes = allowed if access.actor.scopes is None else allowed & access.actor.scopes
        about = {"kind": organisation.KIND, "id": organisation.pk, "name": organisation.name}
        return Response(
            self.as_json(
                {
                    "id": access.membership.pk,
                    "name": access.actor.name,
                    "email": access.membership.user.email,
                    "role": access.actor.role,
                    "organisation": about,
                    "scopes": sorted(scopes),
                }
            )
        )


class Tasks(Resource):
    """What waits for me, with a term first and then by age."""

    scopes = {"GET": "bookings:read"}
    shape = TaskShape
    paged = True

    def get(self, request: Request) -> Response:
        """A page of tasks."""
        tasks, pages = tasks_of(self.actor), Pages()
        page: Any = pages.paginate_queryset(tasks, request, count=len(tasks))
        return pages.get_paginated_response(self.as_json(page, many=True))


class Journal(Listing):
    """Who did what, when, from which status to which; newest first. Only for the municipality."""

    scopes = {"GET": "journal:read"}
    shape = JournalShape
    filters = JournalFilters

    def visible(self) -> QuerySet[Any]:
        """Lines about the own municipality."""
        return queries.visible_to(self.actor)


class OfUndelivered(Resource):
    """Where failing work comes from and how it looks."""

    scopes = {"GET": "journal:read", "POST": "journal:write"}
    shape = UndeliveredShape

    def visible(self) -> QuerySet[Any]:
        """Work of the own municipality, for those who can do something about it."""
        return queries.undelivered_to(self.actor)


class Undelivered(OfUndelivered, Listing):
    """Work that keeps failing, oldest first."""


class Retries(OfUndelivered, Deed):
    """Try it again at once."""

    def post(self, request: Request, id: Any) -> HttpResponse:
        """The work as it now is; 404 for a number that no line has."""
        if int(id) > LARGEST_ID:
            raise Http404
        return super().post(request, id)

    def do(self, thing: Any, given: dict[str, Any]) -> JournalLine:
        """By the municipality."""
        return actions.retry(thing, by=self.actor)


urls = [
    path("me", Me.as_view()),
    path("tasks", Tasks.as_view()),
    path("journal", Journal.as_view()),
    path("undelivered", Undelivered.as_view()),
    path("undelivered/<int:id>/retries", Retries.as_view()),
]
