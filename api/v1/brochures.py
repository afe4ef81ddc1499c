"""The brochure of a programme as PDF, for everybody or for one school; and the same offers as open data."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.etags import not_modified
from api.conventions.filters import Filters, OneOf
from api.conventions.middleware import language
from api.conventions.resources import Download, Resource
from api.v1.jobs import JobShape
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from portal.brochures import actions, exports, queries
from portal.jobs.models import JobFile

AGAIN = "2"  # seconds


class BrochureFilters(Filters):
    """For which school, and in which language; without `language` that of `Accept-Language`, else Dutch."""

    school = django_filters.UUIDFilter(help_text="its brochure: its budget, its fixed offer, and what it can choose")
    language = OneOf(["nl", "en"])


class LanguageFilters(Filters):
    """In which language the words for people are."""

    language = OneOf(["nl", "en"])


class OfBrochures(Download):
    """Where brochures come from: programmes, which are public."""

    filters: ClassVar[type[Filters] | None] = LanguageFilters

    def visible(self) -> QuerySet[Any]:
        """Every programme."""
        return programmes()

    def chosen_language(self, asked: dict[str, Any]) -> str:
        """What was asked for, by key or by header; Dutch when nothing was."""
        header = self.request.headers.get("Accept-Language")
        return str(asked["language"] or (language(self.request) if header else "nl"))


class BrochurePdf(OfBrochures):
    """The brochure as PDF/UA. When it is not there yet, 202 with the job that makes it, at `Location`.

    Public without `school`; with it only for that school, its board and its municipality. The same offers give the
    same file. It is made within seconds; asking here waits for it for a moment.
    """

    media_type = "application/pdf"
    filters = BrochureFilters
    pending = JobShape

    def get(self, request: Request, id: UUID) -> HttpResponse:
        """The file, or the job."""
        asked = self.asked()
        programme: Programme = self.thing(id)
        school = self._school(programme, asked["school"])
        found = actions.fetch(programme, school, language=self.chosen_language(asked), by=self.actor)
        if not isinstance(found, JobFile):
            address = request.build_absolute_uri(f"/api/v1/jobs/{found.pk}")
            shown = JobShape(found, context={"actor": self.actor}).data
            return Response(shown, status=202, headers={"Location": address, "Retry-After": AGAIN})
        tag = f'"{found.sha256}"'
        if not_modified(request, tag):
            return HttpResponse(status=304, headers={"ETag": tag})
        headers = {"Content-Disposition": f'inline; filename="{found.name}"', "ETag": tag}
        return HttpResponse(bytes(found.content), content_type=self.media_type, headers=headers)

    def _school(self, programme: Programme, id: UUID | None) -> School | None:
        """The school that was named; 404 when it is not the actor's, or of another municipality."""
        if id is None:
            return None
        school = queries.schools_of(self.actor, programme).filter(pk=id).first()
        if school is None:
            raise Http404
        return school


class OpenDataFile(OfBrochures):
    """The published offers of a programme, without persons (CC0)."""

    ending: ClassVar[str]

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As they are now."""
        return exports.export(thing, self.ending, self.chosen_language(self.asked()))


class OpenDataJson(OpenDataFile):
    """The published offers as open data, with metadata after DCAT; no persons in it, free for everybody (CC0)."""

    media_type = "application/json"
    ending = "json"


class OpenDataCsv(OpenDataFile):
    """The published offers as a table for a spreadsheet: UTF-8, `;` between cells. No persons in it (CC0)."""

    media_type = "text/csv"
    ending = "csv"


class OpenDataXlsx(OpenDataFile):
    """The published offers as a workbook. No persons in it (CC0)."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ending = "xlsx"


RESOURCES: dict[str, type[Resource]] = {
    "pdf": BrochurePdf, "json": OpenDataJson, "csv": OpenDataCsv, "xlsx": OpenDataXlsx,
}  # fmt: skip
urls = [path(f"brochures/<uuid:id>.{ending}", resource.as_view()) for ending, resource in RESOURCES.items()]
