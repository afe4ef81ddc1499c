"""The radar: what may stay unspent, by when something can be done, and a reminder by one click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.programmes.models import Programme
from catalogue.sheets import Sheet
from frontend.access import deed_page, page
from frontend.charts import WIDTH
from frontend.deeds import Done, Refusal, attempt
from frontend.marks import Mark
from frontend.municipality.programme import programme_of
from frontend.municipality.radar_forms import ReminderForm, TermsForm
from frontend.tables import table, way_asked
from portal.people.actors import acting
from portal.people.models import ROLES
from portal.radar import actions, queries
from portal.radar.queries import Chooser, Expected, Radar
from portal.radar.queries.dates import Month
from portal.radar.queries.forecast import LineForecast
from portal.radar.queries.people import CONTACT, DESK
from portal.radar.states import LITTLE, NOTHING, OF_PAPERS, ON_COURSE, WISHES

MARKS = {
    NOTHING: Mark(gettext_lazy("nothing chosen"), "bad", "warning"),
    WISHES: Mark(gettext_lazy("shortlist only"), "wait", "bookmark"),
    LITTLE: Mark(gettext_lazy("little chosen"), "wait", "clock"),
    ON_COURSE: Mark(gettext_lazy("on course"), "good", "check"),
}
WHOM: dict[str, str | Promise] = {
    **dict(ROLES),
    CONTACT: gettext_lazy("contact person"),
    DESK: gettext_lazy("general address"),
}
MARK = 8  # how wide the line of what is likely is


@dataclass(frozen=True, slots=True)
class Row:
    """A school with its mark, whom a letter goes to in words, and whether a letter can go now."""

    school: Chooser
    mark: Mark
    whom: str
    may_be_reminded: bool


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month, and the widths of what must be chosen by its end and of what is at risk."""

    month: Month
    asked: int
    risk: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """A line or a grant by name; so far, the range and what is likely as places in a bar of `WIDTH` units."""

    name: str
    expected: Expected
    so_far: int
    least: int
    band: int
    likely: int | None


