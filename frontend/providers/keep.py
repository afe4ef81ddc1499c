"""Keeping what is typed at every pause, and saying beside the fields what is not right yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import actions
from frontend.access import deed_page
from frontend.lost_session import arrived, typed_text_waits
from frontend.providers.checks import checks_of
from frontend.providers.picture_form import NAMES
from frontend.providers.window import Window
from portal.people.actors import acting


@typed_text_waits
@deed_page(*PROVIDER_ROLES)
def keep(request: HttpRequest) -> HttpResponseBase:
    """Keep the form as it now is; the answer says when, what is wrong so far, and whether somebody else went on."""
    window = Window.sent(request)
    form = window.form(request)
    actor = acting(request)
    kept = actions.keep(window.text(form), window.programme, by=actor, offer=window.offer)
    arrived(request, str(window.key))
    assert kept.offer is not None
    checks = checks_of(actor, kept.offer)
    places = [(f"id_{name}-check", checks.beside.get(name, "")) for name in form.fields if name not in NAMES]
    context = {"kept": kept, "offer": kept.offer, "checks": checks, "places": places}
    response = render(request, "providers/kept.html", context)
    if window.offer is None:  # a reload of the page opens the draft, not another new offer
        response.headers["HX-Replace-Url"] = reverse("providers:edit-offer", args=[kept.offer.pk])
    return response
