"""The overview of a school: where do we stand, what must I do? A board sees its schools and picks one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from frontend import wording
from frontend.access import deed_page, page
from frontend.addresses import asked_next
from frontend.chosen_school import pick, school_of
from frontend.schools.fixed import standings_now
from frontend.schools.rounds import standings
from portal.bookings import queries as bookings
from portal.bookings.alike import chosen_by_schools_like
from portal.bookings.models import Booking
from portal.bookings.reports import Report, report_of
from portal.budgets import queries as budgets
from portal.budgets.models import Account
from portal.needs import queries as needs
from portal.needs.models import Need
from portal.people.actors import acting
from portal.radar import queries as radar
from portal.worklist.queries import Task, tasks_of

MOST_NEEDS = 2
RUNNING = ("proposed", "requested", "confirmed", "delivered", "disputed", "accepted")
DEEDS: dict[str, str | Promise] = {
    "approve_proposal": _("Approve this proposal, or not"),
    "evaluate": _("Say how it was, for other schools"),
    "read_message": _("Read the message of the provider"),
    "fill_in_measurement": _("Fill in a number, in a few minutes"),
    "judge_delivery": _("Say whether this was delivered"),
    "approve_request": _("Send this request to the municipality, or not"),
    "answer_dates": _("Answer the other dates that the provider proposes"),
    "take_place": _("Take the place that is kept for you"),
    "answer_question": _("Answer the question of the municipality"),
    "improve_claim": _("Your declaration came back: look at what the municipality asks"),
    "decide_transfer": _("Decide whether this budget goes to another school"),
}
BUTTONS: dict[str, str | Promise] = {
    "approve_proposal": _("Approve it, or not"),
    "evaluate": _("Say how it was"),
    "read_message": _("Read the message"),
    "fill_in_measurement": _("Fill it in"),
    "approve_request": _("Send it, or not"),
    "answer_dates": _("Choose a day"),
    "take_place": _("Take the place"),
    "answer_question": _("Answer"),
    "improve_claim": _("Look at the question"),
    "decide_transfer": _("Decide on it"),
}
PAGES = {
    "booking": "schools:booking",
    "bespoke_request": "schools:request",
    "claim": "schools:claim",
    "indicator": "indicator",
}
# decided on the page of all of them
LISTS = {"budget_transfer": "schools:transfers", "waiting_place": "schools:waiting"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what to do, about what, since when, and where; and what a provider reported, to agree."""

    words: str | Promise
    task: Task
    address: str
    report: Report | None = None
    version: int = 0

    @property
    def button(self) -> str | Promise:
        """What the button says that leads there."""
        return BUTTONS.get(self.task.deed, _("Look"))


@page(*SCHOOL_ROLES, BOARD)
def home(request: HttpRequest) -> HttpResponseBase:
    """The overview of the own school; a board gets the overview of its schools."""
    actor, school = acting(request), school_of(request)
    if actor.role == BOARD and ("all" in request.GET or school is None):
        return _of_board(request, actor)
    if school is None:
        raise Http404
    mine = (
        bookings.visible_to(actor)
        .filter(school=school, status__in=RUNNING)
        .select_related("offer__revision")
        .prefetch_related("offer__revision__themes")
    )
    accounts = list(budgets.visible_to(actor).filter(school=school))
    shown = {
        "school": school,
        "accounts": accounts,
        "choose_by": _choose_by(school, accounts),
        "waiting": _waiting(actor),
        "bookings": mine[:6],
        "more": mine.count(),
        "fixed": standings_now(actor, school),
        "alike": chosen_by_schools_like(school),
        "helping": _helping(actor, school),
        "rounds": standings(school, {each.programme for each in accounts}),
        "choices": bookings.choices_visible_to(actor).filter(school=school).count(),
    }
    return render(request, "schools/home.html", shown)


def _helping(actor: Actor, school: School) -> list[tuple[Need, list[Offer]]]:
    """The most urgent needs of the school, each with offers that may help."""
    told = list(needs.needs_visible_to(actor).filter(sheet__school=school)[:MOST_NEEDS])
    offers = needs.suggestions(told)
    return [(need, offers[need.pk]) for need in told]


def _choose_by(school: School, accounts: Sequence[Account]) -> date | None:
    """By when a school should choose that chose nothing in its newest programme."""
    newest = max((account.programme for account in accounts), key=lambda each: each.starts_on, default=None)
    return radar.day_to_choose(school, newest) if newest else None


def _waiting(actor: Actor) -> list[Waiting]:
    tasks = [task for task in tasks_of(actor) if task.deed in DEEDS]
    reported = [str(task.thing_id) for task in tasks if task.deed == "judge_delivery"]
    rows: dict[object, Booking] = {row.pk: row for row in bookings.visible_to(actor).filter(pk__in=reported)}
    return [
        Waiting(DEEDS[task.deed], task, _where(task), report_of(row), row.version)
        if (row := rows.get(task.thing_id))
        else Waiting(DEEDS[task.deed], task, _where(task))
        for task in tasks
    ]


def _where(task: Task) -> str:
    if task.deed == "evaluate":
        return reverse("schools:evaluate", args=[task.thing_id])
    if task.thing in LISTS:
        return reverse(LISTS[task.thing])
    page = reverse(PAGES[task.thing], args=[task.thing_id])
    return f"{page}#conversation" if task.deed == "read_message" else page


def _of_board(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    schools = _with_counts(schools_visible_to(actor))
    accounts: dict[object, list[Account]] = {}
    for account in budgets.visible_to(actor):
        accounts.setdefault(account.school_id, []).append(account)
    rows = [(school, _total(accounts.get(school.pk, []))) for school in schools]
    chart = [(school.name, left, wording.euro(left)) for school, (left, _granted) in rows]
    context = {"rows": rows, "chart": chart, "waiting": _waiting(actor), "next": asked_next(request)}
    return render(request, "schools/board.html", context)


def _with_counts(schools: QuerySet[School]) -> QuerySet[School]:
    return schools.annotate(number=Count("bookings")).order_by("name")


def _total(accounts: Sequence[Account]) -> tuple[Decimal, Decimal]:
    """What is left and what was granted over all programmes."""
    left = sum((account.available for account in accounts), ZERO)
    return left, sum((account.granted for account in accounts), ZERO)


class Pick(forms.Form):
    """The school that a board acts for."""

    school = forms.UUIDField()


@deed_page(BOARD)
def act_for(request: HttpRequest) -> HttpResponseBase:
    """From now on the board acts for this school, on the page that it wanted. 404 for a school of another board."""
    form = Pick(request.POST)
    if not form.is_valid():
        raise Http404
    school = get_object_or_404(schools_visible_to(acting(request)), pk=form.cleaned_data["school"])
    pick(request, school)
    return redirect(asked_next(request) or "schools:home")
