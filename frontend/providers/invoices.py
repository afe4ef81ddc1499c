"""The invoices that the municipality wrote in the name of the provider, with their files."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages
from frontend.invoice_lists import by_status
from frontend.listing import page_of
from frontend.private_files import sent
from frontend.providers import accepting
from frontend.tables import table, way_asked
from portal.invoices import queries
from portal.invoices.rules import may_send
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "open": (_("To be paid"), ("pending", "issued", "sent", "returned", "failed")),
    "paid": (_("Paid"), ("paid",)),
    "credited": (_("Credited"), ("credited",)),
}
TYPES = {"ubl": "application/xml", "pdf": "application/pdf"}
ENDINGS = {"ubl": "xml", "pdf": "pdf"}


@page(*PROVIDER_ROLES)
def invoices(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks."""
    actor = acting(request)
    rows, chips = by_status(queries.visible_to(actor), STAGES, request.GET.get("status", ""))
    rows = rows.select_related("provider", "municipality").defer("content", "credits__content")
    if way := way_asked(request):
        return table(list_tables.invoices(rows), way)
    waiting = queries.to_accept(actor)[: accepting.MOST]
    context = {
        "page": page_of(request, rows, size=20), "chips": chips, "waiting": waiting, "may_accept": may_send(actor),
    }  # fmt: skip
    return render(request, "providers/invoices.html", context)


@page(*PROVIDER_ROLES)
def invoice(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of an own invoice; 404 for another's."""
    return accepting.shown(request, accepting.mine(request, pk))


@page(*PROVIDER_ROLES)
def document(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The UBL or PDF of an own invoice; 404 for another's and while it is being made."""
    return document_of(request, pk, kind)


def document_of(request: HttpRequest, pk: UUID, kind: str) -> HttpResponseBase:
    """The file of an invoice that the actor sees; 404 otherwise."""
    found = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    row = queries.document_of(found, kind)
    if row is None or kind not in TYPES:
        raise Http404
    name = f"{found.number}.{ENDINGS[kind]}"
    return sent(bytes(row.content), name=name, content_type=TYPES[kind], inline="show" in request.GET)
