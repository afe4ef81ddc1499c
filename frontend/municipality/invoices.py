"""The invoices that the municipality pays, first due first."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, words_asked
from frontend.invoice_lists import by_status
from frontend.listing import page_of
from frontend.municipality import objected
from frontend.providers.invoices import document_of
from frontend.tables import table, way_asked
from portal.invoices import queries
from portal.people.actors import acting

STAGES: Stages = {
    "open": (_("To be paid"), ("issued", "sent", "returned")),
    "making": (_("Being made"), ("pending", "failed")),
    "paid": (_("Paid"), ("paid",)),
    "credited": (_("Credited"), ("credited",)),
    "all": (_("All"), ()),
}


@page(*MUNICIPAL_ROLES)
def invoices(request: HttpRequest) -> HttpResponseBase:
    """The list; `?status=` picks, `?q=` searches number and provider."""
    actor = acting(request)
    rows = queries.visible_to(actor)
    wanted = words_asked(request)
    if wanted:
        rows = rows.filter(provider__name__icontains=wanted) | rows.filter(number__icontains=wanted)
    rows, chips = by_status(rows.defer(None), STAGES, request.GET.get("status", ""))
    rows = rows.select_related("provider").defer("content", "credits__content").order_by("due_on", "number")
    if way := way_asked(request):
        return table(list_tables.invoices(rows), way)
    context = {
        "page": page_of(request, rows, size=25), "chips": chips, "q": wanted, "objections": queries.objected(actor),
    }  # fmt: skip
    return render(request, "municipality/invoices.html", context)


@page(*MUNICIPAL_ROLES)
def invoice(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of an invoice of the own municipality; 404 for another's."""
    return objected.shown(request, objected.mine(request, pk))


@page(*MUNICIPAL_ROLES)
def document(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The UBL or PDF of an invoice; 404 for another municipality's and while it is being made."""
    return document_of(request, pk, kind)
