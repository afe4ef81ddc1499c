"""Bringing tables in and taking them out, the same for a provider and for the town hall."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from catalogue.actor import Actor
from catalogue.imports import actions, exporting, queries, rules
from catalogue.imports.models import Import, ImportRow
from catalogue.imports.states import OUTCOMES, REVERSALS, UNDER_WAY, VERDICTS
from catalogue.offers import queries as offers
from catalogue.programmes.models import Programme
from catalogue.sheets import HOUSE_LIMITS
from frontend.buttons import Button, named, press, shown
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from frontend.tables import download, table, way_asked
from portal.people.actors import acting

SHOWN = 50
BUTTONS: tuple[Button[Import], ...] = (
    Button(
        "apply",
        rules.may_apply,
        lambda batch, by, _reason: actions.apply(batch, by=by),
        lazy("Carry this out"),
        lazy("New rows become drafts; changed offers get a new version. Nobody else sees it before it is submitted."),
        lazy("Every row that could be carried out is there now. Below you see them one by one."),
        kind="primary-action",
    ),
    Button(
        "reverse",
        rules.may_reverse,
        lambda batch, by, _reason: actions.reverse(batch, by=by),
        lazy("Undo this import"),
        lazy("Drafts that it made go away and changed drafts say what they said. What somebody went on with stays."),
        lazy("Undone, as far as nobody went on with it. Below you see what became of each row."),
        kind="danger",
    ),
)


PAGES = {
    "list": "imports", "upload": "import-upload", "template": "import-template", "export": "export-offers",
    "one": "import", "deed": "import-deed", "offer": "offer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """For whom the pages are: the first word of their URL names, and whether one file has several providers."""

    space: str
    several: bool = False

    @property
    def crumbs(self) -> str:
        """The template of the trail above a page."""
        return f"{self.space}/crumbs.html"

    @property
    def at(self) -> dict[str, str]:
        """The URL names of these pages."""
        return {word: f"{self.space}:{name}" for word, name in PAGES.items()}

    def address(self, page: str, *values: Any) -> str:
        """The address of one of these pages."""
        return reverse(self.at[page], args=values)


class Upload(PageForm):
    """A file for a programme."""

    programme = forms.ChoiceField(label=lazy("For which programme?"))
    file = forms.FileField(
        label=lazy("Your file"),
        help_text=lazy("Excel (.xlsx) or CSV, at most 10 MB and 5,000 rows. First you see what would happen."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )

    def __init__(self, programmes: list[Programme], filled: Any = None, files: Any = None) -> None:
        super().__init__(filled, files)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.pk), f"{each.name}, {each.municipality.name}") for each in programmes]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row for people: what became of it, what changes, and why not."""

    row: ImportRow
    result: str
    good: bool
    changes: list[tuple[str, str, str]]
    reasons: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter of rows by what they came to."""

    value: str
    label: str | Promise
    count: int
    chosen: bool


def start(request: HttpRequest, side: Side, form: Upload | None = None) -> HttpResponseBase:
    """The files that were brought in, newest first; above them a form for the next, and what can be taken out."""
    actor = acting(request)
    programmes = list(queries.programmes_of(actor))
    may = rules.may_import(actor)
    context = {
        "side": side,
        "form": (form or Upload(programmes)) if may and programmes else None,
        "programmes": programmes,
        "page": page_of(request, queries.visible_to(actor), size=20),
    }
    return render(request, "imports/start.html", context, status=form.status if form else 200)


def upload(request: HttpRequest, side: Side) -> HttpResponseBase:
    """Check a file; nothing of it is written yet."""
    programmes = list(queries.programmes_of(acting(request)))
    form = Upload(programmes, request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _uploaded(request, side, form, programmes))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return start(request, side, form)


def shown_import(
    request: HttpRequest, side: Side, pk: UUID, failed: tuple[str, Reason] | None = None
) -> HttpResponseBase:
    """What a file came to, row by row, refused rows first; `?show=` picks, `?format=` gives it as a table."""
    actor, found = acting(request), _mine(request, pk)
    if way := way_asked(request):
        return table(exporting.result_sheet(found), way)
    wanted = request.GET.get("show", "")
    rows = page_of(request, queries.rows_that(found, wanted), size=SHOWN)
    context = {
        "side": side,
        "batch": found,
        "may": rules.may_handle(actor, found),
        "under_way": found.status in UNDER_WAY,
        "chips": _chips(found, wanted),
        "page": rows,
        "rows": [_told(row) for row in rows],
        "buttons": shown(BUTTONS, actor, found, lambda name: side.address("deed", found.pk, name), failed),
    }
    answer = render(request, "imports/import.html", context, status=failed[1].status if failed else 200)
    answer["Cache-Control"] = "private, no-store"
    return answer


def do(request: HttpRequest, side: Side, pk: UUID, deed: str) -> HttpResponseBase:
    """Carry out or undo; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)
    answer = press(request, named(BUTTONS, deed), lambda: _mine(request, pk), lambda each: side.address("one", each.pk))
    return answer if isinstance(answer, HttpResponseRedirect) else shown_import(request, side, pk, (deed, answer))


def template(request: HttpRequest, programme: UUID) -> HttpResponseBase:
    """An empty table for a programme, with its words to choose from."""
    actor = acting(request)
    found = get_object_or_404(queries.programmes_of(actor), pk=programme)
    way = way_asked(request) or "xlsx"
    return download(exporting.as_file(exporting.template(found, by=actor), way), _("Template for offers"), way)


def taken_out(request: HttpRequest, programme: UUID) -> HttpResponseBase:
    """The offers of a programme that the actor sees, as a table that can be brought in again; `?status=` picks."""
    actor = acting(request)
    found = get_object_or_404(queries.programmes_of(actor), pk=programme)
    rows = _exported(actor).filter(programme=found)
    if status := request.GET.get("status", ""):
        rows = rows.filter(status=status)
    return table(exporting.offers_sheet(rows, by=actor), way_asked(request) or "xlsx")


def _exported(actor: Actor) -> Any:
    if actor.provider:
        return offers.own(actor).exclude(status="withdrawn")
    return offers.visible_to(actor).filter(municipality=actor.municipality).exclude(status="withdrawn").order_by("pk")


def _mine(request: HttpRequest, pk: UUID) -> Import:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _uploaded(request: HttpRequest, side: Side, form: Upload, programmes: list[Programme]) -> Done:
    file = form.cleaned_data["file"]
    programme = next((each for each in programmes if str(each.pk) == form.cleaned_data["programme"]), None)
    if programme is None:
        raise Http404
    content = file.read(HOUSE_LIMITS.size + 1)  # one byte more than is read tells that it is too much
    batch = actions.upload(content, file.name, programme=programme, by=acting(request))
    waits = batch.status in UNDER_WAY
    said = _("Checked. Nothing is written yet: look at the rows, and carry it out.") if not waits else ""
    return Done(side.address("one", batch.pk), said)


def _chips(batch: Import, wanted: str) -> list[Chip]:
    words, counts = [*VERDICTS, *OUTCOMES, *REVERSALS], batch.counts
    found = [Chip(value, label, counts[value], value == wanted) for value, label in words if counts.get(value)]
    chosen = wanted in (each.value for each in found)
    return [Chip("", lazy("All"), batch.length, not chosen), *found]


def _told(row: ImportRow) -> Shown:
    changes = [(exporting.name_of(key), before, after) for key, (before, after) in row.changes.items()]
    bad = row.verdict == "refused" or row.outcome == "not_done" or row.reversal == "left"
    return Shown(row, exporting.result_of(row), not bad, changes, exporting.reasons(row))
