"""The front door: everybody starts where their work is."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from frontend.access import page
from frontend.visitors import visitor_of
from portal.people.actors import acting


@page()
def home(request: HttpRequest) -> HttpResponseBase:
    """To the overview of the own role; the public to the catalogue, or in a demo to the demo's front door."""
    actor = acting(request)
    if actor.is_public and settings.DEMO:
        return redirect("public:demo")
    return redirect(visitor_of(actor).home)
