"""Rounds: when schools can choose, from which budget, and who did so already; frames that a sector wants first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.lifecycle import expect
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.municipality.programme import programme_of
from frontend.municipality.round_forms import Closing, NewRound, WhyRound
from portal.allocations import queries as allocations
from portal.bookings.taking_part import taking_part
from portal.people.actors import acting
from portal.rounds import actions, queries, rules
from portal.rounds.models import Round

DONE: dict[str, str | Promise] = {
    "close": gettext_lazy("Closed. What was chosen stands."),
    "extend": gettext_lazy("The round closes at another moment now."),
    "withdraw": gettext_lazy("Taken back. Schools do not see this round any more."),
}


@page(*MUNICIPAL_ROLES)
def rounds(request: HttpRequest) -> HttpResponseBase:
    """The rounds of a programme in their order, and the form for the next one."""
    programme = programme_of(request)
    return _list(request, programme)


@deed_page(OFFICER)
def plan(request: HttpRequest) -> HttpResponseBase:
    """Plan a round."""
    programme, form = programme_of(request), NewRound(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _planned(request, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, programme, form)


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One round: how long still, who chose, and what is left; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(OFFICER)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Close it early, extend it or take it back, with the reason."""
    deeds: dict[str, tuple[type[PageForm], Callable[..., Round]]] = {
        "close": (WhyRound, actions.close), "extend": (Closing, actions.extend),
        "withdraw": (WhyRound, actions.withdraw),
    }  # fmt: skip
    if deed not in deeds:
        raise Http404
    kind, act = deeds[deed]
    form = kind(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _done(request, pk, deed, act, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, _mine(request, pk), deed, form)


def _planned(request: HttpRequest, programme: Programme, form: NewRound) -> Done:
    made = actions.plan(programme, by=acting(request), **form.said)
    return Done(reverse("municipality:round", args=[made.pk]), _("Planned. Schools see it from now on."))


def _done(request: HttpRequest, pk: UUID, deed: str, act: Callable[..., Round], form: PageForm) -> Done:
    given = dict(form.cleaned_data)
    row = _mine(request, pk)
    expect(row, given.pop("version"))
    act(row, by=acting(request), **given)
    return Done(reverse("municipality:round", args=[pk]), str(DONE[deed]))


def _mine(request: HttpRequest, pk: UUID) -> Round:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _list(request: HttpRequest, programme: Programme, form: NewRound | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = queries.visible_to(actor).filter(programme=programme)
    context = {
        "programme": programme,
        "rows": rows,
        "frameless": queries.without_frame(programme),
        "form": form or (NewRound(initial={"method": "first_come"}) if actor.role == OFFICER else None),
    }
    return render(request, "municipality/rounds.html", context, status=form.status if form else 200)


def _shown(request: HttpRequest, row: Round, deed: str = "", form: PageForm | None = None) -> HttpResponseBase:
    parts = taking_part(row)
    leads, phase = rules.may_lead(acting(request), row.municipality_id), row.phase()
    forms: dict[str, PageForm] = {}
    if leads and phase in ("planned", "open"):
        forms["extend"] = Closing(initial={"closes": row.closes, "version": row.version})
        forms["close" if phase == "open" else "withdraw"] = WhyRound(initial={"version": row.version})
    divisions = allocations.visible_to(acting(request)).filter(of_round=row) if row.method == "allocation" else []
    context: dict[str, Any] = {
        "round": row,
        "divisions": divisions,
        "may_try": leads and row.method == "allocation" and phase in ("open", "closed"),
        "phase": phase,
        "parts": parts,
        "chose": sum(each.chose for each in parts),
        "waiting": queries.waiting_for_frame(row),
        "forms": forms | ({deed: form} if form else {}),
    }
    return render(request, "municipality/round.html", context, status=form.status if form else 200)
