"""The budget: what was granted, reserved and spent, and every movement behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import page
from frontend.chosen_school import needed
from frontend.listing import page_of
from frontend.schools.movements import movements_of
from portal.budgets import queries
from portal.people.actors import acting


@page(*SCHOOL_ROLES, BOARD)
def budget(request: HttpRequest) -> HttpResponseBase:
    """The account of the school in its newest programme, or in the one of `?programme=`."""
    school, actor = needed(request), acting(request)
    accounts = sorted(
        queries.visible_to(actor).filter(school=school), key=lambda each: each.programme.starts_on, reverse=True
    )
    asked = request.GET.get("programme", "")
    account = next((each for each in accounts if str(each.programme_id) == asked), accounts[0] if accounts else None)
    entries = page_of(request, queries.entries_of(account), size=30) if account else None
    shown = {
        "school": school,
        "accounts": accounts,
        "account": account,
        "page": entries,
        "movements": movements_of(actor, entries.object_list) if entries else [],
    }
    return render(request, "schools/budget.html", shown)
