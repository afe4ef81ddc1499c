"""Crediting an invoice: which lines, how much, why, and where the money goes; and money that comes back afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, Words
from portal.invoices import crediting, queries
from portal.invoices.credit_notes import earlier, frozen, left_of
from portal.invoices.document import Line
from portal.invoices.models import Invoice
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the invoice, what is left of it, and the field for how much is credited."""

    line: Line
    left: Decimal
    field: forms.BoundField


class Credit(PageForm):
    """How much of each line, why, and what becomes of the money. `version` is what the person was looking at."""

    reason = Words(
        label=gettext_lazy("Why?"), most=500, help_text=gettext_lazy("The provider reads this on the credit note.")
    )
    remainder = forms.ChoiceField(
        label=gettext_lazy("What becomes of the money"), widget=forms.RadioSelect, initial="release",
        choices=[
            ("release", gettext_lazy("goes back to be chosen again")),
            ("keep", gettext_lazy("stays reserved: the provider claims it again")),
        ],
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, lines: Sequence[tuple[Line, Decimal]], filled: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, initial={"version": version})
        self.lines = list(lines)
        for line, left in self.lines:
            label = gettext_lazy("Credit, in euros")
            self.fields[f"line-{line.number}"] = Euros(label=label, initial=left, required=False)

    @property
    def rows(self) -> list[Row]:
        """The lines with their fields."""
        return [Row(line, left, self[f"line-{line.number}"]) for line, left in self.lines]

    @property
    def wanted(self) -> list[tuple[int, Decimal]]:
        """The lines of which something is credited."""
        found = [(line.number, self.cleaned_data[f"line-{line.number}"]) for line, _left in self.lines]
        return [(number, amount) for number, amount in found if amount]

    def field_of(self, location: str) -> str:
        """`#/lines/1/amount` is the field of the second line of which something is credited."""
        parts = location.removeprefix("#/").split("/")
        if parts[0] == "lines" and len(parts) == 3:
            return f"line-{self.wanted[int(parts[1])][0]}"
        return super().field_of(location)


class Recover(PageForm):
    """How money came back: by the bank, on a day, or set off against an invoice."""

    how = forms.CharField(max_length=10)
    on = Day(label=gettext_lazy("The money came back on"), required=False)
    against = forms.UUIDField(required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page(FINANCE)
def credit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The form, with everything that is left filled in."""
    found = _mine(request, pk)
    return _form(request, found, Credit(_lines(found), version=found.version))


@deed_page(FINANCE)
def do(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Make the credit note; a refusal shows the form with the sentence of the rule."""
    found = _mine(request, pk)
    form = Credit(_lines(found), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _credited(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = _mine(request, pk)
    return _form(request, found, form)


@deed_page(FINANCE)
def recover(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Record that money came back, or set it off."""
    found = _mine(request, pk)
    form = Recover(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _recovered(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"invoice": _mine(request, pk), "form": form, **recovery_of(request, found)}
    return render(request, "municipality/recover.html", context, status=form.status)


def recovery_of(request: HttpRequest, note: Invoice) -> dict[str, Any]:
    """What the form needs: the open invoices of the provider against which can be set off."""
    open_ones = queries.payable(acting(request)).filter(provider=note.provider_id) if note.to_recover else []
    return {"open_invoices": open_ones, "today": timezone.localdate()}


def _credited(request: HttpRequest, pk: UUID, form: Credit) -> Done:
    given = form.cleaned_data
    note = crediting.credit(
        queries.visible_to(acting(request)).get(pk=pk), reason=given["reason"], lines=form.wanted,
        remainder=given["remainder"], version=given["version"], by=acting(request),
    )  # fmt: skip
    said = _("Credited: %(number)s. The credit note is being made.") % {"number": note.number}
    return Done(reverse("municipality:invoice", args=[note.pk]), said)


def _recovered(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    rows = queries.visible_to(acting(request))
    note = rows.get(pk=pk)
    expect(note, given["version"])
    against = rows.filter(pk=given["against"]).first() if given["against"] else None
    crediting.recover(note, how=given["how"], on=given["on"], against=against, by=acting(request))
    return Done(reverse("municipality:invoice", args=[pk]), _("Recorded."))


def _mine(request: HttpRequest, pk: UUID) -> Invoice:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _lines(found: Invoice) -> list[tuple[Line, Decimal]]:
    document = frozen(found)
    left = left_of(document, earlier(found)) if found.kind != "credit_note" else {}
    return [(line, left[line.number]) for line in document.lines if left.get(line.number)]


def _form(request: HttpRequest, found: Invoice, form: Credit) -> HttpResponseBase:
    return render(request, "municipality/credit.html", {"invoice": found, "form": form}, status=form.status)
