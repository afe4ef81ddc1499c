"""Asking for an offer: how much, for whom, when; what it costs and what is left."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.offers import queries as offers
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from frontend.access import page
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.sayings import title_of
from frontend.schools.costs import Costs, costs_of
from frontend.schools.forms import Amounts, NewBooking
from frontend.schools.rounds import standings, waiting
from frontend.wording import euro
from portal.bookings import actions, rules
from portal.bookings.models import Choice
from portal.bookings.queries import needs_for
from portal.budgets.queries import teams_visible_to
from portal.entitlements.queries import Part, standing_of
from portal.people.actors import acting
from portal.waiting.queries import is_full


@page(*SCHOOL_ROLES, BOARD, methods=("GET", "HEAD", "POST"))
def book(request: HttpRequest, offer: UUID) -> HttpResponseBase:
    """The form; `GET ?units=…&pupils=…` works out the costs, POST asks for the offer."""
    school, actor = needed(request), acting(request)
    found = get_object_or_404(offers.visible_to(actor).prefetch_related(*offers.THEMES), pk=offer)
    rules.fits(school, found, None)
    rules.supported(school, found)
    teams = list(teams_visible_to(actor).filter(account__school=school, account__programme=found.programme_id))
    needs = needs_for(actor, school, found)
    if request.method == "POST":
        form = NewBooking(found, school, request.POST, teams=teams, needs=needs)
        if form.is_valid():
            answer = attempt(request, lambda: _asked(school, found, actor, form))
            if not isinstance(answer, Refusal):
                return answer
            form.take(answer)
    else:
        initial = _initial(found) | {name: request.GET[name] for name in request.GET}
        form = NewBooking(found, school, initial=initial, teams=teams, needs=needs)
    return form_page(request, school, found, form)


def form_page(request: HttpRequest, school: School, found: Offer, form: NewBooking) -> HttpResponseBase:
    """The form as it stands, with what it would cost; and the waiting list beside it when the offer is full."""
    actor = acting(request)
    closed = waiting(standings(school, [found.programme])).get(found.programme_id, "") if found.kind != "fixed" else ""
    shown = {
        "offer": found,
        "school": school,
        "form": form,
        "costs": _costs(request, actor, school, found),
        "decides": rules.decides(actor, school),
        "closed": closed,
        "part": _part(actor, school, found, form),
        "full": not closed and _is_full(found, form),
    }
    return render(request, "schools/book.html", shown, status=form.status)


def _is_full(offer: Offer, form: NewBooking) -> bool:
    """Whether the waiting list is the way in: others wait, nothing is left, or there is too little for this school."""
    too_few = form.refusal is not None and form.refusal.code in ("capacity_exhausted", "waiting_list")
    return too_few or is_full(offer)


def _asked(school: School, offer: Offer, actor: Actor, form: NewBooking) -> Done:
    given = form.cleaned_data
    booking = actions.book_or_wish(
        school,
        offer,
        by=actor,
        units=given["units"],
        pupils=given["pupils"],
        adults=given["adults"] or 0,
        year_groups=given.get("year_groups", []),
        session=form.chosen,
        wished_dates=form.dates,
        remarks=given["remarks"],
        cover_shortfall=given.get("cover_shortfall", False),
        team=form.chosen_team,
        need=form.chosen_need,
    )
    if isinstance(booking, Choice):
        kept = _("“%(offer)s” is on your shortlist and goes along with the next round.") % {"offer": title_of(offer)}
        return Done(reverse("schools:shortlist"), kept)
    said = (
        _("You asked %(provider)s for “%(offer)s”. You hear from them soon.")
        if booking.status == "requested"
        else _("Your proposal for “%(offer)s” waits for the budget holder of your school.")
    )
    said %= {"offer": title_of(offer), "provider": offer.provider.name}
    if booking.shortfall:
        paid = _("Your school pays %(short)s of it itself.")
        warned = _("It is %(short)s more than what is left of the budget; nothing is reserved yet.")
        said += " " + (paid if booking.account_id else warned) % {"short": euro(booking.shortfall)}
    return Done(reverse("schools:booking", args=[booking.pk]), said)


def _part(actor: Actor, school: School, offer: Offer, form: NewBooking) -> Part | None:
    """What is left of a fixed offer in the period of the day that was filled in so far."""
    standing = standing_of(actor, school, offer) if offer.kind == "fixed" else None
    if standing is None or not standing.has_limit or standing.unknown:
        return None
    session = form.sessions.get(str(form["session"].value() or "")) if "session" in form.fields else None
    if session:
        return standing.on(timezone.localtime(session.starts_at).date())
    try:
        wished = form.fields["wished_1"].clean(form["wished_1"].value()) if form.wished else None
    except ValidationError:
        wished = None
    return standing.on(wished) if wished else standing.now


def _initial(offer: Offer) -> dict[str, int]:
    revision = offer.text
    return {"units": revision.min_units, "pupils": min(25, revision.max_group_size or 25) * _groups(offer)}


def _groups(offer: Offer) -> int:
    return offer.text.min_units if offer.text.unit in ("group", "session") else 1


def _costs(request: HttpRequest, actor: Actor, school: School, offer: Offer) -> Costs:
    asked = Amounts(offer.text, request.POST if request.method == "POST" else _initial(offer) | request.GET.dict())
    initial = _initial(offer)
    asked.is_valid()
    units = asked.cleaned_data.get("units") or initial["units"]
    return costs_of(actor, school, offer, units, asked.cleaned_data.get("pupils") or initial["pupils"])
