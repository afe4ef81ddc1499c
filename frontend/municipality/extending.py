"""Letting a provider or school claim later than the programme says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ASSESSOR, OFFICER, Actor
from frontend.access import deed_page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from portal.bespoke import queries as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims.extending import extend, may_extend
from portal.people.actors import acting


class Until(PageForm):
    """A later day, and why."""

    until = Day(label=gettext_lazy("May be claimed until"))
    reason = forms.CharField(label=gettext_lazy("Why later?"), max_length=500)


@deed_page(OFFICER, ASSESSOR)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A later day for a booking; 404 for another municipality's."""
    return _extended(request, bookings.visible_to(acting(request)), pk, "municipality:booking")


@deed_page(OFFICER, ASSESSOR)
def bespoke_request(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A later day for the costs of a bespoke request; 404 for another municipality's."""
    return _extended(request, bespoke.visible_to(acting(request)), pk, "municipality:request")


def later_of(actor: Actor, thing: Booking | BespokeRequest, address: str) -> dict[str, Any]:
    """What the page of a booking or request shows of it: the days that were given, and the form where money waits."""
    later = Until() if thing.reserved and may_extend(actor, thing) else None
    return {"extensions": thing.claim_extensions.all(), "later": later, "address": address}


def _extended(request: HttpRequest, rows: QuerySet[Any], pk: UUID, page: str) -> HttpResponseBase:
    found, form = get_object_or_404(rows, pk=pk), Until(request.POST)
    if not form.is_valid():
        return refused(request, 400, " ".join(str(each) for errors in form.errors.values() for each in errors))

    def deed() -> Done:
        extend(found, form.cleaned_data["until"], reason=form.cleaned_data["reason"], by=acting(request))
        return Done(reverse(page, args=[pk]), _("It may be claimed until the day that you gave."))

    answer = attempt(request, deed)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer
