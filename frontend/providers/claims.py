"""The claims of the provider, and what is ready to be claimed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.money import ZERO
from frontend import list_tables
from frontend.access import page
from frontend.chips import Stages, by_status
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bookings.models import Booking
from portal.claims import queries, rules
from portal.people.actors import acting

STAGES: Stages = {
    "": (_("All"), ()),
    "open": (_("To finish"), ("draft", "returned")),
    "submitted": (_("At the municipality"), ("submitted",)),
    "approved": (_("Approved"), ("approved", "failed")),
    "paid": (_("Paid"), ("settled",)),
    "ended": (_("Ended"), ("rejected", "withdrawn")),
}


@dataclass(frozen=True, slots=True)
class Ready:
    """What can be claimed of one programme: how many bookings and how much."""

    programme: UUID
    name: str
    number: int
    amount: Decimal


def ready(actor: Actor) -> list[Ready]:
    """What is delivered and not claimed, per programme: a claim is about one programme."""
    found: dict[UUID, list[Booking]] = {}
    for each in queries.ready_to_claim(actor).prefetch_related(None):
        found.setdefault(each.offer.programme_id, []).append(each)
    return [
        Ready(
            programme, rows[0].offer.programme.name, len(rows), _sum(min(row.reserved, row.claimable) for row in rows)
        )
        for programme, rows in found.items()
    ]


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)


@page(*PROVIDER_ROLES)
def claims(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks."""
    actor = acting(request)
    rows, chips = by_status(queries.visible_to(actor), STAGES, request.GET.get("status", ""))
    rows = rows.prefetch_related(None).prefetch_related("lines", "invoices").order_by("-created_at")
    if way := way_asked(request):
        return table(list_tables.claims(rows), way)
    context = {
        "page": page_of(request, rows, size=20),
        "chips": chips,
        "ready": ready(actor),
        "may_claim": rules.may_claim(actor),
    }
    return render(request, "providers/claims.html", context)
