"""Planning the dates of an offer: one or a series of them, changing one, taking one away."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import actions, queries
from catalogue.offers.models import Session
from catalogue.offers.series import Repeat
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.dates import address, dates_page, own_session
from frontend.providers.forms import Moment, Planning
from frontend.providers.offer import mine
from frontend.wording import day as day_in_words
from frontend.wording import span
from portal.people.actors import acting

MEANT = "free_day"  # a day that the planner itself left out: said, but no fault


@deed_page(*PROVIDER_ROLES)
def plan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A new date of an own offer, or a series; 404 for another's. A day that cannot be planned says which and why."""
    mine(request, pk)
    form = Planning(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _series(request, pk, form) if form.repeats else _planned(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return dates_page(request, mine(request, pk), form)


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def session(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One date of an own offer, to change; 404 for another's."""
    found = own_session(request, pk)
    if request.method != "POST":
        return _shown(request, found, Moment.of(found))
    form = Moment(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _changed(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


@deed_page(*PROVIDER_ROLES)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a date away that nobody booked."""
    found = own_session(request, pk)
    answer = attempt(request, lambda: _removed(request, pk))
    if not isinstance(answer, Refusal):
        return answer
    form = Moment.of(found)
    return _shown(request, found, form, refused=answer)


def _shown(request: HttpRequest, found: Session, form: Moment, refused: Refusal | None = None) -> HttpResponseBase:
    context = {"session": found, "offer": found.offer, "form": form, "refused": refused}
    return render(request, "providers/session.html", context, status=refused.status if refused else form.status)


def _planned(request: HttpRequest, pk: UUID, form: Planning) -> Done:
    actor = acting(request)
    made = actions.add_session(queries.own(actor).get(pk=pk), by=actor, **form.said)
    day = timezone.localtime(made.starts_at).date()
    return Done(address(pk, day), _("Planned: %(moment)s.") % {"moment": span(made.starts_at, made.ends_at)})


def _series(request: HttpRequest, pk: UUID, form: Planning) -> Done:
    actor, given = acting(request), form.cleaned_data
    planned = actions.add_series(
        queries.own(actor).get(pk=pk),
        repeat=Repeat(given["every"], given["until"], given["times"]),
        skip_days=given["skip_days"],
        skip_holidays=given["skip_holidays"],
        by=actor,
        **form.said,
    )
    count = sum(each.session is not None for each in planned)
    said = ngettext("%(count)s date planned.", "%(count)s dates planned.", count) % {"count": count}
    left_out = tuple(
        (each.code == MEANT, f"{day_in_words(each.day)}: {each.sentence}") for each in planned if not each.session
    )
    return Done(address(pk, given["day"]), said, left_out)


def _changed(request: HttpRequest, pk: UUID, form: Moment) -> Done:
    actor = acting(request)
    made = actions.change_session(queries.own_sessions(actor).get(pk=pk), by=actor, **form.said)
    day = timezone.localtime(made.starts_at).date()
    said = _("Kept: %(moment)s.") % {"moment": span(made.starts_at, made.ends_at)}
    return Done(address(made.offer_id, day), said)


def _removed(request: HttpRequest, pk: UUID) -> Done:
    actor = acting(request)
    found = queries.own_sessions(actor).get(pk=pk)
    day = timezone.localtime(found.starts_at).date()
    actions.remove_session(found, by=actor)
    return Done(address(found.offer_id, day), _("The date is taken away."))
