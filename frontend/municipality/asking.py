"""Asking about an expense, in one form: on the page of a claim and on that of a sample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import CONTROLLER, MUNICIPAL_ROLES, Actor
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.municipality.question_forms import Asking
from portal.accountability import samples
from portal.accountability.attribution import Part
from portal.claims.models import Claim, ClaimLine
from portal.jobs import queries as jobs
from portal.people.actors import acting
from portal.questions import actions, queries, rules
from portal.questions.models import AuditQuestion


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a sample: what of which line counts, and the newest question about it."""

    part: Part
    line: ClaimLine
    question: AuditQuestion | None


def asked_about(actor: Actor, claim: Claim) -> dict[str, Any]:
    """What the page of a claim shows: the questions about its lines, and the form for the controller who may ask."""
    lines = list(queries.unasked_of(actor, claim)) if actor.role == CONTROLLER else []
    may = bool(lines) and not rules.kept_away(actor, claim)[0]
    return {"questions": queries.of_claim(actor, claim), "asking": Asking(lines) if may else None}


@deed_page(CONTROLLER)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask; a refusal shows the form with what was written. 404 for what is no expense of the own municipality."""
    line = _line(request, request.POST.get("line", ""))
    form = Asking([line], request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: _asked(request, line.pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "municipality/question_new.html", {"form": form, "line": line}, status=form.status)


@page(*MUNICIPAL_ROLES)
def items(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The items of a sample, drawn again, with what was asked about each; 404 for that of another municipality."""
    actor = acting(request)
    job = get_object_or_404(jobs.own(actor).filter(kind=samples.KIND), pk=pk)
    sample = samples.drawn(job)
    rows = queries.expenses_visible_to(actor).in_bulk({part.spending.thing for part in sample.parts})
    asked = {each.line_id: each for each in queries.visible_to(actor).filter(line__in=rows).order_by("created_at")}
    found = [
        Item(part, rows[part.spending.thing], asked.get(part.spending.thing))
        for part in sample.parts
        if part.spending.thing in rows
    ]
    free = {item.line.pk: item.line for item in found if not (item.question and item.question.runs)}
    form = Asking(list(free.values())) if free and actor.role == CONTROLLER else None
    context = {"job": job, "items": found, "sample": sample, "form": form}
    return render(request, "municipality/sample_items.html", context)


def _line(request: HttpRequest, key: str) -> ClaimLine:
    try:
        return get_object_or_404(queries.expenses_visible_to(acting(request)), pk=UUID(key))
    except ValueError as error:
        raise Http404 from error


def _asked(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    line = queries.expenses_visible_to(acting(request)).get(pk=pk)
    made = actions.ask(
        line, words=given["words"], amount=given["amount"], file=given["file"], by=acting(request)
    )  # fmt: skip
    return Done(reverse("municipality:question", args=[made.pk]), _("Asked. Who answers for it reads it now."))
