"""The cover sheet of a school: what do our children need, and what is there for it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes import queries as programmes
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.schools.need_forms import NeedFile, NeedForm, SheetForm
from frontend.tables import download
from portal.needs import actions, queries, rules, table
from portal.needs.models import CoverSheet, Need
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Shown:
    """A need with the form to change it, and offers that may help."""

    need: Need
    form: NeedForm
    offers: list[Offer]


@page(*SCHOOL_ROLES, BOARD)
def needs(request: HttpRequest) -> HttpResponseBase:
    """The sheet in the newest programme, or `?programme=`; `?format=xlsx` gives the table to fill in."""
    school = needed(request)
    programme = _programme(request, school)
    if request.GET.get("format") == "xlsx" and programme:
        return download(table.template(programme, queries.sheet_of(school, programme)), _("Needs"), "xlsx")
    return _shown(request, school, programme)


@deed_page(*SCHOOL_ROLES, BOARD)
def add(request: HttpRequest) -> HttpResponseBase:
    """Write down a need."""
    school, programme = _here(request)
    form = NeedForm(programme, request.POST)

    def put() -> Done:
        made = actions.add_need(school, form.told, by=acting(request))
        return Done(_address(programme, made.pk), _("Written down. Below it stands what there is for it."))

    return _do(request, school, programme, form, put)


@deed_page(*SCHOOL_ROLES, BOARD)
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change a need."""
    need = _mine(request, pk)
    programme = need.sheet.programme
    form = NeedForm(programme, request.POST, prefix=_prefix(need))

    def change() -> Done:
        actions.change_need(need, by=acting(request), **form.changes)
        return Done(_address(programme, pk), _("Changed."))

    return _do(request, need.sheet.school, programme, form, change, failed=pk)


@deed_page(*SCHOOL_ROLES, BOARD)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a need off the sheet."""
    need = _mine(request, pk)

    def away() -> Done:
        actions.remove_need(need, by=acting(request))
        return Done(_address(need.sheet.programme), _("Taken off the sheet."))

    return _do(request, need.sheet.school, need.sheet.programme, PageForm({}), away)


@deed_page(*SCHOOL_ROLES, BOARD)
def upload(request: HttpRequest) -> HttpResponseBase:
    """All needs at once, from the table that somebody filled in."""
    school, programme = _here(request)
    form = NeedFile(request.POST, request.FILES)

    def fill() -> Done:
        file = form.cleaned_data["file"]
        told = table.needs_in(programme, file.read(), file.name)
        actions.fill_in(actions.open_sheet(school, programme, by=acting(request)), told, by=acting(request))
        return Done(_address(programme), _("%(number)s needs were read from the file.") % {"number": len(told)})

    return _do(request, school, programme, form, fill)


@deed_page(*SCHOOL_ROLES, BOARD)
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep the day of the scan and the words."""
    school, programme = _here(request)
    form = SheetForm(request.POST)

    def once() -> Done:
        sheet = actions.open_sheet(school, programme, by=acting(request))
        actions.change_sheet(sheet, by=acting(request), **form.cleaned_data)
        return Done(_address(programme), _("Kept."))

    return _do(request, school, programme, form, once)


@deed_page(*SCHOOL_ROLES, BOARD)
def hand_in(request: HttpRequest) -> HttpResponseBase:
    """Hand the sheet in."""
    school, programme = _here(request)

    def once() -> Done:
        actions.hand_in(actions.open_sheet(school, programme, by=acting(request)), by=acting(request))
        return Done(_address(programme), _("Handed in. The municipality sees what your children need. Thank you."))

    return _do(request, school, programme, PageForm({}), once)


@deed_page(*SCHOOL_ROLES, BOARD)
def reopen(request: HttpRequest) -> HttpResponseBase:
    """Open it again, to change something."""
    school, programme = _here(request)

    def once() -> Done:
        actions.reopen(actions.open_sheet(school, programme, by=acting(request)), by=acting(request))
        return Done(_address(programme), _("Open again. Hand it in when you are ready."))

    return _do(request, school, programme, PageForm({}), once)


def _do(
    request: HttpRequest, school: School, programme: Programme, form: PageForm, deed: Callable[[], Done],
    *, failed: UUID | None = None,
) -> HttpResponseBase:  # fmt: skip
    if form.is_valid():
        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, school, programme, wrong=form, failed=failed)


def _here(request: HttpRequest) -> tuple[School, Programme]:
    school = needed(request)
    programme = _programme(request, school)
    if programme is None:
        raise Http404
    return school, programme


def _programme(request: HttpRequest, school: School) -> Programme | None:
    asked = request.POST.get("programme") or request.GET.get("programme")
    mine = list(programmes.programmes().filter(municipality_id=school.municipality_id))
    return next((each for each in mine if str(each.pk) == asked), mine[0] if mine else None)


def _mine(request: HttpRequest, pk: UUID) -> Need:
    return get_object_or_404(queries.needs_visible_to(acting(request)), pk=pk)


def _address(programme: Programme, need: UUID | None = None) -> str:
    return f"{reverse('schools:needs')}?programme={programme.pk}{f'#need-{need}' if need else ''}"


def _prefix(need: Need) -> str:
    return f"need-{need.pk}"


def _shown(
    request: HttpRequest, school: School, programme: Programme | None, *, wrong: PageForm | None = None,
    failed: UUID | None = None,
) -> HttpResponseBase:  # fmt: skip
    sheet = queries.sheet_of(school, programme) if programme else None
    told = list(sheet.needs.all()) if sheet else []
    offers = queries.suggestions(told)
    open_ = sheet is None or sheet.status == "open"
    context = {
        "school": school,
        "programme": programme,
        "sheet": sheet,
        "open": open_,
        "rows": [Shown(need, _form(need, wrong, failed), offers[need.pk]) for need in told],
        "failed": failed,
        "new": _of(wrong, NeedForm, failed) or (NeedForm(programme) if programme else None),
        "file": _of(wrong, NeedFile) or NeedFile(),
        "about": _of(wrong, SheetForm) or SheetForm(initial=_about(sheet)),
        "may_hand_in": bool(sheet and rules.may_hand_in(acting(request), sheet)),
        "wrong": wrong if wrong and failed is None else None,
    }
    return render(request, "schools/needs.html", context, status=wrong.status if wrong else 200)


def _form(need: Need, wrong: PageForm | None, failed: UUID | None) -> NeedForm:
    if isinstance(wrong, NeedForm) and failed == need.pk:
        return wrong
    initial = {"theme": need.theme_id, "pupils": need.pupils, "urgency": need.urgency, "words": need.words}
    return NeedForm(need.sheet.programme, initial=initial, prefix=_prefix(need))


def _of(wrong: PageForm | None, kind: type[PageForm], failed: UUID | None = None) -> PageForm | None:
    return wrong if isinstance(wrong, kind) and failed is None else None


def _about(sheet: CoverSheet | None) -> dict[str, object]:
    return {"scan_on": sheet.scan_on, "words": sheet.words} if sheet else {}
