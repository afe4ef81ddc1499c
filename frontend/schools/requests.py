"""Bespoke requests of a school: ask for what no offer gives, and follow what becomes of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.errors import Refused
from catalogue.journal.queries import history_of
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import programmes
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.history import told
from frontend.ids import uuid_of
from frontend.listing import page_of
from frontend.schools.request_forms import RequestForm
from portal.bespoke import actions, queries, rules
from portal.bespoke.models import BespokeRequest
from portal.claims.queries import to_declare
from portal.needs.queries import needs_visible_to
from portal.people.actors import acting

DEEDS: tuple[Button[BespokeRequest], ...] = (
    Button(
        "approve",
        rules.may_approve,
        lambda request, by, _reason: actions.approve(request, by=by),
        gettext_lazy("Approve and send to the municipality"),
        gettext_lazy("Nothing is reserved yet: that happens when the municipality grants it."),
        gettext_lazy("Sent to the municipality."),
        kind="primary-action",
    ),
    Button(
        "send",
        rules.may_send_again,
        lambda request, by, reason: actions.send_again(request, by=by, answer=reason),
        gettext_lazy("Send it again"),
        gettext_lazy("Answer the question here, or change the request first."),
        gettext_lazy("Sent to the municipality."),
        kind="primary-action",
        asks_reason=True,
    ),
    Button(
        "close",
        rules.may_close,
        lambda request, by, reason: actions.close(request, by=by, reason=reason),
        gettext_lazy("We need no more of it"),
        gettext_lazy("What is still reserved returns to your budget."),
        gettext_lazy("Closed. The rest is in your budget again."),
    ),
    Button(
        "withdraw",
        rules.may_withdraw,
        lambda request, by, reason: actions.withdraw(request, by=by, reason=reason),
        gettext_lazy("Withdraw this request"),
        gettext_lazy("The municipality does not decide on it any more."),
        gettext_lazy("Withdrawn."),
        kind="danger",
    ),
)


@page(*SCHOOL_ROLES, BOARD)
def requests(request: HttpRequest) -> HttpResponseBase:
    """The own requests, newest first."""
    return render(request, "schools/requests.html", {"page": page_of(request, queries.visible_to(acting(request)))})


@page(*SCHOOL_ROLES, BOARD, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Ask for something; `?need=` starts from a need of the cover sheet."""
    school = needed(request)
    asked = uuid_of(request.GET.get("need"))
    mine = needs_visible_to(acting(request)).filter(sheet__school=school)
    need = mine.filter(pk=asked).first() if asked else None
    programme = need.sheet.programme if need else _programme(school)
    start = {"theme": need.theme_id, "need": need.pk, "pupils": need.pupils, "motive": need.words} if need else {}
    form = RequestForm(programme, school, request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():

        def ask() -> Done:
            made = actions.ask(school, form.chosen_theme, by=acting(request), **form.said)
            sent = _("Sent to the municipality. You hear from it here.")
            return Done(_address(made), sent if made.status == "submitted" else _("Your director can approve it now."))

        answer = attempt(request, ask)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "schools/request_new.html", {"form": form, "programme": programme}, status=form.status)


@page(*SCHOOL_ROLES, BOARD)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One request, with what became of it; 404 for another's."""
    return _shown(request, _mine(request, pk))


@page(*SCHOOL_ROLES, BOARD, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change a proposal, or what came back with a question."""
    found = _mine(request, pk)
    form = RequestForm(found.programme, found.school, request.POST or None, initial=RequestForm.of(found))
    if request.method == "POST" and form.is_valid():

        def change() -> Done:
            actions.edit(_mine(request, pk), by=acting(request), theme=form.chosen_theme, **form.said)
            return Done(_address(found), _("Changed."))

        answer = attempt(request, change)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "programme": found.programme, "found": found}
    return render(request, "schools/request_new.html", context, status=form.status)


@deed_page(*SCHOOL_ROLES, BOARD)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Do one of the deeds; a refusal shows the page with the sentence of the rule."""
    found = _mine(request, pk)
    answer = press(request, named(DEEDS, deed), lambda: queries.visible_to(acting(request)).get(pk=pk), _address)
    return _shown(request, found, failed=(deed, answer)) if isinstance(answer, Reason) else answer


def _shown(
    request: HttpRequest, found: BespokeRequest, *, failed: tuple[str, Reason] | None = None
) -> HttpResponseBase:
    actor = acting(request)
    buttons = shown(DEEDS, actor, found, lambda name: reverse("schools:request-deed", args=[found.pk, name]), failed)
    context = {
        "found": found,
        "buttons": buttons,
        "may_change": rules.may_change(actor, found),
        "declarable": to_declare(actor).filter(pk=found.pk).exists(),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "schools/request.html", context, status=failed[1].status if failed else 200)


def _programme(school: School) -> Programme:
    newest = programmes().filter(municipality_id=school.municipality_id).first()
    if newest is None:
        raise Refused("no_programme", _("There is no programme yet. The municipality starts one first."))
    return newest


def _mine(request: HttpRequest, pk: UUID) -> BespokeRequest:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _address(found: BespokeRequest) -> str:
    return reverse("schools:request", args=[found.pk])
