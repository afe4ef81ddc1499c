"""The log of a process: which steps led to the plan, and which organisations took part."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.municipality.programme import programme_of
from frontend.municipality.survey_forms import StepForm
from portal.people.actors import acting
from portal.surveys import actions, queries


@page(*MUNICIPAL_ROLES)
def process(request: HttpRequest) -> HttpResponseBase:
    """The newest programme, or `?programme=`."""
    return _shown(request)


@deed_page(OFFICER)
def add(request: HttpRequest) -> HttpResponseBase:
    """Write a step down."""
    programme, form = programme_of(request), StepForm(request.POST)

    def added() -> Done:
        actions.add_step(programme, form.step, by=acting(request))
        return Done(_address(programme), _("Written down."))

    if form.is_valid():
        answer = attempt(request, added)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@deed_page(OFFICER)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a step out of the log."""
    step = get_object_or_404(queries.steps_visible_to(acting(request)), pk=pk)

    def away() -> Done:
        actions.remove_step(step, by=acting(request))
        return Done(_address(step.programme), _("Taken out of the log."))

    answer = attempt(request, away)
    return _shown(request) if isinstance(answer, Refusal) else answer


def _address(programme: Programme) -> str:
    return f"{reverse('municipality:process')}?programme={programme.pk}"


def _shown(request: HttpRequest, form: StepForm | None = None) -> HttpResponseBase:
    actor, programme = acting(request), programme_of(request)
    context = {
        "programme": programme,
        "steps": queries.steps_visible_to(actor).filter(programme=programme),
        "organisations": queries.took_part(actor, programme),
        "form": form or (StepForm() if actor.role == OFFICER else None),
    }
    return render(request, "municipality/process.html", context, status=form.status if form else 200)
