"""The schools with their budgets: who chose, who did not yet, and what is left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.organisations.models import School
from catalogue.organisations.queries import counts_visible_to, schools_visible_to, scores_visible_to
from frontend import list_tables
from frontend.access import page
from frontend.chips import words_asked
from frontend.listing import page_of
from frontend.tables import table, way_asked
from portal.bookings import queries as bookings
from portal.budgets import queries as budgets
from portal.budgets.models import Account
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Row:
    """A school with its accounts and how many bookings it has."""

    school: School
    accounts: list[Account]
    bookings: int


@page(*MUNICIPAL_ROLES)
def schools(request: HttpRequest) -> HttpResponseBase:
    """The schools by name; `?q=` searches name, code and board."""
    actor = acting(request)
    wanted = words_asked(request)
    rows = schools_visible_to(actor).annotate(number=Count("bookings")).order_by("name", "pk")
    if wanted:
        named = Q(name__icontains=wanted) | Q(location_code__istartswith=wanted) | Q(board__name__icontains=wanted)
        rows = rows.filter(named)
    if way := way_asked(request):
        return table(list_tables.schools(rows), way)
    found = page_of(request, rows, size=24)
    accounts = _accounts(actor, [school.pk for school in found])
    shown = [Row(school, accounts[school.pk], school.number) for school in found]
    return render(request, "municipality/schools.html", {"page": found, "rows": shown, "q": wanted})


@page(*MUNICIPAL_ROLES)
def school(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One school: pupils, budget, every booking; 404 for another municipality's."""
    actor = acting(request)
    found = get_object_or_404(schools_visible_to(actor), pk=pk)
    mine = bookings.visible_to(actor).filter(school=found).prefetch_related(None)
    counts = list(counts_visible_to(actor).filter(school=found))
    context = {
        "school": found,
        "accounts": _accounts(actor, [found.pk])[found.pk],
        "counts": counts[:3],
        "scores": scores_visible_to(actor).filter(school=found)[:3],
        "masked": any(each.masked for each in counts),
        "page": page_of(request, mine, size=20),
    }
    return render(request, "municipality/school.html", context)


def _accounts(actor: Actor, schools: list[UUID]) -> defaultdict[UUID | None, list[Account]]:
    found: defaultdict[UUID | None, list[Account]] = defaultdict(list)
    for account in budgets.visible_to(actor).filter(school__in=schools):
        found[account.school_id].append(account)
    return found
