"""Pages of words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from frontend.access import page


@page()
def about(request: HttpRequest) -> HttpResponseBase:
    """What this portal is for, and who does what in it."""
    return render(request, "public/about.html")


@page()
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """The accessibility statement."""
    return render(request, "public/accessibility.html")
