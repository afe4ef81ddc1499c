"""SiSa: what do we account for, and what is behind it?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from frontend.access import page
from frontend.forms import PageForm
from frontend.listing import page_of
from frontend.municipality.sisa_forms import SigningForm
from frontend.tables import table as as_table
from frontend.tables import way_asked
from portal.accountability import queries
from portal.accountability.filling import asked_by_hand, forms_for, forms_of, sheet_of, without_form
from portal.accountability.queries import SisaRow, SisaTable
from portal.accountability.signing_rules import may_second, may_sign, too_early
from portal.accountability.standing import repayments_of
from portal.people.actors import acting

FIRST_YEAR, LAST_YEAR = 2021, 2100
PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("", _("Measures")),
    ("rent", _("Extra rent, shown apart")),
    ("staff", _("Civil-servant capacity, shown apart")),
)
ASKED = (("until", "cumulative"), ("correction", "correction"))
WORDS: dict[str, str | Promise] = {
    "year": _("in %(year)s"),
    "correction": _("correction in %(year)s"),
    "cumulative": _("until the end of %(year)s"),
}
NO_GRANT = "-"  # how an address writes the row of what no grant of the plan pays


@dataclass(frozen=True, slots=True)
class Part:
    """Measures, rent or staff: the rows and their sums."""

    label: str | Promise
    rows: list[SisaRow]

    def _sum(self, name: str) -> Decimal:
        return sum((getattr(row, name) for row in self.rows), ZERO)

    @property
    def year(self) -> Decimal:
        """Spent in the year."""
        return self._sum("year")

    @property
    def correction(self) -> Decimal:
        """Corrections of years that were signed before."""
        return self._sum("correction")

    @property
    def cumulative(self) -> Decimal:
        """Spent until the end of the year."""
        return self._sum("cumulative")


@page(*MUNICIPAL_ROLES)
def newest(request: HttpRequest) -> HttpResponseBase:
    """The table of this year."""
    return redirect("municipality:sisa-year", year=timezone.localdate().year)


@page(*MUNICIPAL_ROLES)
def table(request: HttpRequest, year: int) -> HttpResponseBase:
    """The table of one year: every figure leads to the lines behind it; as a file the form of the state, filled in."""
    found = queries.sisa_table(own(request), known(year))
    if way := way_asked(request):
        return as_table(sheet_of(forms_of(found), year=year), way)
    return shown(request, found)


def shown(request: HttpRequest, found: SisaTable, told: PageForm | None = None) -> HttpResponse:
    """The page of a table, with the form to sign it for who may; `told`: a form that was refused."""
    this_year = timezone.localdate().year
    first = max(min(found.year, this_year) - 2, FIRST_YEAR)
    context = {
        "table": found,
        "parts": [Part(label, [row for row in found.rows if row.apart == apart]) for apart, label in PARTS],
        "years": range(first, max(this_year, found.year) + 1),
        "forms": forms_of(found),
        "missing": without_form(found),
        "finals": _finals(found),
        "told": told,
        **_signing(request, found, told if isinstance(told, SigningForm) else None),
    }
    return render(request, "municipality/sisa.html", context, status=told.status if told else 200)


@page(*MUNICIPAL_ROLES)
def lines(request: HttpRequest, year: int, regulation: str, goal: str) -> HttpResponseBase:
    """The lines behind one figure; `?until` those of all years until this one, `?correction` what it corrects."""
    figure = next((name for key, name in ASKED if key in request.GET), "year")
    rows = queries.lines_behind(
        own(request), known(year), goal=goal.removeprefix(NO_GRANT), regulation=regulation.removeprefix(NO_GRANT),
        figure=figure,
    )  # fmt: skip
    context = {
        "year": year, "regulation": regulation, "goal": goal, "when": str(WORDS[figure]) % {"year": year},
        "total": rows.total, "page": page_of(request, rows, size=50), "may_correct": acting(request).role == FINANCE,
    }  # fmt: skip
    return render(request, "municipality/sisa_lines.html", context)


def _finals(found: SisaTable) -> list[tuple[str, int, Decimal]]:
    left = repayments_of(found.municipality.pk) if found.finals else {}
    return [(code, of, left[code]) for code, of in sorted(found.finals.items())]


def _signing(request: HttpRequest, found: SisaTable, form: SigningForm | None) -> dict[str, Any]:
    """Who may sign it now, and why nobody can yet."""
    actor, made = acting(request), found.signature
    early = "" if made else too_early(found.municipality, found.year)
    may = may_sign(actor, found.municipality.pk)
    return {
        "too_early": early,
        "may_refuse": may and made is not None and made.status == "proposed",
        "may_second": made is not None and may_second(actor, made),
        "form": (form or signing_form(found)) if may and made is None and not early else None,
    }


def signing_form(found: SisaTable, *data: Any) -> SigningForm:
    """What is asked when the table is prepared: which regulations are final, and what no figure says."""
    codes = sorted({row.regulation for row in found.rows if row.regulation} - set(found.finals))
    return SigningForm(codes, asked_by_hand(forms_for(found)), *data)


def own(request: HttpRequest) -> Municipality:
    """The municipality of who looks."""
    return get_object_or_404(queries.municipalities_visible_to(acting(request)))


def known(year: int) -> int:
    """The year, or 404 for one of another age."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return year
