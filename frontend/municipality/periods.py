"""Closing the books: the periods of the ledger, and the frozen figures of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from catalogue.lifecycle import expect
from catalogue.organisations.queries import municipalities
from catalogue.sheets import Sheet
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.listing import page_of
from frontend.municipality.ledger_forms import ClosingForm
from frontend.tables import table, way_asked
from portal.budgets import closing, queries, rules
from portal.budgets.models import Period, PeriodLine
from portal.budgets.states import KINDS
from portal.people.actors import acting

WORDS: dict[str, Any] = dict(KINDS)


@page(*MUNICIPAL_ROLES)
def periods(request: HttpRequest) -> HttpResponseBase:
    """What is closed, and what can be closed now."""
    return _list(request)


@deed_page(FINANCE)
def close(request: HttpRequest) -> HttpResponseBase:
    """Freeze a period."""
    own = municipalities().get(pk=_own(request))
    form = ClosingForm(_choices(request), request.POST)
    if form.is_valid():

        def deed() -> Done:
            year, month = (int(part) for part in form.cleaned_data["period"].split("-"))
            made = closing.close_period(
                own, year=year, month=month, reason=form.cleaned_data["reason"], by=acting(request)
            )
            return Done(reverse("municipality:period", args=[made.pk]), _("Closed. The figures are frozen."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*MUNICIPAL_ROLES)
def period(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The frozen figures of a period, per account; 404 for another municipality's."""
    found = _mine(request, pk)
    if way := way_asked(request):
        return table(_sheet(found), way)
    return _one(request, found)


@deed_page(FINANCE)
def reopen(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A second person opens the period again."""
    found, form = _mine(request, pk), Reason(request.POST)
    if form.is_valid():

        def deed() -> Done:
            row = _mine(request, pk)
            expect(row, form.cleaned_data["version"])
            closing.reopen_period(row, reason=form.cleaned_data["reason"], by=acting(request))
            return Done(reverse("municipality:periods"), _("Open again. Close it anew when it is right."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, found, form)


def named(year: int, month: int) -> str:
    """`oktober 2026`, or `2026`."""
    return str(date_format(date(year, month, 1), "F Y")) if month else str(year)


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    return [(f"{year}-{month}", named(year, month)) for year, month in queries.to_close(_own(request))]


def _own(request: HttpRequest) -> UUID:
    own = acting(request).municipality
    assert own is not None  # every municipal role has one
    return own


def _list(request: HttpRequest, form: ClosingForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    own, choices = _own(request), _choices(request)
    may = rules.may_close(actor, own)
    found = page_of(request, queries.periods_visible_to(actor), size=24)
    context = {
        "page": found,
        "rows": [(each, named(each.year, each.month)) for each in found],
        "closed_until": queries.closed_until(own),
        "may_close": may,
        "form": (form or ClosingForm(choices)) if may and choices else None,
    }
    return render(request, "municipality/periods.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, found: Period, form: Reason | None = None) -> HttpResponseBase:
    lines = page_of(request, queries.lines_of(found), size=50)
    context = {
        "period": found,
        "name": named(found.year, found.month),
        "page": lines,
        "rows": [
            (line, [(str(WORDS[kind]), Decimal(amount)) for kind, amount in line.movements.items()]) for line in lines
        ],
        "may_reopen": rules.may_reopen(acting(request), found),
        "form": form,
    }
    return render(request, "municipality/period.html", context, status=form.status if form else 200)


def _moved(line: PeriodLine) -> list[tuple[str, Decimal]]:
    return [(str(WORDS[kind]), Decimal(amount)) for kind, amount in line.movements.items()]


def _sheet(found: Period) -> Sheet:
    kinds = [kind for kind, _word in KINDS]
    opening = [_("Opening: %(what)s") % {"what": what} for what in _balances()]
    ending = [_("Closing: %(what)s") % {"what": what} for what in _balances()]
    head = [_("School or line"), *opening, *(str(word) for _kind, word in KINDS), *ending]
    lines = (_row(line, kinds) for line in queries.lines_of(found))
    return Sheet(named(found.year, found.month), head, lines)


def _row(line: PeriodLine, kinds: list[str]) -> list[object]:
    school = line.account.school
    return [
        school.name if school else line.account.line,
        line.opening_granted, line.opening_reserved, line.opening_spent,
        *(line.movements.get(kind, "") for kind in kinds),
        line.closing_granted, line.closing_reserved, line.closing_spent,
    ]  # fmt: skip


def _balances() -> tuple[str, str, str]:
    return _("granted"), _("reserved"), _("spent")


def _mine(request: HttpRequest, pk: UUID) -> Period:
    return get_object_or_404(queries.periods_visible_to(acting(request)), pk=pk)
