"""The shortlist: what if we choose this too? Rank, note, and book what is ready, each line with its own result."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from catalogue.offers import queries as offers
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from frontend.access import deed_page, page
from frontend.addresses import asked_next
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.sayings import title_of
from frontend.schools import forms
from frontend.schools.rounds import standings, waiting
from frontend.schools.wishes import plan_of
from portal.bookings import actions, queries
from portal.bookings.models import Choice
from portal.budgets import queries as budgets
from portal.people.actors import acting


@page(*SCHOOL_ROLES, BOARD)
def shortlist(request: HttpRequest) -> HttpResponseBase:
    """The wishes in order, with what each would cost and what would be left after it."""
    return _shown(request, needed(request))


def _shown(
    request: HttpRequest, school: School, *, failed: UUID | None = None, form: forms.Choice | None = None
) -> HttpResponseBase:
    actor = acting(request)
    choices = queries.choices_visible_to(actor).filter(school=school).prefetch_related("offer__revision__themes")
    accounts = list(budgets.visible_to(actor).filter(school=school))
    rows = standings(school, {each.offer.programme for each in choices} | {each.programme for each in accounts})
    plan = plan_of(list(choices), school, accounts, waiting(rows))
    shown = {"school": school, "plan": plan, "rounds": rows, "failed": failed, "form": form}
    return render(request, "schools/shortlist.html", shown, status=form.status if form else 200)


@deed_page(*SCHOOL_ROLES, BOARD)
def choose(request: HttpRequest, offer: UUID) -> HttpResponseBase:
    """Put an offer on the shortlist."""
    actor, school = acting(request), needed(request)
    found = get_object_or_404(offers.visible_to(actor), pk=offer)

    def put() -> Done:
        actions.choose(school, found, by=actor, units=found.text.min_units)
        return Done(_back(request, found), _("“%(offer)s” is on your shortlist.") % {"offer": title_of(found)})

    return _or_refuse(attempt(request, put))


def _back(request: HttpRequest, offer: Offer) -> str:
    """The list that it was chosen in, at the same offer; from anywhere else the shortlist."""
    address = asked_next(request)
    return f"{address}#offer-{offer.pk}" if address else reverse("schools:shortlist")


@deed_page(*SCHOOL_ROLES, BOARD)
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change units, pupils or note of a wish."""
    choice = _mine(request, pk)
    form = forms.Choice(request.POST)
    if form.is_valid():

        def change() -> Done:
            actions.change_choice(choice, by=acting(request), **form.cleaned_data)
            return Done(f"{reverse('schools:shortlist')}#wish-{pk}", _("Changed."))

        answer = attempt(request, change)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, choice.school, failed=pk, form=form)


@deed_page(*SCHOOL_ROLES, BOARD)
def move(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One place up or down. At the end of the list nothing changes."""
    choice, form = _mine(request, pk), forms.Move(request.POST)
    if not form.is_valid():
        raise Http404
    step = -1 if form.cleaned_data["way"] == "up" else 1
    page_of_it = "schools:year" if request.GET.get("to") == "year" else "schools:shortlist"
    address = f"{reverse(page_of_it)}#wish-{choice.pk}"
    return _or_refuse(attempt(request, lambda: _moved(choice, step, acting(request), address)))


def _moved(choice: Choice, step: int, actor: Actor, address: str) -> Done:
    order = list(queries.choices_visible_to(actor).filter(school=choice.school))
    place = next(number for number, each in enumerate(order) if each.pk == choice.pk)
    order.insert(max(place + step, 0), order.pop(place))
    for rank, each in enumerate(order, start=1):
        if each.rank != rank:
            actions.change_choice(each, by=actor, rank=rank)
    return Done(address, "")


@deed_page(*SCHOOL_ROLES, BOARD)
def remove(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a wish off the list."""
    choice = queries.choices_visible_to(acting(request)).filter(pk=pk).first()

    def away() -> Done:
        if choice is None:
            raise Http404
        actions.remove_choice(choice, by=acting(request))
        said = _("“%(offer)s” is off your shortlist.") % {"offer": title_of(choice.offer)}
        return Done(reverse("schools:shortlist"), said)

    return _or_refuse(attempt(request, away))


@deed_page(*SCHOOL_ROLES, BOARD)
def book_all(request: HttpRequest) -> HttpResponseBase:
    """Ask for every ticked wish, in order; each succeeds or is refused by itself, and says so."""
    actor, school = acting(request), needed(request)
    wishes = list(queries.choices_visible_to(actor).filter(school=school))
    form = forms.Picked([str(wish.pk) for wish in wishes], request.POST)
    picked = form.cleaned_data["choice"] if form.is_valid() else []

    def ask() -> Done:
        results = tuple(_booked(wish, actor) for wish in wishes if str(wish.pk) in picked)
        nothing = ((False, _("Tick at least one line of your shortlist, then book.")),)
        return Done(reverse("schools:shortlist"), "", results or nothing)

    return _or_refuse(attempt(request, ask))


def _booked(wish: Choice, actor: Actor) -> tuple[bool, str]:
    title = {"offer": title_of(wish.offer)}
    try:
        with row_of_many():
            booking = actions.book_choice(wish, by=actor)
    except (Invalid, Refused) as refused:
        return False, _("“%(offer)s” was not booked: %(why)s") % (title | {"why": str(refused)})
    if booking.status == "proposed":
        return True, _("“%(offer)s” waits for the budget holder of your school.") % title
    return True, _("“%(offer)s” was asked from the provider.") % title


def _mine(request: HttpRequest, pk: UUID) -> Choice:
    return get_object_or_404(queries.choices_visible_to(acting(request)), pk=pk)


def _or_refuse(answer: HttpResponseBase | Refusal) -> HttpResponseBase:
    """Buttons without fields: a refusal goes to the page of refusals."""
    if isinstance(answer, Refusal):
        raise Refused("refused", answer.sentence)
    return answer