@page(*MUNICIPAL_ROLES)
def radar(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`; `?format=xlsx` gives its schools as a file."""
    programme = programme_of(request)
    found = queries.radar_of(programme)
    if way := way_asked(request):
        return table(_sheet(found), way)
    return _shown(request, found)


@deed_page(OFFICER)
def remind(request: HttpRequest) -> HttpResponseBase:
    """Remind one school or provider, or many at once: each has its own result."""
    programme, form = programme_of(request), ReminderForm(request.POST)
    if not form.is_valid():
        raise Http404
    answer = attempt(request, lambda: _reminded(request, programme, form))
    if isinstance(answer, Refusal):
        messages.error(request, answer.sentence)
        return redirect(_needs(programme) if form.cleaned_data["about"] in OF_PAPERS else _address(programme))
    return answer


@deed_page(OFFICER)
def terms(request: HttpRequest) -> HttpResponseBase:
    """When the radar of this programme warns."""
    programme, form = programme_of(request), TermsForm(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _set(request, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, queries.radar_of(programme), form)


def _shown(request: HttpRequest, found: Radar, form: TermsForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    officer = actor.role == OFFICER
    rows = [_row(each) for each in found.behind]
    silent = [row for row in rows if row.school.stage == NOTHING]
    context = {
        "radar": found,
        "programme": found.programme,
        "unasked": queries.without_contact(actor),
        "programmes": queries.programmes_with_radar(actor),
        "groups": _groups(silent, [row for row in rows if row.school.stage != NOTHING]),
        "silent": len(silent),
        "months": _months(found),
        "lines": [_outlook(_line(row), row.expected) for row in found.forecast.lines],
        "grants": [_outlook(str(row.grant.regulation.code), row.expected) for row in found.forecast.grants],
        "officer": officer,
        "form": form or (TermsForm(initial=_as_they_are(found)) if officer else None),
        "open": form is not None,
    }  # fmt: skip
    return render(request, "municipality/radar.html", context, status=form.status if form else 200)


@dataclass(frozen=True, slots=True)
class Group:
    """Schools of one kind on the page: `about` says what a letter to them is about, `ready` to whom it can go now."""

    key: str
    title: str
    words: str
    rows: Sequence[Row]

    @property
    def ready(self) -> list[Row]:
        """Those that can be reminded now."""
        return [row for row in self.rows if row.may_be_reminded]

    @property
    def about(self) -> str:
        """What they are reminded of."""
        return self.rows[0].school.about if self.rows else ""


def _groups(silent: Sequence[Row], slow: Sequence[Row]) -> list[Group]:
    return [
        Group(
            "silent", _("Schools that chose nothing yet"),
            _("No booking, and nothing on a shortlist. The school with most money comes first."), silent,
        ),
        Group(
            "slow", _("Schools that chose little"),
            _("They looked around or booked something, and much of their budget is left."), slow,
        ),
    ]  # fmt: skip


def _row(school: Chooser) -> Row:
    whom = str(WHOM.get(school.people[0].role, "")) if school.people else ""
    if school.people and school.people[0].role == CONTACT:
        whom = f"{school.people[0].name} ({whom})"
    return Row(school, MARKS[school.stage], whom, bool(school.people) and school.again_on is None)


def _months(found: Radar) -> list[MonthBar]:
    left = found.dates.left
    return [MonthBar(each, _place(each.to_commit, left), _place(each.at_risk, left)) for each in found.dates.months]


def _outlook(name: str, expected: Expected) -> Outlook:
    most = max(expected.planned, expected.most)
    least = _place(expected.least, most)
    likely = None if expected.likely is None else min(_place(expected.likely, most), WIDTH - MARK)
    band = _place(expected.most, most) - least
    return Outlook(name, expected, _place(expected.so_far, most), least, band, likely)


def _place(part: Decimal, whole: Decimal) -> int:
    return min(int(WIDTH * part / whole), WIDTH) if whole > 0 else 0


def _line(row: LineForecast) -> str:
    if row.line:
        return str(row.line.name)
    return _("Fixed offers") if row.code else _("Budgets of the schools")


def _as_they_are(found: Radar) -> dict[str, object]:
    return {name: getattr(found.terms, name) for name in TermsForm.base_fields}


def _needs(programme: Programme) -> str:
    return f"{reverse('municipality:needs')}?programme={programme.pk}"


def _address(programme: Programme) -> str:
    return f"{reverse('municipality:radar')}?programme={programme.pk}"


def _reminded(request: HttpRequest, programme: Programme, form: ReminderForm) -> Done:
    whom: list[UUID] = form.cleaned_data["whom"]
    rows = actions.remind_many(whom, about=form.cleaned_data["about"], programme=programme, by=acting(request))
    good = [row for row in rows if not row.refused]
    words = ngettext("%(name)s is reminded by e-mail.", "%(number)d are reminded by e-mail.", len(good))
    sentence = words % {"number": len(good), "name": good[0].name} if good else ""
    back = _needs(programme) if form.cleaned_data["about"] in OF_PAPERS else _address(programme)
    return Done(back, sentence, tuple((False, _said(row)) for row in rows if row.refused))


def _said(row: actions.RowResult) -> str:
    return row.refused if row.name in row.refused else f"{row.name}: {row.refused}"


def _set(request: HttpRequest, programme: Programme, form: TermsForm) -> Done:
    actions.set_terms(programme, by=acting(request), **form.cleaned_data)
    return Done(_address(programme), _("The radar warns by these terms from now on."))


def _sheet(found: Radar) -> Sheet:
    header = [
        _("School"), _("Board"), _("How far"), _("Budget"), _("Chosen"), _("Left"), _("Bookings"), _("Wishes"),
        _("Since"), _("Last sign of life"), _("Whom to ask"), _("Reminded on"),
    ]  # fmt: skip
    return Sheet(_("Radar"), header, _lines(found.schools))


def _lines(rows: Iterable[Chooser]) -> list[list[object]]:
    return [
        [
            row.school.name, row.school.board.name if row.school.board else "", str(MARKS[row.stage].word),
            row.granted, row.committed, row.left, row.bookings, row.wishes, row.since, row.last_seen,
            ", ".join(person.name for person in row.people), row.reminded.created_at if row.reminded else None,
        ]
        for row in rows
    ]  # fmt: skip
