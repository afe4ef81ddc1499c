"""The versions of an offer: what each said, what it changed, and what the municipality asked to change."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.resources import Resource
from api.conventions.shapes import Id, Shape, camel
from api.v1.offer_shapes import DraftShape
from catalogue.offers import queries
from catalogue.offers.differences import NEW, OLD, SAME, differences
from catalogue.offers.models import Revision as RevisionRow


class RevisionShape(DraftShape):
    """One version of an offer; `current` is the one that schools choose now."""

    id = Id()
    current = serializers.SerializerMethodField()
    updated_at = serializers.DateTimeField()

    def get_current(self, revision: RevisionRow) -> bool:
        """Published, and not followed by another."""
        return revision.offer.revision_id == revision.pk


class PieceShape(Shape):
    """A piece of a value: the same in both versions, old and gone, or new."""

    kind = serializers.ChoiceField([SAME, OLD, NEW])
    text = serializers.CharField()


class RevisionDifferenceShape(Shape):
    """A field that is not the same as in the version before it, in words."""

    field = serializers.SerializerMethodField()
    before = serializers.CharField()
    after = serializers.CharField()
    pieces = PieceShape(many=True)

    def get_field(self, difference: Any) -> str:
        """Its name as the API writes it."""
        return camel(difference.field)


class RemarkShape(Shape):
    """What the municipality asked to change in one field."""

    field = serializers.SerializerMethodField()
    words = serializers.CharField()
    at = serializers.DateTimeField()

    def get_field(self, remark: Any) -> str:
        """Its name as the API writes it."""
        return camel(remark.field)


class OneRevisionShape(RevisionShape):
    """One version with what it changed in the published one before it, and the remarks of its last return."""

    differences = serializers.SerializerMethodField()
    remarks = serializers.SerializerMethodField()

    @extend_schema_field(RevisionDifferenceShape(many=True))
    def get_differences(self, revision: RevisionRow) -> Any:
        """Exactly the change; nothing for a first version."""
        return RevisionDifferenceShape(differences(queries.before(revision), revision), many=True).data

    @extend_schema_field(RemarkShape(many=True))
    def get_remarks(self, revision: RevisionRow) -> Any:
        """Field by field."""
        return RemarkShape(queries.remarks_of(revision), many=True).data


class OfRevisions(Resource):
    """Where versions come from: for the provider all of its own, for the municipality what was sent to it."""

    scopes = {"GET": "catalogue:read"}

    def visible(self) -> QuerySet[Any]:
        """Newest first."""
        return queries.revisions_visible_to(self.actor)


class Revisions(OfRevisions):
    """The versions of an offer, the newest first."""

    paged = True
    shape = RevisionShape

    def get(self, request: Request, id: Any) -> Response:
        """404 when the actor sees none."""
        rows = self.visible().filter(offer=id)
        if not rows.exists():
            raise Http404
        return self.listed(rows)


class Revision(OfRevisions):
    """One version of an offer."""

    shape = OneRevisionShape

    def get(self, request: Request, id: Any, number: int) -> HttpResponse:
        """With its changes."""
        found = self.visible().filter(offer=id, number=number).first()
        if found is None:
            raise Http404
        return self.shown(found)


urls = [
    path("offers/<uuid:id>/revisions", Revisions.as_view()),
    path("offers/<uuid:id>/revisions/<int:number>", Revision.as_view()),
]
