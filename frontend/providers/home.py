"""The overview of a provider: who waits for me, what can I claim?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.money import ZERO
from catalogue.offers import directory
from catalogue.offers import queries as offers
from catalogue.offers.models import Offer
from catalogue.organisations import queries as organisations
from frontend import wording
from frontend.access import page
from frontend.providers.report_forms import Delivered
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.reports import Report, report_of
from portal.claims import queries as claims
from portal.claims import rules
from portal.claims.gathering import ready
from portal.people.actors import acting
from portal.worklist.queries import Task, tasks_of

SHOWN = 5


@dataclass(frozen=True, slots=True)
class ToDeliver:
    """A booking with the form that reports its delivery."""

    booking: Booking
    form: Delivered
    reported: Report | None


@dataclass(frozen=True, slots=True)
class Returned:
    """An offer that came back, with what to change."""

    offer: Offer
    remark: str


@page(*PROVIDER_ROLES)
def home(request: HttpRequest) -> HttpResponseBase:
    """What waits for the provider, with the shortest way to do it."""
    actor = acting(request)
    mine = bookings.visible_to(actor).prefetch_related(None).select_related("session", "offer__revision")
    waiting = mine.filter(status__in=("confirmed", "disputed")).prefetch_related("deliveries").order_by("created_at")
    due, later = this_week(waiting)
    own, tasks = list(offers.own(actor)), tasks_of(actor)
    context = reminders_of(actor) | {
        "tasks": len(tasks),
        "invoices": [task for task in tasks if task.deed == "accept_invoice"][:SHOWN],
        "measuring": [task for task in tasks if task.deed == "fill_in_measurement"][:SHOWN],
        "proposals": _rows(tasks, "answer_dates"),
        "written": _rows(tasks, "read_message"),
        "returned_claims": _rows(tasks, "improve_claim"),
        "asked_again": _rows(tasks, "renew_offer"),
        "requests": mine.filter(status="requested")
        .order_by("created_at")
        .prefetch_related("offer__revision__themes")[:SHOWN],
        "deliveries": [ToDeliver(each, Delivered.of(each), report_of(each)) for each in due[:SHOWN]],
        "later": later + len(due[SHOWN:]),
        "ready": ready(actor),
        "may_claim": rules.may_claim(actor),
        "returned_offers": [Returned(each, last_remark(each)) for each in own if _came_back(each)][:SHOWN],
        "money": _money(actor),
        "offers": own[:SHOWN],
        "more_offers": len(own),
    }
    return render(request, "providers/home.html", context)


def _rows(tasks: Iterable[Task], deed: str) -> list[Any]:
    """What the list of tasks found for one deed, as it is shown here: a few."""
    return [task.row for task in tasks if task.deed == deed][:SHOWN]


def this_week(waiting: Iterable[Booking]) -> tuple[list[Booking], int]:
    """What is to be reported this week: disputed first, then what should have been, then by day; and how many later."""
    today = timezone.localdate()
    sunday = today + timedelta(days=7 - today.isoweekday())
    rows = [(each, each.planned_on or today) for each in waiting]
    due = [(each.status != "disputed", day, each) for each, day in rows if day <= sunday or each.status == "disputed"]
    due.sort(key=lambda row: row[:2])
    return [each for _status, _day, each in due], len(rows) - len(due)


def reminders_of(actor: Actor) -> dict[str, Any]:
    """What a provider has to know of itself: where it waits, is asked or suspended, whether its page is fresh."""
    provider = organisations.own_providers(actor).get()
    return {
        "provider": provider,
        "is_public": organisations.providers().filter(pk=provider.pk).exists(),
        "unsettled": organisations.admissions_visible_to(actor).exclude(status__in=("admitted", "refused")),
        "stale": directory.is_stale(provider),
        "contact": organisations.contact_now(provider),
    }


def last_remark(offer: Offer) -> str:
    """What the municipality asked to change, the last time that it returned the offer."""
    lines = history_of(offer.pk).filter(event__in=("offer.returned", "offer.revision_returned"))
    found = lines.last()
    return found.because if found else ""


def _came_back(offer: Offer) -> bool:
    return offer.draft is not None and offer.draft.status == "returned"


def _money(actor: Actor) -> list[tuple[str, Decimal, str]]:
    """How much is submitted, approved and paid, for a chart."""
    rows = claims.visible_to(actor).order_by().prefetch_related(None).select_related(None)
    found = {
        status: (claimed or ZERO, sanctioned or ZERO)
        for status, claimed, sanctioned in rows.values_list("status").annotate(Sum("claimed"), Sum("sanctioned"))
    }
    none = (ZERO, ZERO)
    figures = (
        (_("Submitted, waits for a decision"), found.get("submitted", none)[0]),
        (_("Approved, will be paid"), found.get("approved", none)[1]),
        (_("Paid"), found.get("settled", none)[1]),
    )
    return [(label, amount, wording.euro(amount)) for label, amount in figures]
