"""Bookings in your own calendar: an address for a calendar program, and one booking as a file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.errors import Refused
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from portal.bookings.queries import visible_to
from portal.calendars import actions, ical, queries, rules
from portal.calendars.models import CalendarFeed
from portal.calendars.states import SCOPES
from portal.people.actors import acting, membership_of

TYPE = "text/calendar; charset=utf-8"


class NewFeed(PageForm):
    """What the calendar shows, of what this person may follow."""

    scope = forms.ChoiceField(label=gettext_lazy("What it shows"))

    def __init__(self, scopes: Sequence[str], data: Any = None) -> None:
        super().__init__(data)
        self.fields["scope"] = forms.ChoiceField(
            label=gettext_lazy("What it shows"), choices=[each for each in SCOPES if each[0] in scopes]
        )


@dataclass(frozen=True, slots=True)
class Address:
    """A feed with its address, and the same for programs that open it by themselves."""

    feed: CalendarFeed
    https: str
    webcal: str


@page(*rules.WITH_BOOKINGS)
def calendars(request: HttpRequest) -> HttpResponseBase:
    """The calendars of this person in this role, with their addresses."""
    return _shown(request)


@deed_page(*rules.WITH_BOOKINGS)
def open_one(request: HttpRequest) -> HttpResponseBase:
    """Make an address."""
    form = NewFeed(rules.scopes_of(acting(request)), request.POST)
    if form.is_valid():

        def make() -> Done:
            membership = membership_of(request)
            assert membership is not None  # who has a role here has one
            actions.open_feed(membership, by=acting(request), scope=form.cleaned_data["scope"])
            return Done(reverse("public:calendars"), _("Made. Copy the address into your calendar program."))

        answer = attempt(request, make)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@deed_page(*rules.WITH_BOOKINGS)
def close_one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take an address back."""
    found = get_object_or_404(queries.own(acting(request)), pk=pk)

    def away() -> Done:
        actions.close_feed(found, by=acting(request))
        return Done(reverse("public:calendars"), _("Removed: nobody can read this address any more."))

    answer = attempt(request, away)
    if isinstance(answer, Refusal):
        raise Refused("refused", answer.sentence)
    return answer


@page()
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a calendar program reads, without signing in: the address gives the right. 404 when it is no good."""
    found = queries.by_token(token)
    if found is None:
        raise Http404
    return _file(request, ical.written(found), "keuzeportaal.ics")


@page(*rules.WITH_BOOKINGS)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One booking as a file that any calendar opens. 404 when it is not yours."""
    rows = queries.with_session(visible_to(acting(request)))
    found = get_object_or_404(rows, pk=pk)
    if not found.planned_on:
        raise Http404
    written = ical.calendar([found], name=found.revision.title, at_provider=acting(request).provider is not None)
    return _file(request, written, "boeking.ics")


def _file(request: HttpRequest, content: bytes, name: str) -> HttpResponseBase:
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["ETag"] = etag = quote_etag(hashlib.sha256(content).hexdigest())
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _shown(request: HttpRequest, form: NewFeed | None = None) -> HttpResponseBase:
    feeds = list(queries.own(acting(request)))
    there = {each.scope for each in feeds}
    left = [scope for scope in rules.scopes_of(acting(request)) if scope not in there]
    shown = form or NewFeed(left)
    context = {"addresses": [_address(each) for each in feeds], "form": shown, "left": left}
    return render(request, "public/calendars.html", context, status=shown.status)


def _address(row: CalendarFeed) -> Address:
    https = settings.PUBLIC_URL + reverse("public:calendar-feed", args=[queries.token_of(row)])
    return Address(row, https, f"webcal:{https.partition(':')[2]}")
