"""The overview of the municipality: is it on course, what may stay unspent, and what waits for me?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal import actions as outbox
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import undelivered_to
from catalogue.offers import queries as offers
from catalogue.organisations.queries import to_admit
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from portal.claims import queries as claims
from portal.people.actors import acting
from portal.radar import queries as radar
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
    "letter.pending": gettext_lazy("The file of a letter could not be made."),
    "digest.due": gettext_lazy("An e-mail about new offers could not be sent."),
    "reminder.added": gettext_lazy("A reminder could not be sent."),
    "job.queued": gettext_lazy("Work in the background could not be ended."),
}
DEEDS: dict[str, tuple[str | Promise, str]] = {
    "pay_invoice": (gettext_lazy("Pay this invoice"), "municipality:invoice"),
    "release_batch": (gettext_lazy("Release this payment, as the second person"), "municipality:batch"),
    "confirm_board_grant": (gettext_lazy("Confirm this grant to a board"), "municipality:board-grant"),
    "confirm_application": (gettext_lazy("Confirm this grant under a scheme"), "municipality:scheme"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the plan: how much, of how much, what it means, and how much came on top since a month ago."""

    label: str
    amount: Decimal
    of: Decimal
    words: str
    more: Decimal


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
    course = radar.course_of(actor, radar.a_month_ago())
    programmes = radar.programmes_with_radar(actor)
    context = {
        "tasks": len(tasks),
        "figures": _figures(course),
        "since": course.since,
        "glance": radar.glance_at(programmes[0]) if programmes else None,
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


def _figures(course: radar.Course) -> list[Figure]:
    """Chosen, delivered and paid, of all the money that was divided."""
    said = (
        (_("Chosen"), course.chosen, _("reserved or spent by schools")),
        (_("Delivered"), course.delivered, _("reported by providers")),
        (_("Paid"), course.paid, _("settled by the bank")),
    )
    return [Figure(label, figure.now, course.granted, words, figure.more) for label, figure, words in said]
