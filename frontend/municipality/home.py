"""The overview of the municipality: is it on course, and what waits for me?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal import actions as outbox
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import undelivered_to
from catalogue.money import ZERO
from catalogue.offers import queries as offers
from catalogue.organisations.queries import to_admit
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from portal.bookings import queries as bookings
from portal.budgets import queries as budgets
from portal.claims import queries as claims
from portal.people.actors import acting
from portal.worklist.queries import Task, tasks_of

SHOWN = 6
WORK: dict[str, str | Promise] = {
    "admission.admitted": gettext_lazy("The letter about an admission could not be sent."),
    "admission.invited": gettext_lazy("The letter about an invitation could not be sent."),
    "admission.refused": gettext_lazy("The letter about an admission could not be sent."),
    "admission.suspended": gettext_lazy("The letter about an admission could not be sent."),
    "invitation.added": gettext_lazy("The letter about an invitation could not be sent."),
    "provider.renamed": gettext_lazy("The offers of a renamed provider could not be indexed."),
    "claim.approved": gettext_lazy("The number of an invoice could not be drawn."),
    "invoice.pending": gettext_lazy("The files of an invoice could not be made."),
    "digest.due": gettext_lazy("An e-mail about new offers could not be sent."),
    "reminder.added": gettext_lazy("A reminder could not be sent."),
    "job.queued": gettext_lazy("Work in the background could not be ended."),
}
DEEDS: dict[str, tuple[str | Promise, str]] = {
    "pay_invoice": (gettext_lazy("Pay this invoice"), "municipality:invoice"),
    "release_batch": (gettext_lazy("Release this payment, as the second person"), "municipality:batch"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the plan: how much, of how much, and what it means."""

    label: str
    amount: Decimal
    of: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Work that keeps failing, in words."""

    line: JournalLine
    words: str | Promise


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for the actor, and where to do it."""

    words: str | Promise
    task: Task
    address: str


@page(*MUNICIPAL_ROLES)
def home(request: HttpRequest) -> HttpResponseBase:
    """The figures, the queue by legal due date, offers to review, payments, and failed work with a button."""
    actor = acting(request)
    tasks = tasks_of(actor)
    queue = claims.queue_of(actor).prefetch_related(None).prefetch_related("decisions")
    failed = undelivered_to(actor)[:SHOWN]
    context = {
        "tasks": len(tasks),
        "figures": _figures(actor),
        "queue": queue[:SHOWN],
        "more": queue.count(),
        "decides": any(task.deed == "decide_claim" for task in tasks),
        "waiting": [_waiting(task) for task in tasks if task.deed in DEEDS][:SHOWN],
        "offers": offers.to_review(actor)[:SHOWN],
        "admissions": to_admit(actor)[:SHOWN],
        "failed": [Failed(line, WORK.get(line.event, line.event)) for line in failed],
        "may_retry": any(task.deed == "retry_work" for task in tasks),
    }
    return render(request, "municipality/home.html", context)


@deed_page(*MUNICIPAL_ROLES)
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Try failed work again at once; 404 when it is not there (any more)."""
    get_object_or_404(undelivered_to(acting(request)), pk=pk)
    answer = attempt(request, lambda: _again(request, pk))
    return redirect("municipality:home") if isinstance(answer, Refusal) else answer


def _again(request: HttpRequest, pk: int) -> Done:
    actor = acting(request)
    outbox.retry(undelivered_to(actor).get(pk=pk), by=actor)
    return Done(reverse("municipality:home"), _("It is being tried again. Reload this page in a moment."))


def _waiting(task: Task) -> Waiting:
    words, name = DEEDS[task.deed]
    return Waiting(words, task, reverse(name, args=[task.thing_id]))


def _figures(actor: Actor) -> list[Figure]:
    """Chosen, delivered and paid, of all the money that was divided."""
    accounts = budgets.visible_to(actor).order_by()
    granted = _sum(accounts, "granted")
    chosen = _sum(accounts, "reserved") + _sum(accounts, "spent")
    delivered = bookings.visible_to(actor).order_by().filter(status__in=("delivered", "accepted"))
    paid = claims.visible_to(actor).order_by().filter(status="settled")
    return [
        Figure(_("Chosen"), chosen, granted, _("reserved or spent by schools")),
        Figure(_("Delivered"), _sum(delivered, "amount"), granted, _("reported by providers")),
        Figure(_("Paid"), _sum(paid, "sanctioned"), granted, _("settled by the bank")),
    ]


def _sum(rows: QuerySet[Any], name: str) -> Decimal:
    total: Decimal | None = rows.aggregate(total=Sum(name))["total"]
    return total or ZERO
