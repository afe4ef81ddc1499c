"""Purchase orders of the municipality, and in which programmes it orders itself (DOMAIN § 7 row 8)."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.programmes import actions
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.listing import page_of
from frontend.providers.orders import file_of
from portal.orders import queries
from portal.people.actors import acting


class Terms(PageForm):
    """Who orders in a programme."""

    programme = forms.UUIDField()
    ordered_by = forms.CharField()


@page(*MUNICIPAL_ROLES)
def orders(request: HttpRequest) -> HttpResponseBase:
    """The orders, newest first, and who orders per programme."""
    actor = acting(request)
    context = {
        "page": page_of(request, queries.visible_to(actor)),
        "programmes": Programme.objects.filter(municipality=actor.municipality),
        "may_change": actor.role == OFFICER,
    }
    return render(request, "municipality/orders.html", context)


@page(*MUNICIPAL_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The PDF of an order; 404 for another municipality's and while it is being made."""
    return file_of(request, pk)


@deed_page(OFFICER)
def terms(request: HttpRequest) -> HttpResponseBase:
    """Say who orders what is booked in a programme from now on."""
    form = Terms(request.POST)
    answer = attempt(request, lambda: _changed(request, form)) if form.is_valid() else None
    return redirect("municipality:orders") if answer is None or isinstance(answer, Refusal) else answer


def _changed(request: HttpRequest, form: Terms) -> Done:
    given, actor = form.cleaned_data, acting(request)
    own = Programme.objects.filter(municipality=actor.municipality)
    found = get_object_or_404(own, pk=given["programme"])
    actions.let_order(found, ordered_by=given["ordered_by"], by=actor)
    return Done(reverse("municipality:orders"), _("The terms of the programme were changed."))
