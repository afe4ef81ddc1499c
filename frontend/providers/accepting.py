"""A provider answers the invoices that are written in its name: accept one in a tap or many at once, or object."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MANAGER, PROVIDER_ROLES
from frontend.access import deed_page
from frontend.answering import Failed, answered, answering
from frontend.buttons import Button
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from portal.invoices import accepting, queries, rules
from portal.invoices.models import Acceptance, Invoice
from portal.people.actors import acting

MOST = 100
BUTTONS: tuple[Button[Acceptance], ...] = (
    Button(
        "accept",
        rules.may_accept,
        lambda row, by, _reason: accepting.accept(row, by=by),
        _("It is right: accept it"),
        _("From then on it is your invoice."),
        _("Accepted."),
        kind="primary-action",
    ),
    Button(
        "object",
        rules.may_object,
        lambda row, by, reason: accepting.object_to(row, reason=reason, by=by),
        _("It is not right: object"),
        _("The municipality reads why. Until it answers, with a reason or a credit note, the invoice is not paid."),
        _("The municipality reads what is wrong, and answers you."),
        kind="danger",
        asks_reason=True,
    ),
)  # fmt: skip


class Ticked(PageForm):
    """The invoices that are ticked."""

    invoices = forms.TypedMultipleChoiceField(coerce=UUID, required=False)


def mine(request: HttpRequest, pk: UUID) -> Invoice:
    """An own invoice; 404 for another's."""
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def shown(request: HttpRequest, invoice: Invoice, failed: Failed = None) -> HttpResponseBase:
    """The page of the invoice."""

    def address(name: str) -> str:
        return reverse("providers:invoice-deed", args=[invoice.pk, name])

    context: dict[str, Any] = {"invoice": invoice, "documents": invoice.documents.defer("content").order_by("kind")}
    context |= answering(request, invoice, BUTTONS, address, failed)
    return render(request, "providers/invoice.html", context, status=failed[1].status if failed else 200)


@deed_page(*PROVIDER_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Accept, object, or have it sent again; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)
    answer = answered(request, lambda: mine(request, pk), deed, BUTTONS, _address)
    return answer if isinstance(answer, HttpResponseRedirect) else shown(request, mine(request, pk), (deed, answer))


@deed_page(MANAGER)
def many(request: HttpRequest) -> HttpResponseBase:
    """Accept all that is ticked; a refused one stops no other."""
    form = Ticked(request.POST)
    field = form.fields["invoices"]
    assert isinstance(field, forms.TypedMultipleChoiceField)
    ticked = request.POST.getlist("invoices")[:MOST]
    waiting = queries.to_accept(acting(request)).values_list("invoice", flat=True)
    field.choices = [(str(pk), str(pk)) for pk in waiting if str(pk) in ticked]
    answer = attempt(request, lambda: _accepted(request, form.cleaned_data["invoices"])) if form.is_valid() else None
    return redirect("providers:invoices") if answer is None or isinstance(answer, Refusal) else answer


def _accepted(request: HttpRequest, ticked: list[UUID]) -> Done:
    results = accepting.accept_many(ticked, by=acting(request))
    good = sum(not each.refused for each in results)
    sentence = ngettext("%(number)s invoice accepted.", "%(number)s invoices accepted.", good) % {"number": good}
    refused = [(False, f"{each.number}: {each.refused}") for each in results if each.refused]
    if not results:
        refused, sentence = [(False, gettext("Tick at least one invoice."))], ""
    return Done(reverse("providers:invoices"), sentence if good else "", tuple(refused))


def _address(invoice: Invoice) -> str:
    return reverse("providers:invoice", args=[invoice.pk])
