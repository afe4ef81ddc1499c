"""Panels for who leads them and who has a seat: the ranking, its reasons, and the own part in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from frontend.deeds import Done, Refusal, attempt
from frontend.rank_form import Rank
from portal.needs import actions, queries
from portal.needs.models import Panel, Seat
from portal.needs.ranking import placed
from portal.people.actors import acting


def mine(request: HttpRequest, pk: UUID) -> Panel:
    """A panel that the actor sees; 404 for another."""
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def context_of(request: HttpRequest, panel: Panel) -> dict[str, Any]:
    """What both kinds of visitors read: the ranking with all reasons, the seats, and for which of them they rank."""
    return {
        "panel": panel,
        "ranking": placed(panel),
        "seats": [(seat, len(seat.rankings.all())) for seat in panel.seats.all()],
        "mine": queries.seats_of(acting(request), panel) if panel.status == "open" else [],
    }


def rank(request: HttpRequest, pk: UUID, seat_pk: UUID, template: str, address: str) -> HttpResponseBase:
    """The page where one seat ranks; 404 for a seat that is somebody else's."""
    panel = mine(request, pk)
    seat = next((each for each in queries.seats_of(acting(request), panel) if each.pk == seat_pk), None)
    if seat is None:
        raise Http404
    offers = sorted(panel.offers.all(), key=lambda offer: (offer.draft or offer.text).title)
    form = Rank(offers, seat, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _ranked(request, seat, form, address))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, template, {"panel": panel, "seat": seat, "form": form}, status=form.status)


def _ranked(request: HttpRequest, seat: Seat, form: Rank, address: str) -> Done:
    actions.rank(seat, form.ranked, by=acting(request))
    return Done(address, _("Kept. You can change it as long as the panel is open."))
