"""Payments: what is due, and the batches that go to the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from catalogue.money import ZERO
from catalogue.sheets import Sheet
from frontend.access import deed_page, page
from frontend.chips import words_asked
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from frontend.listing import page_of
from frontend.tables import table, way_asked
from frontend.wording import euro
from portal.payments import actions, queries, rules
from portal.payments.due import ORDERS, Due, due
from portal.people.actors import acting

SORTS: tuple[tuple[str, str | Promise], ...] = (
    ("due", gettext_lazy("first due first")),
    ("-amount", gettext_lazy("most money first")),
    ("payee", gettext_lazy("by name")),
)
SHOWN = 100


class Prepare(PageForm):
    """Which invoices and claims, and on which day the bank pays."""

    invoices = forms.MultipleChoiceField(
        label=gettext_lazy("Invoices"), widget=forms.CheckboxSelectMultiple, required=False
    )
    claims = forms.MultipleChoiceField(
        label=gettext_lazy("Claims"), widget=forms.CheckboxSelectMultiple, required=False
    )
    execution_date = Day(label=gettext_lazy("The bank pays on"))

    def __init__(self, rows: Sequence[Due], filled: Any = None) -> None:
        ready = [(row.kind, str(row.id)) for row in rows if not row.hold]
        ids = {f"{kind}s": [each for one, each in ready if one == kind] for kind in ("invoice", "claim")}
        super().__init__(filled, initial={**ids, "execution_date": timezone.localdate()})
        for name, known in ids.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(each, each) for each in known]
        self.ticked = {*(self["invoices"].value() or []), *(self["claims"].value() or [])}

    def clean(self) -> dict[str, Any]:
        """At least one is ticked."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("invoices") and not given.get("claims"):
            self.add_error("invoices", _("Tick at least one invoice or claim."))
        return given


@page(*MUNICIPAL_ROLES)
def payments(request: HttpRequest) -> HttpResponseBase:
    """What is due, with `?q=` and `?sort=`, and below it the batches; `?format=` gives the list of due as a file."""
    if way := way_asked(request):
        return table(_sheet(_rows(request)), way)
    return _shown(request)


@deed_page(FINANCE)
def prepare(request: HttpRequest) -> HttpResponseBase:
    """Put what is ticked in a batch; another person releases it."""
    form = Prepare(due(acting(request)), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _prepared(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _prepared(request: HttpRequest, form: Prepare) -> Done:
    given = form.cleaned_data
    made = actions.prepare(
        invoices_wanted=[UUID(each) for each in given["invoices"]],
        claims_wanted=[UUID(each) for each in given["claims"]],
        execution_date=given["execution_date"], by=acting(request),
    )  # fmt: skip
    said = _("Prepared: %(total)s. A colleague releases it now.") % {"total": euro(made.total)}
    return Done(reverse("municipality:batch", args=[made.pk]), said)


def _rows(request: HttpRequest) -> list[Due]:
    sort = request.GET.get("sort", "")
    return due(acting(request), words=words_asked(request), order=sort if sort in ORDERS else "due")


def _shown(request: HttpRequest, form: Prepare | None = None) -> HttpResponseBase:
    actor, rows = acting(request), _rows(request)
    seen = rows[:SHOWN]
    form = form or (Prepare(seen) if rules.may_prepare(actor) else None)
    context = {
        "rows": seen,
        "q": words_asked(request),
        "sort": request.GET.get("sort", "due"),
        "sorts": SORTS,
        "hidden": len(rows) - len(seen),
        "together": sum((row.amount for row in rows), ZERO),
        "held": sum(1 for row in rows if row.hold),
        "form": form,
        "page": page_of(request, queries.visible_to(actor).prefetch_related(None), size=20),
        "looked_at": queries.entries_visible_to(actor).filter(status="open").count(),
        "came_back": queries.returned_visible_to(actor).filter(status="open").count(),
    }
    return render(request, "municipality/payments.html", context, status=form.status if form else 200)


def _sheet(rows: Sequence[Due]) -> Sheet:
    head = [
        _("Number"), _("Kind"), _("Payee"), _("In the name of"), _("Account"), _("Amount"), _("To be paid before"),
        _("Why not now"),
    ]  # fmt: skip
    kinds = {"invoice": _("invoice"), "claim": _("claim")}
    lines = (
        [
            row.number, kinds[row.kind], row.payee.name, row.account_name, row.iban, row.amount, row.due_on,
            row.hold,
        ]
        for row in rows
    )  # fmt: skip
    return Sheet(_("To be paid"), head, lines)
