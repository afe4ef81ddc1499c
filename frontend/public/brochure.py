"""The brochure: the catalogue to print or to keep, for everybody or for one school; and the offers as open data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from catalogue.brochure.open_data import FORMATS, LICENCE
from catalogue.brochure.wording import language
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from frontend.access import page
from frontend.chosen_school import school_of
from frontend.private_files import sent
from portal.brochures import actions, exports, queries
from portal.jobs.models import JobFile
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Shelf:
    """What there is of one programme: where each format is, and the brochure of the own school."""

    programme: Programme
    addresses: dict[str, str]
    own: str


class ForWhom(forms.Form):
    """The school that was named in the address."""

    school = forms.UUIDField(required=False)


@page()
def brochures(request: HttpRequest) -> HttpResponseBase:
    """Every programme with its brochure and its open data."""
    school = school_of(request)
    shelves = [Shelf(each, _addresses(each), own_address(each, school)) for each in programmes()]
    return render(request, "public/brochures.html", {"shelves": shelves, "school": school, "licence": LICENCE})


@page()
def brochure(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF, or the page that shows how far it is. `?school=` for one's own school; 404 for another's."""
    programme = get_object_or_404(programmes(), pk=pk)
    found = actions.fetch(programme, _school(request, programme), language=language(), by=acting(request))
    if not isinstance(found, JobFile):
        return redirect("job", pk=found.pk)
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    answer["Content-Disposition"] = f'inline; filename="{found.name}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


@page()
def export(request: HttpRequest, pk: UUID, ending: str) -> HttpResponseBase:
    """The published offers as JSON, CSV or XLSX; 404 for another ending."""
    if ending not in exports.ENDINGS:
        raise Http404
    content, name = exports.export(get_object_or_404(programmes(), pk=pk), ending, language())
    return sent(content, name=name, content_type=FORMATS[ending])


def address_of(programme: UUID | str) -> str:
    """Where the brochure of a programme is."""
    return reverse("public:brochure", args=[programme])


def own_address(programme: Programme, school: School | None) -> str:
    """Where the brochure of a school is; empty when the programme is not of its municipality."""
    if school is None or school.municipality_id != programme.municipality_id:
        return ""
    return f"{address_of(programme.pk)}?school={school.pk}"


def _addresses(programme: Programme) -> dict[str, str]:
    exported = {ending: reverse("public:brochure-data", args=[programme.pk, ending]) for ending in exports.ENDINGS}
    return {"pdf": address_of(programme.pk)} | exported


def _school(request: HttpRequest, programme: Programme) -> School | None:
    form = ForWhom(request.GET)
    if not form.is_valid():
        raise Http404
    named = form.cleaned_data["school"]
    return get_object_or_404(queries.schools_of(acting(request), programme), pk=named) if named else None
