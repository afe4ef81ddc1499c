"""The fixed offers of the school: what it may have, what is planned and left; plan it, or say no with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.offers.models import Session
from catalogue.offers.queries import THEMES
from catalogue.organisations.models import School
from frontend.access import deed_page, page
from frontend.buttons import Button, Shown, named, press, shown
from frontend.chosen_school import needed
from frontend.forms import Reason
from portal.entitlements import actions, queries, rules
from portal.entitlements.models import Entitlement
from portal.entitlements.queries import Standing
from portal.people.actors import acting

BUTTONS: tuple[Button[Entitlement], ...] = (
    Button(
        "opt-out",
        rules.may_opt_out,
        lambda row, by, reason: actions.opt_out((row.offer, row.school), reason=reason, by=by),
        _("We do not want this"),
        _("The provider and the municipality read why. You can always come back on it."),
        _("Noted. The provider and the municipality read why."),
        asks_reason=True,
    ),
    Button(
        "opt-in",
        rules.may_opt_in,
        lambda row, by, _reason: actions.opt_in((row.offer, row.school), by=by),
        _("We want this after all"),
        _("From now on you can plan it again."),
        _("Good. You can plan it again."),
    ),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One fixed offer on the page: how it stands, from which day it can be planned, and what the school can do."""

    standing: Standing
    has_sessions: bool
    first_day: date
    buttons: list[Shown]


@page(*SCHOOL_ROLES, BOARD)
def fixed(request: HttpRequest) -> HttpResponseBase:
    """Every fixed offer that the school has without choosing."""
    return _shown(request)


@deed_page(*SCHOOL_ROLES, BOARD)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Say that the school does not want an offer, or that it does after all; a refusal shows the page with why."""
    _read(request, pk)  # another's entitlement is not there, whatever the deed
    answer = press(request, named(BUTTONS, deed), lambda: _read(request, pk), lambda row: _address(row.pk))
    if isinstance(answer, Reason):
        return _shown(request, failed=(pk, deed, answer))
    return answer


def standings_now(actor: Actor, school: School) -> list[Standing]:
    """The fixed offers of the school in programmes that still run, by title."""
    return queries.standings_of(queries.running(queries.pairs_visible_to(actor, school=[school.pk])))


def _address(pk: UUID) -> str:
    return f"{reverse('schools:fixed')}#fixed-{pk}"


def _read(request: HttpRequest, pk: UUID) -> Entitlement:
    pair = queries.pair_by_id(acting(request), pk)
    if pair is None:
        raise Http404
    return queries.standings_of([pair])[0].entitlement


def _shown(request: HttpRequest, failed: tuple[UUID, str, Reason] | None = None) -> HttpResponseBase:
    actor, school = acting(request), needed(request)
    standings = standings_now(actor, school)
    prefetch_related_objects([standing.offer for standing in standings], *THEMES)
    coming = Session.objects.filter(
        offer__in=[standing.offer.pk for standing in standings], starts_at__gte=timezone.now()
    )
    with_sessions = set(coming.order_by().values_list("offer_id", flat=True).distinct())
    lines = [_line(actor, standing, standing.offer.pk in with_sessions, failed) for standing in standings]
    context = {
        "school": school,
        "lines": [line for line in lines if not line.standing.opted_out],
        "unwanted": [line for line in lines if line.standing.opted_out],
    }
    return render(request, "schools/fixed.html", context, status=failed[2].status if failed else 200)


def _line(actor: Actor, standing: Standing, has_sessions: bool, failed: tuple[UUID, str, Reason] | None) -> Line:
    first_day = timezone.localdate() + timedelta(days=standing.offer.text.lead_time_days)
    here = (failed[1], failed[2]) if failed and failed[0] == standing.pk else None
    buttons = shown(
        BUTTONS, actor, standing.entitlement, lambda name: reverse("schools:fixed-deed", args=[standing.pk, name]), here
    )
    return Line(standing, has_sessions, first_day, buttons)
