"""The overview of the municipality: is it on course, what may stay unspent, and what waits for me?"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.queries import undelivered_to
from catalogue.offers import queries as offers
from catalogue.organisations.queries import to_admit
from frontend.access import page
from frontend.municipality.work import in_words
from portal.claims import queries as claims
from portal.people.actors import acting
from portal.radar import queries as radar
from portal.worklist.queries import Task, tasks_of

SHOWN = 6
DEEDS: dict[str, tuple[str | Promise, str]] = {
    "decide_objection": (gettext_lazy("Decide on this objection"), "municipality:objection"),
    "answer_objection": (gettext_lazy("Answer the objection to this invoice"), "municipality:invoice"),
    "pay_invoice": (gettext_lazy("Pay this invoice"), "municipality:invoice"),
    "answer_controller": (gettext_lazy("Answer the controller"), "municipality:question"),
    "conclude_question": (gettext_lazy("Read the answer, and conclude"), "municipality:question"),
    "mend_payment": (gettext_lazy("Look why this payment came back"), "municipality:returned-one"),
    "check_account": (gettext_lazy("Check this changed bank account"), "municipality:account-change"),
    "release_batch": (gettext_lazy("Release this payment, as the second person"), "municipality:batch"),
    "confirm_board_grant": (gettext_lazy("Confirm this grant to a board"), "municipality:board-grant"),
    "moderate_evaluation": (gettext_lazy("Look at the words of a school"), "municipality:evaluations"),
    "fill_in_measurement": (gettext_lazy("Fill in what was measured"), "indicator"),
    "decide_dispute": (gettext_lazy("Decide whether this was delivered"), "municipality:booking"),
    "confirm_application": (gettext_lazy("Confirm this grant under a scheme"), "municipality:scheme"),
}

PAYING = frozenset({"pay_invoice", "mend_payment", "check_account", "release_batch"})
IN_LISTS = frozenset({"moderate_evaluation"})  # done on the page of all of them


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the plan: how much, of how much, what it means, and how much came on top since a month ago."""

    label: str
    amount: Decimal
    of: Decimal
    words: str
    more: Decimal


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
        "unasked": radar.without_contact(actor),
        "glance": radar.glance_at(programmes[0]) if programmes else None,
        "queue": queue[:SHOWN],
        "more": queue.count(),
        "decides": any(task.deed == "decide_claim" for task in tasks),
        "waiting": [_waiting(task) for task in tasks if task.deed in DEEDS and task.deed not in PAYING][:SHOWN],
        "paying": [_waiting(task) for task in tasks if task.deed in PAYING][:SHOWN],
        "offers": offers.to_review(actor)[:SHOWN],
        "admissions": to_admit(actor)[:SHOWN],
        "failed": [in_words(line) for line in failed],
        "may_retry": any(task.deed == "retry_work" for task in tasks),
    }
    return render(request, "municipality/home.html", context)


def _waiting(task: Task) -> Waiting:
    words, name = DEEDS[task.deed]
    return Waiting(words, task, reverse(name) if task.deed in IN_LISTS else reverse(name, args=[task.thing_id]))


def _figures(course: radar.Course) -> list[Figure]:
    """Chosen, delivered and paid, of all the money that was divided."""
    said = (
        (_("Chosen"), course.chosen, _("reserved or spent by schools")),
        (_("Delivered"), course.delivered, _("reported by providers")),
        (_("Paid"), course.paid, _("settled by the bank")),
    )
    return [Figure(label, figure.now, course.granted, words, figure.more) for label, figure, words in said]
