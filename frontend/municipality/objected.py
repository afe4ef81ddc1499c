"""The municipality answers objections to the invoices that it wrote: keeps one with a reason, or credits it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.actor import ASSESSOR, FINANCE
from frontend.access import deed_page
from frontend.answering import Failed, answered, answering
from frontend.buttons import Button
from frontend.municipality.credit import recovery_of
from portal.invoices import accepting, queries, rules
from portal.invoices.credit_notes import frozen
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.terms import issued_late
from portal.people.actors import acting

BUTTONS: tuple[Button[Acceptance], ...] = (
    Button(
        "keep",
        rules.may_keep,
        lambda row, by, reason: accepting.keep(row, reason=reason, by=by),
        _("Keep this invoice as it is"),
        _("It can be paid again. The provider reads why, and has its days to answer anew."),
        _("Kept. The provider reads why."),
        asks_reason=True,
    ),
)


def mine(request: HttpRequest, pk: UUID) -> Invoice:
    """An invoice of the own municipality; 404 for another's."""
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def shown(request: HttpRequest, invoice: Invoice, failed: Failed = None) -> HttpResponseBase:
    """The page of the invoice."""

    def address(name: str) -> str:
        return reverse("municipality:invoice-deed", args=[invoice.pk, name])

    actor = acting(request)
    context: dict[str, Any] = {
        "invoice": invoice,
        "documents": invoice.documents.defer("content").order_by("kind"),
        "late": issued_late(frozen(invoice)),
        "may_credit": rules.may_credit(actor, invoice) and not queries.on_its_way(invoice),
        "may_recover": rules.may_recover(actor, invoice),
        **recovery_of(request, invoice),
        **answering(request, invoice, BUTTONS, address, failed),
    }
    return render(request, "municipality/invoice.html", context, status=failed[1].status if failed else 200)


@deed_page(FINANCE, ASSESSOR)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Keep it, or have it sent again; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)
    answer = answered(request, lambda: mine(request, pk), deed, BUTTONS, _address)
    return answer if isinstance(answer, HttpResponseRedirect) else shown(request, mine(request, pk), (deed, answer))


def _address(invoice: Invoice) -> str:
    return reverse("municipality:invoice", args=[invoice.pk])
