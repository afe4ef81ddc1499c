"""The declarations of a school, and what it can declare: granted requests, and bookings that it paid itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.money import CENT
from catalogue.offers.models import MOST_UNITS
from frontend import list_tables
from frontend.access import deed_page, page, refused
from frontend.chips import Stages, by_status
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm, WholeNumber
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bespoke.models import BespokeRequest
from portal.claims import actions, queries, rules
from portal.claims.models import Claim, ClaimLine
from portal.people.actors import acting

ROLES = (*SCHOOL_ROLES, BOARD)
MORE = 3  # empty rows below what is filled in
STAGES: Stages = {
    "": (gettext_lazy("All"), ()),
    "open": (gettext_lazy("To finish"), ("draft", "returned")),
    "submitted": (gettext_lazy("At the municipality"), ("submitted",)),
    "approved": (gettext_lazy("Approved"), ("approved", "failed")),
    "paid": (gettext_lazy("Paid"), ("settled",)),
    "ended": (gettext_lazy("Ended"), ("rejected", "withdrawn")),
}


class Costs(PageForm):
    """What it cost, row by row; empty rows count for nothing."""

    def __init__(self, lines: Sequence[ClaimLine], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(len(lines) + MORE)
        self.requests = [line.request_id for line in lines]
        for i in self.numbers:
            line = lines[i] if i < len(lines) else None
            shown = {"number": i + 1}
            self.fields[f"what-{i}"] = forms.CharField(
                label=_("Cost %(number)s: for what?") % shown, max_length=200, required=False,
                initial=line.description if line else "",
            )  # fmt: skip
            self.fields[f"quantity-{i}"] = WholeNumber(
                label=_("How many?"), most=MOST_UNITS, required=False, initial=line.quantity if line else 1
            )
            self.fields[f"price-{i}"] = Euros(
                label=_("What did one cost?"), least=CENT, required=False, initial=line.unit_price if line else None
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The fields of each row, for the page."""
        return [(self[f"what-{i}"], self[f"quantity-{i}"], self[f"price-{i}"]) for i in self.numbers]

    def wanted(self, request: BespokeRequest) -> list[actions.Wanted]:
        """The rows that say an amount; a cost that is there stays with its own request, a new one is for this."""
        given, own = self.cleaned_data, dict(enumerate(self.requests))
        return [
            actions.Wanted(
                request=own.get(i, request.pk), quantity=given[f"quantity-{i}"] or 1, unit_price=given[f"price-{i}"],
                description=given[f"what-{i}"],
            )
            for i in self.numbers
            if given[f"price-{i}"] is not None or given[f"what-{i}"]
        ]  # fmt: skip

    def field_of(self, location: str) -> str:
        """`#/lines/0/unitPrice` → the price of the first row that was filled in."""
        parts = location.removeprefix("#/").split("/")
        filled = [i for i in self.numbers if self.data.get(f"price-{i}") or self.data.get(f"what-{i}")]
        if parts[0] != "lines" or len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(filled):
            return ""
        return f"{'quantity' if parts[2] == 'quantity' else 'price'}-{filled[int(parts[1])]}"


@page(*ROLES)
def claims(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks. Above it what can be declared."""
    actor = acting(request)
    rows, chips = by_status(queries.visible_to(actor), STAGES, request.GET.get("status", ""))
    rows = rows.prefetch_related(None).prefetch_related("lines").order_by("-created_at")
    if way := way_asked(request):
        return table(list_tables.claims(rows), way)
    context = {
        "page": page_of(request, rows, size=20),
        "chips": chips,
        "requests": queries.to_declare(actor),
        "bookings": queries.paid_by_school(actor),
        "may_claim": rules.may_claim(actor),
    }
    return render(request, "schools/claims.html", context)


@page(*ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Declare the costs of a granted request; 404 for another's, or when nothing is left to declare."""
    found = get_object_or_404(queries.to_declare(acting(request)), pk=pk)
    form = Costs([], request.POST or None)
    if request.method == "POST" and form.is_valid():

        def declare() -> Done:
            row = actions.claim(form.wanted(found), by=acting(request))
            said = _("Your declaration is made. Add the bills, and submit it.")
            return Done(reverse("schools:claim", args=[row.pk]), said)

        answer = attempt(request, declare)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _lines(request, form, found)


@page(*ROLES, methods=("GET", "HEAD", "POST"))
def lines(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Other costs in a declaration for a request; 404 for another's."""
    claim = get_object_or_404(
        queries.visible_to(acting(request)).filter(lines__request__isnull=False).distinct(), pk=pk
    )
    rows = list(claim.lines.all())
    found = rows[0].request
    assert found is not None  # asked above
    form = Costs(rows, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def change() -> Done:
            actor = acting(request)
            actions.edit(queries.visible_to(actor).get(pk=pk), form.wanted(found), by=actor)
            return Done(reverse("schools:claim", args=[pk]), _("The lines of your declaration are changed."))

        answer = attempt(request, change)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _lines(request, form, found, claim)


@deed_page(*ROLES)
def declare_booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Declare a booking of which the school paid the bill; 404 for another's."""
    found = get_object_or_404(queries.paid_by_school(acting(request)), pk=pk)

    def declare() -> Done:
        row = actions.claim([actions.Wanted(found.pk)], by=acting(request))
        said = _("Your declaration is made. Add the bill that you paid, and submit it.")
        return Done(reverse("schools:claim", args=[row.pk]), said)

    answer = attempt(request, declare)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer


def _lines(request: HttpRequest, form: Costs, found: BespokeRequest, claim: Claim | None = None) -> HttpResponseBase:
    actor = acting(request)
    may_claim = rules.may_edit(actor, claim) if claim else rules.may_claim(actor)
    context = {"form": form, "found": found, "claim": claim, "may_claim": may_claim}
    return render(request, "schools/claim_lines.html", context, status=form.status)
