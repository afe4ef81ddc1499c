"""Own sign-up for offers of the provider: open it, see who enrolled how many, and count who came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import PROVIDER_ROLES
from catalogue.errors import Refused
from catalogue.lifecycle import allowed
from catalogue.offers import queries as offers
from catalogue.offers.models import MOST_UNITS, Session
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.sayings import title_of
from portal.enrolments import actions, queries, rules
from portal.enrolments.models import Activity, Enrolment
from portal.enrolments.states import BY_COUNT, WAYS
from portal.people.actors import acting

MANY = 200


class Opening(PageForm):
    """Which offer, how many places, until when and how."""

    offer = forms.ChoiceField(label=gettext_lazy("Which offer?"))
    capacity = WholeNumber(most=MOST_UNITS, label=gettext_lazy("How many children at most?"))
    most_per_school = WholeNumber(most=MOST_UNITS, required=False, label=gettext_lazy("At most per school"))
    closes_on = Day(label=gettext_lazy("Last day of sign-up"))
    way = forms.ChoiceField(
        label=gettext_lazy("How do schools enrol?"), choices=WAYS, initial=BY_COUNT, widget=forms.RadioSelect
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.has_offers = bool(choices)
        chosen = forms.ChoiceField(label=gettext_lazy("Which offer?"), choices=choices)
        self.fields["offer"] = chosen
        self.order_fields(["offer", "capacity", "most_per_school", "closes_on", "way"])


class Changing(PageForm):
    """What a provider changes: the places, the last day, or why it does not go on."""

    capacity = WholeNumber(most=MOST_UNITS, required=False, label=gettext_lazy("How many children at most?"))
    closes_on = Day(required=False, label=gettext_lazy("Last day of sign-up"))
    reason = Words(most=500, rows=2, required=False, label=gettext_lazy("Why does it not go on?"))


class Present(PageForm):
    """How many of each enrolment came."""

    def __init__(self, rows: list[Enrolment], data: Any = None) -> None:
        super().__init__(data)
        for row in rows:
            label = f"{row.school.name} {row.code}".strip()
            self.fields[str(row.pk)] = WholeNumber(least=0, most=row.placed, label=label, initial=row.placed)

    def field_of(self, location: str) -> str:
        """`#/present/<id>` is about the field of that enrolment."""
        return location.rpartition("/")[2]


@page(*PROVIDER_ROLES)
def activities(request: HttpRequest) -> HttpResponseBase:
    """The activities of the provider and how full they are."""
    return _list(request, Opening(_open_to(request)))


@deed_page(*PROVIDER_ROLES)
def start(request: HttpRequest) -> HttpResponseBase:
    """Open an offer for sign-up."""
    form = Opening(_open_to(request), request.POST)

    def put() -> Done:
        given = dict(form.cleaned_data)
        offer = get_object_or_404(offers.own(acting(request)), pk=given.pop("offer"))
        made = actions.open_activity(offer, by=acting(request), **given)
        return Done(_address(made.pk), _("Schools can enrol children from now on."))

    if form.is_valid():
        answer = attempt(request, put)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*PROVIDER_ROLES)
def activity(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One activity: who is in it, the dates, and what can be changed."""
    return _shown(request, _mine(request, pk))


@deed_page(*PROVIDER_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Change the places, close or reopen sign-up, or say that it does not go on."""
    found, form = _mine(request, pk), Changing(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _done(request, pk, deed, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def present(request: HttpRequest, pk: UUID, session: UUID) -> HttpResponseBase:
    """Count who came on a date: everybody is filled in, change what was otherwise."""
    found = _mine(request, pk)
    date = get_object_or_404(Session, pk=session, offer=found.offer_id)
    rows = list(queries.to_count(found)[:MANY])
    form = Present(rows, request.POST if request.method == "POST" else None)

    def put() -> Done:
        counted = {UUID(key): came for key, came in form.cleaned_data.items()}
        actions.count_present(found, date, present=counted, by=acting(request))
        return Done(_address(pk), _("Counted: %(number)s children came.") % {"number": sum(counted.values())})

    if request.method == "POST" and form.is_valid():
        answer = attempt(request, put)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"activity": found, "date": date, "form": form, "rows": rows}
    return render(request, "providers/present.html", context, status=form.status)


def _done(request: HttpRequest, pk: UUID, deed: str, given: dict[str, Any]) -> Done:
    found, by = _mine(request, pk), acting(request)
    day = given["closes_on"] or timezone.localdate()
    deeds: dict[str, tuple[Callable[[], Any], str]] = {
        "places": (
            lambda: actions.set_places(found, capacity=given["capacity"] or 0, by=by),
            _("The number of places is changed. Who waited longest has what came free."),
        ),
        "close": (lambda: actions.close(found, by=by), _("Sign-up is closed.")),
        "open": (lambda: actions.open_again(found, closes_on=day, by=by), _("Sign-up is open again.")),
        "cancel": (
            lambda: actions.cancel(found, reason=given["reason"], by=by),
            _("It does not go on. The schools see why."),
        ),
    }
    if deed not in deeds:
        raise Refused("wrong_state", _("This cannot be done here. Reload the page."))
    act, said = deeds[deed]
    act()
    return Done(_address(pk), said)


def _open_to(request: HttpRequest) -> list[tuple[str, str]]:
    """The published offers that are not open for sign-up yet."""
    actor = acting(request)
    taken = queries.visible_to(actor).filter(status__in=("open", "closed")).values("offer")
    rows = offers.own(actor).filter(status="published").exclude(pk__in=taken)
    return [(str(each.pk), title_of(each)) for each in rows[:MANY]]


def _mine(request: HttpRequest, pk: UUID) -> Activity:
    found: Activity = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    return found


def _address(pk: UUID) -> str:
    return reverse("providers:activity", args=[pk])


def _list(request: HttpRequest, form: Opening) -> HttpResponseBase:
    rows = list(queries.visible_to(acting(request)))
    context = {"rows": rows, "form": form if form.has_offers else None}
    return render(request, "providers/activities.html", context, status=form.status)


def _shown(request: HttpRequest, found: Activity, form: Changing | None = None) -> HttpResponseBase:
    dates = queries.dates_of(found)
    schools = queries.per_school(found)
    initial = {"capacity": found.capacity, "closes_on": found.closes_on}
    context = {
        "activity": found,
        "form": form or Changing(initial=initial),
        "may": rules.may_manage(acting(request), found),
        "may_close": allowed(found, "closed"),
        "may_open": allowed(found, "open"),
        "dates": [(each, each.starts_at <= timezone.now(), _came(schools, each.pk)) for each in dates],
        "schools": schools,
    }
    return render(request, "providers/activity.html", context, status=form.status if form else 200)


def _came(schools: list[queries.OfSchool], date: UUID) -> int | None:
    """How many came on a date over all schools; nothing when nobody counted yet."""
    counted = [each.present[date] for each in schools if date in each.present]
    return sum(counted) if counted else None
