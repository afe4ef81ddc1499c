"""What the bank says: statements, lines that nobody recognised, and payments that came back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from frontend.access import deed_page, page, refused
from frontend.chips import Stages, by_status
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from portal.payments import queries, settling
from portal.payments import statements as bank
from portal.payments.causes import cause
from portal.people.actors import acting

ENTRIES: Stages = {
    "open": (gettext_lazy("To look at"), ("open",)),
    "resolved": (gettext_lazy("Looked at"), ("resolved",)),
    "booked": (gettext_lazy("Booked"), ("booked",)),
}
RETURNED: Stages = {
    "open": (gettext_lazy("Came back"), ("open",)),
    "mended": (gettext_lazy("Can be paid again"), ("mended",)),
}
MOST_BYTES = 50_000_000
SAID = 20


class StatementFile(PageForm):
    """A statement of the bank."""

    file = forms.FileField(
        label=gettext_lazy("Statement of the bank (camt.053)"),
        help_text=gettext_lazy("The XML file as the bank made it. The same file twice changes nothing."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml"}),
    )


@page(*MUNICIPAL_ROLES)
def statements(request: HttpRequest) -> HttpResponseBase:
    """Read a statement, and the lines of earlier ones; `?status=` picks."""
    return _statements(request)


@deed_page(FINANCE)
def read(request: HttpRequest) -> HttpResponseBase:
    """Read a statement: what was paid is settled, what came back is marked, and what is unknown waits on the list."""
    form = StatementFile(request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _read(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _statements(request, form)


@deed_page(FINANCE)
def resolve(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Say what a line is that nobody recognised; 404 for another municipality's."""
    get_object_or_404(queries.entries_visible_to(acting(request)), pk=pk)
    form = Reason(request.POST)
    if form.is_valid():

        def deed() -> Done:
            row = queries.entries_visible_to(acting(request)).get(pk=pk)
            bank.resolve(row, reason=form.cleaned_data["reason"], by=acting(request))
            return Done(reverse("municipality:statements"), _("Looked at: it is off the list."))

        answer = attempt(request, deed)
        return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer
    return redirect("municipality:statements")


@page(*MUNICIPAL_ROLES)
def returned(request: HttpRequest) -> HttpResponseBase:
    """Payments that the bank sent back, with the reason and the way on; `?status=` picks."""
    rows, chips = by_status(queries.returned_visible_to(acting(request)), RETURNED, request.GET.get("status", ""))
    found = page_of(request, rows, size=25)
    context = {
        "page": found,
        "chips": chips,
        "rows": [(each, cause(each.code, each.words)) for each in found],
        "may_mend": acting(request).is_one_of(FINANCE),
    }
    return render(request, "municipality/returned.html", context)


@page(*MUNICIPAL_ROLES)
def returned_one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """To the batch of a payment that came back; 404 for another municipality's."""
    found = get_object_or_404(queries.returned_visible_to(acting(request)), pk=pk)
    return redirect(f"{reverse('municipality:returned')}?status={found.status}#{found.pk}")


@deed_page(FINANCE)
def mend(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The account is right after all: it can be paid again. 404 for another municipality's."""
    get_object_or_404(queries.returned_visible_to(acting(request)), pk=pk)
    form = Reason(request.POST)
    if form.is_valid():

        def deed() -> Done:
            row = queries.returned_visible_to(acting(request)).get(pk=pk)
            settling.mend(row, how=form.cleaned_data["reason"], by=acting(request))
            return Done(reverse("municipality:payments"), _("It stands on the list of what is due again."))

        answer = attempt(request, deed)
        return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer
    return redirect("municipality:returned")


def _read(request: HttpRequest, form: StatementFile) -> Done:
    file = form.cleaned_data["file"]
    outcomes = bank.read_statement(file.read(MOST_BYTES), name=file.name, by=acting(request))
    said = ngettext("Read: %(number)s line.", "Read: %(number)s lines.", len(outcomes)) % {"number": len(outcomes)}
    told = [
        (each.outcome in ("settled", "known"), f"{each.entry.end_to_end_id or each.entry.batch_id}: {each.sentence}")
        for each in sorted(outcomes, key=lambda each: each.outcome in ("settled", "known"))
    ]
    return Done(reverse("municipality:statements"), said, tuple(told[:SAID]))


def _statements(request: HttpRequest, form: StatementFile | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows, chips = by_status(queries.entries_visible_to(actor), ENTRIES, request.GET.get("status", ""))
    may = actor.is_one_of(FINANCE)
    context = {
        "form": (form or StatementFile()) if may else None,
        "page": page_of(request, rows, size=25),
        "chips": chips,
        "may_resolve": may,
    }
    return render(request, "municipality/statements.html", context, status=form.status if form else 200)
