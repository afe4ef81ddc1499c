"""Where each euro comes from: per theme and source, and what others pay beside the municipality."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.money import CENT
from catalogue.programmes.models import Programme
from catalogue.sheets import Sheet
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm, WholeNumber
from frontend.municipality.programme import programme_of
from frontend.sayings import name_of
from frontend.tables import table, way_asked
from portal.accountability.funds import GRANT, NONE, OTHER, FundReport, funds_of
from portal.funding import actions, queries, rules
from portal.funding.models.cofinancing import LAST_YEAR
from portal.people.actors import acting


class CoFinancingForm(PageForm):
    """A party pays a part of a line in a year."""

    line = forms.ChoiceField(label=gettext_lazy("Line of the plan"))
    party = forms.CharField(label=gettext_lazy("Who pays?"), max_length=120)
    year = WholeNumber(label=gettext_lazy("In which year?"), most=LAST_YEAR)
    amount = Euros(label=gettext_lazy("Amount"), least=CENT)

    def __init__(self, programme: Programme, filled: Any = None) -> None:
        super().__init__(filled)
        plan = queries.adopted_plan(programme)
        lines = [(line.code, line.name) for line in plan.lines.all()] if plan else []
        self.has_lines = bool(lines)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = lines


@page(*MUNICIPAL_ROLES)
def funds(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`; `?format=xlsx` gives the sources as a table, `&years` the shares."""
    return _shown(request, programme_of(request))


@deed_page(OFFICER)
def add(request: HttpRequest) -> HttpResponseBase:
    """Somebody pays a part of a line."""
    programme = programme_of(request)
    form = CoFinancingForm(programme, request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _added(request, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, programme, form)


@deed_page(OFFICER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Somebody does not pay after all."""
    row = get_object_or_404(queries.co_financings_visible_to(acting(request)), pk=pk)

    def once() -> Done:
        actions.end_co_financing(row, by=acting(request))
        return Done(_address(row.programme_id), _("Taken away."))

    answer = attempt(request, once)
    return _shown(request, row.programme) if isinstance(answer, Refusal) else answer


def _added(request: HttpRequest, programme: Programme, form: CoFinancingForm) -> Done:
    given = {name: form.cleaned_data[name] for name in ("line", "party", "year", "amount")}
    actions.co_finance(programme, by=acting(request), **given)
    return Done(_address(programme.pk), _("Written down beside the own money."))


def _address(programme: UUID) -> str:
    return f"{reverse('municipality:funds')}?programme={programme}"


def _shown(request: HttpRequest, programme: Programme, form: CoFinancingForm | None = None) -> HttpResponseBase:
    report = funds_of(programme)
    if way := way_asked(request):
        return table(_years(report) if "years" in request.GET else _sources(report), way)
    may = rules.may_divide(acting(request), programme)
    filled = form or (CoFinancingForm(programme) if may else None)
    context = {
        "programme": programme,
        "report": report,
        "themes": [(theme, list(rows)) for theme, rows in groupby(report.rows, key=lambda row: row.theme)],
        "own": report.total(GRANT, NONE),
        "others": report.total(OTHER),
        "form": filled if filled and filled.has_lines else None,
        "refused": form,
    }
    return render(request, "municipality/funds.html", context, status=form.status if form else 200)


def _sources(report: FundReport) -> Sheet:
    header = [_("Theme"), _("Paid by"), _("Planned"), _("Committed"), _("Spent")]

    def rows() -> Iterator[list[object]]:
        for row in report.rows:
            yield [name_of(row.theme) if row.theme else "", row.source, row.planned, row.committed, row.spent]

    return Sheet(_("Sources of the money"), header, rows())


def _years(report: FundReport) -> Sheet:
    header = [_("Line of the plan"), _("Year"), _("Own money"), _("Paid by"), _("Amount"), _("Share of others in %")]

    def rows() -> Iterator[list[object]]:
        for each in report.years:
            for other in each.parties:
                yield [each.line.name, each.year, each.own, other.party, other.amount, each.percent]

    return Sheet(_("Co-financing"), header, rows())
