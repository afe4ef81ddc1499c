"""The settlement of a grant: what was not spent goes back, and a second person agrees."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, OFFICER
from catalogue.lifecycle import expect
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.municipality import grants
from portal.accountability import actions
from portal.accountability.queries import settlements_visible_to
from portal.people.actors import acting


@deed_page(OFFICER, FINANCE)
def settle(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Prepare the settlement of a grant."""
    row, form = grants.mine(request, pk), Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _settled(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return grants.shown(request, row, form)


@deed_page(OFFICER, FINANCE)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person confirms or refuses it."""
    waiting = get_object_or_404(settlements_visible_to(acting(request)), pk=pk)
    words = {"confirm": _("Confirmed: the grant is closed."), "refuse": _("Refused: the grant stays open.")}
    if deed not in words:
        raise Http404
    form = Reason(request.POST)
    if form.is_valid():

        def decide() -> Done:
            row = settlements_visible_to(acting(request)).get(pk=pk)
            expect(row, form.cleaned_data["version"])
            if deed == "confirm":
                actions.confirm_settlement(row, by=acting(request))
            else:
                actions.refuse_settlement(row, reason=form.cleaned_data["reason"], by=acting(request))
            return Done(reverse("municipality:grant", args=[row.grant_id]), words[deed])

        answer = attempt(request, decide)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return grants.shown(request, waiting.grant, form)


def _settled(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    made = actions.settle_grant(grants.mine(request, pk), reason=given["reason"], by=acting(request))
    said = _("Prepared. A colleague confirms it.") if made.status == "proposed" else _("Settled: the grant is closed.")
    return Done(reverse("municipality:grant", args=[pk]), said)
