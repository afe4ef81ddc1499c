"""The places of a provider: where groups come, and what they find there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import PROVIDER_ROLES
from catalogue.organisations import actions, queries
from catalogue.organisations.identifiers import written_postcode
from catalogue.organisations.models import Venue
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from portal.people.actors import acting


class Place(PageForm):
    """A place, with what a group needs to know before it comes."""

    name = forms.CharField(label=gettext_lazy("Name of the place"), max_length=120)
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=7, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    step_free = forms.BooleanField(label=gettext_lazy("Reachable without steps, also by wheelchair"), required=False)
    toilet = forms.BooleanField(label=gettext_lazy("A toilet for children"), required=False)
    coats = forms.BooleanField(label=gettext_lazy("A place for coats and bags"), required=False)
    lunch = forms.BooleanField(label=gettext_lazy("A place to eat lunch"), required=False)
    remarks = forms.CharField(
        label=gettext_lazy("What else should a school know?"), max_length=300, required=False,
        help_text=gettext_lazy("For example: the bus stops at the corner."),
    )  # fmt: skip
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude"), required=False, help_text=gettext_lazy("For the distance; for example 52.13.")
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Longitude"), required=False, help_text=gettext_lazy("For example 5.04.")
    )

    def clean_postcode(self) -> str:
        """As it is kept."""
        return written_postcode(self.cleaned_data["postcode"])


@page(*PROVIDER_ROLES)
def venues(request: HttpRequest) -> HttpResponseBase:
    """The places, closed ones last."""
    return render(request, "providers/venues.html", {"venues": _own(request).order_by("closed", "name")})


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Add a place."""
    return _filled_in(request, None)


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def venue(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change a place; 404 for another's."""
    return _filled_in(request, get_object_or_404(_own(request), pk=pk))


@deed_page(*PROVIDER_ROLES)
def close(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Groups come here no more, or again; a refusal shows the place."""
    found = get_object_or_404(_own(request), pk=pk)
    answer = attempt(request, lambda: _closed(request, pk))
    return answer if not isinstance(answer, Refusal) else _shown(request, found, Place(initial=_said(found)), answer)


def _filled_in(request: HttpRequest, found: Venue | None) -> HttpResponseBase:
    form = Place(request.POST or None, initial=_said(found) if found else None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _kept(request, found, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form)


def _shown(request: HttpRequest, found: Venue | None, form: Place, refused: Refusal | None = None) -> HttpResponseBase:
    status = refused.status if refused else form.status
    return render(request, "providers/venue.html", {"venue": found, "form": form, "refused": refused}, status=status)


def _said(found: Venue) -> dict[str, Any]:
    return {name: getattr(found, name) for name in Place.base_fields}


def _own(request: HttpRequest) -> Any:
    return queries.own_venues(acting(request))


def _kept(request: HttpRequest, found: Venue | None, form: Place) -> Done:
    actor = acting(request)
    if found is None:
        made = actions.add_venue(queries.own_providers(actor).get(), by=actor, **form.cleaned_data)
    else:
        made = actions.change_venue(_own(request).get(pk=found.pk), by=actor, **form.cleaned_data)
    return Done(reverse("providers:venues"), _("Kept: %(name)s.") % {"name": made.name})


def _closed(request: HttpRequest, pk: UUID) -> Done:
    actor, found = acting(request), _own(request).get(pk=pk)
    if found.closed:
        actions.reopen_venue(found, by=actor)
        return Done(reverse("providers:venues"), _("Open again: offers can name this place."))
    actions.close_venue(found, by=actor)
    return Done(reverse("providers:venues"), _("Closed. Offers cannot name this place any more; you can undo this."))
