"""The waiting lists in which the school stands: how long still, and what is kept for it now."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.offers import queries as offers
from frontend.access import deed_page, page
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.sayings import title_of
from frontend.schools.book import form_page
from frontend.schools.forms import NewBooking
from portal.people.actors import acting
from portal.waiting import actions, queries, rules
from portal.waiting.models import WaitingPlace


@page(*SCHOOL_ROLES, BOARD)
def waiting(request: HttpRequest) -> HttpResponseBase:
    """What is kept on top, then what the school still waits for."""
    return _shown(request)


@deed_page(*SCHOOL_ROLES, BOARD)
def join(request: HttpRequest, offer: UUID) -> HttpResponseBase:
    """Wait for an offer that is full, with what was filled in to book it."""
    school, actor = needed(request), acting(request)
    found = get_object_or_404(offers.visible_to(actor).prefetch_related(*offers.THEMES), pk=offer)
    form = NewBooking(found, school, request.POST)
    if form.is_valid():
        given = form.cleaned_data

        def put() -> Done:
            place = actions.join(
                school, found, by=actor, units=given["units"], pupils=given["pupils"],
                year_groups=given.get("year_groups", []), sessions=[form.chosen] if form.chosen else [],
            )  # fmt: skip
            said = _("Number %(number)s in the queue for “%(offer)s”. You get an e-mail when it is your turn.")
            return Done(reverse("schools:waiting"), said % {"number": place.number, "offer": title_of(found)})

        answer = attempt(request, put)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return form_page(request, school, found, form)


@deed_page(*SCHOOL_ROLES, BOARD)
def take(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Book what is kept."""
    place = _mine(request, pk)

    def book() -> Done:
        booking = actions.take(_mine(request, pk), by=acting(request))
        said = _("Booked. The provider has your request.")
        return Done(reverse("schools:booking", args=[booking.pk]), said)

    answer = attempt(request, book)
    return answer if not isinstance(answer, Refusal) else _shown(request, refused=(place, answer))


@deed_page(*SCHOOL_ROLES, BOARD)
def leave(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Wait no longer."""
    place = _mine(request, pk)

    def go() -> Done:
        actions.leave(_mine(request, pk), by=acting(request))
        return Done(reverse("schools:waiting"), _("Your school does not wait for it any more."))

    answer = attempt(request, go)
    return answer if not isinstance(answer, Refusal) else _shown(request, refused=(place, answer))


def _mine(request: HttpRequest, pk: UUID) -> WaitingPlace:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, *, refused: tuple[WaitingPlace, Refusal] | None = None) -> HttpResponseBase:
    actor = acting(request)
    rows = sorted(queries.running(actor), key=lambda place: place.status != "offered")
    context = {
        "rows": [(place, rules.may_take(actor, place)) for place in rows],
        "refused": refused,
    }
    return render(request, "schools/waiting.html", context, status=refused[1].status if refused else 200)
