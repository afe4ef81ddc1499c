"""Invoices that providers sent in: what fits goes by itself, what differs is judged here."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from catalogue.journal.queries import history_of
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.chips import Stages, by_status
from frontend.forms import Reason
from frontend.history import told
from frontend.listing import page_of
from frontend.providers.received import file_of
from portal.invoices import queries, receiving, rules
from portal.invoices.models import ReceivedInvoice
from portal.people.actors import acting

STAGES: Stages = {
    "waiting": (_("To judge"), ("waiting",)),
    "taken": (_("Accepted to be paid"), ("matched", "accepted")),
    "refused": (_("Refused or invalid"), ("refused", "invalid")),
    "all": (_("All"), ()),
}
BUTTONS: tuple[Button[ReceivedInvoice], ...] = (
    Button(
        "accept",
        rules.may_judge,
        lambda row, by, reason: receiving.accept(row, reason=reason, by=by),
        _("Take it in all the same"),
        _("It is paid to the account that is known here. Say why it may be paid although it differs."),
        _("Taken in. It can be paid."),
        kind="primary-action",
        asks_reason=True,
    ),
    Button(
        "refuse",
        rules.may_judge,
        lambda row, by, reason: receiving.refuse(row, reason=reason, by=by),
        _("Refuse this invoice"),
        _("The provider reads why, and can send another one."),
        _("Refused. The provider reads why."),
        kind="danger",
        asks_reason=True,
    ),
)


@page(*MUNICIPAL_ROLES)
def received(request: HttpRequest) -> HttpResponseBase:
    """The list; `?status=` picks."""
    rows, chips = by_status(queries.received_visible_to(acting(request)), STAGES, request.GET.get("status", ""))
    return render(request, "municipality/received.html", {"page": page_of(request, rows, size=25), "chips": chips})


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One of them, with how it differs."""
    return _shown(request, _mine(request, pk))


@deed_page(FINANCE)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Accept or refuse; a refusal of the rules shows the page with their sentence."""
    _mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: _mine(request, pk), lambda each: _address(each.pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, _mine(request, pk), failed=(deed, answer))


@page(*MUNICIPAL_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file as it came; 404 for another municipality's."""
    return file_of(request, pk)


def _address(pk: UUID) -> str:
    return reverse("municipality:received-invoice", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> ReceivedInvoice:
    return get_object_or_404(queries.received_visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, row: ReceivedInvoice, failed: tuple[str, Reason] | None = None) -> HttpResponseBase:
    def address(name: str) -> str:
        return reverse("municipality:received-deed", args=[row.pk, name])

    context = {
        "row": row,
        "said": row.content and {name: Decimal(row.content[name]) for name in ("net", "vat", "gross")},
        "buttons": shown(BUTTONS, acting(request), row, address, failed),
        "steps": told(history_of(row.pk)),
    }
    return render(request, "municipality/received_invoice.html", context, status=failed[1].status if failed else 200)
