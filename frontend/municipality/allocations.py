"""Dividing a round: a trial, for real, and the result with the reason of every refusal."""

from __future__ import annotations

import json
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.errors import Refused
from frontend import list_tables
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.listing import page_of
from frontend.outcomes import told
from frontend.tables import table, way_asked
from portal.allocations import actions, queries
from portal.allocations.models import Allocation
from portal.allocations.summaries import summary_of
from portal.people.actors import acting
from portal.rounds import queries as rounds


class Divide(PageForm):
    """A trial when it is ticked, else for real."""

    trial = forms.BooleanField(required=False)


@deed_page(OFFICER)
def divide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Divide the wishes of a round."""
    row, form = get_object_or_404(rounds.visible_to(acting(request)), pk=pk), Divide(request.POST)
    trial = form.is_valid() and form.cleaned_data["trial"]

    def done() -> Done:
        made = actions.divide(row, trial=trial, by=acting(request))
        said = _("This is a trial. Nothing was booked.") if trial else _("Divided. The bookings are being made now.")
        return Done(reverse("municipality:allocation", args=[made.pk]), said)

    answer = attempt(request, done)
    if isinstance(answer, Refusal):
        raise Refused("refused", answer.sentence)
    return answer


@page(*MUNICIPAL_ROLES)
def allocation(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One result: what it is worth, per school what it got and why not the rest."""
    row = _mine(request, pk)
    outcomes = queries.outcomes_visible_to(acting(request)).filter(allocation=row)
    if way := way_asked(request):
        return table(list_tables.outcomes(outcomes), way)
    found = page_of(request, outcomes, size=60)
    context = {
        "allocation": row,
        "summary": summary_of(row),
        "page": found,
        "rows": [told(each) for each in found],
        "may_book": row.is_trial and row.of_round.phase() == "closed" and acting(request).role == OFFICER,
    }
    return render(request, "municipality/allocation.html", context)


@page(*MUNICIPAL_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The input without names, for an auditor: `portal allocate FILE` gives the same hash."""
    row = _mine(request, pk)
    content = json.dumps(row.input, indent=1, sort_keys=True) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="allocation-{row.input_hash[:12]}.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


def _mine(request: HttpRequest, pk: UUID) -> Allocation:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)
