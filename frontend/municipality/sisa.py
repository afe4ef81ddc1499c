"""SiSa: what do we account for, and what is behind it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from frontend.access import page
from frontend.listing import page_of
from portal.accountability import queries
from portal.accountability.queries import SisaRow, SisaTable
from portal.people.actors import acting

FIRST_YEAR, LAST_YEAR = 2021, 2100
PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Measures")),
    ("rent", _("Extra rent, shown apart")),
    ("staff", _("Civil-servant capacity, shown apart")),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Measures, rent or staff: the rows and their sums."""

    label: str | Promise
    rows: list[SisaRow]
    year: Decimal
    cumulative: Decimal


@page(*MUNICIPAL_ROLES)
def newest(request: HttpRequest) -> HttpResponseBase:
    """The table of this year."""
    return redirect("municipality:sisa-year", year=timezone.localdate().year)


@page(*MUNICIPAL_ROLES)
def table(request: HttpRequest, year: int) -> HttpResponseBase:
    """The table of one year: every figure leads to the lines behind it."""
    found = queries.sisa_table(_own(request), _known(year))
    this_year = timezone.localdate().year
    context = {
        "table": found,
        "parts": [_part(found, apart, label) for apart, label in PARTS],
        "cumulative": sum((row.cumulative for row in found.rows), ZERO),
        "years": range(max(min(year, this_year) - 2, FIRST_YEAR), max(this_year, year) + 1),
    }
    return render(request, "municipality/sisa.html", context)


@page(*MUNICIPAL_ROLES)
def lines(request: HttpRequest, year: int, regulation: str, goal: str) -> HttpResponseBase:
    """The lines behind one figure; with `?until` those of all years until this one."""
    until = "until" in request.GET
    rows = queries.lines_behind(_own(request), _known(year), goal=goal, regulation=regulation, figure="cumulative" if until else "year")
    context = {
        "year": year, "regulation": regulation, "goal": goal, "until": until, "total": rows.total,
        "page": page_of(request, rows, size=50),
    }  # fmt: skip
    return render(request, "municipality/sisa_lines.html", context)


def _part(found: SisaTable, apart: str, label: str | Promise) -> Part:
    rows = [row for row in found.rows if row.apart == apart]
    return Part(label, rows, found.sum_of(apart=apart), found.sum_of(apart=apart, cumulative=True))


def _own(request: HttpRequest) -> Municipality:
    return get_object_or_404(queries.municipalities_visible_to(acting(request)))


def _known(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year
