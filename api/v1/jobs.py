"""Long work: how far is it, why did it fail, and the file that it made."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.filters import AnyOf, Filters, words
from api.conventions.resources import Deed, Download, Listing, Resource, Showing, not_offered
from api.conventions.shapes import Id, Shape
from portal.jobs import actions, queries, states
from portal.jobs.models import Job as JobRow


class JobFileShape(Shape):
    """The file that a job made; its content is at `/jobs/{id}/file`."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="bytes")
    sha256 = serializers.CharField()


class JobShape(Shape):
    """One piece of long work: `done` of `total` parts; `error` says why it failed, `words` what came of it."""

    id = Id()
    kind = serializers.CharField()
    status = serializers.ChoiceField(states.STATUSES)
    done = serializers.IntegerField()
    total = serializers.IntegerField(source="parts", help_text="0 when it is not known yet")
    words = serializers.CharField()
    error = serializers.CharField()
    file = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(JobFileShape(allow_null=True))
    def get_file(self, job: JobRow) -> dict[str, Any] | None:
        """Nothing while it is being made, and when it was thrown away."""
        file = getattr(job, "file", None)
        return None if file is None else dict(JobFileShape(file).data)


class JobFilters(Filters):
    """Work by kind and status."""

    kind = AnyOf("kind")
    status = words(states.JOB, "status")


class OfJobs(Resource):
    """Where jobs come from and how they look."""

    shape = JobShape

    def visible(self) -> QuerySet[Any]:
        """The work of the own organisation; public work for who knows its id."""
        return queries.visible_to(self.actor)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What moves is not kept by anybody."""
        response.headers["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)


class Jobs(OfJobs, Listing):
    """The work of the own organisation, newest first."""

    scopes = {"GET": "catalogue:read"}
    filters = JobFilters

    def visible(self) -> QuerySet[Any]:
        """Without what the public asked for."""
        return queries.own(self.actor)


class Job(OfJobs, Showing):
    """One piece of work. Ask again every few seconds until its status is `done` or `failed`."""


class JobFile(OfJobs, Download):
    """The file that it made. 409 `not_ready` while it is being made, or when it made none."""

    media_type = "application/octet-stream"

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept when the work ended."""
        row = queries.file_of(thing)
        if row is None:
            raise not_offered("not_ready", _("There is no file (yet). Look at the status of this work."))
        return bytes(row.content), row.name


class Retries(OfJobs, Deed):
    """Try failed work again. 409 `wrong_state` when it did not fail."""

    scopes = {"POST": "catalogue:read"}

    def do(self, thing: Any, given: dict[str, Any]) -> JobRow:
        """By somebody of the organisation that asked for it."""
        return actions.try_again(thing, by=self.actor)


urls = [
    path("jobs", Jobs.as_view()),
    path("jobs/<uuid:id>", Job.as_view()),
    path("jobs/<uuid:id>/file", JobFile.as_view()),
    path("jobs/<uuid:id>/retries", Retries.as_view()),
]
