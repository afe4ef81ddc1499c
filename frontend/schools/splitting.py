"""A booking becomes two, each with its own day."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.lifecycle import expect
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.schools.booking import address, booking_page, mine
from frontend.schools.split_form import Splitting
from portal.bookings import queries
from portal.people.actors import acting
from portal.vouchers import actions


@deed_page(*SCHOOL_ROLES, BOARD)
def split(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Let a part go on by itself; a refusal shows the page with the sentence of the rule."""
    found = mine(request, pk)
    form = Splitting(found, request.POST)
    if form.is_valid():

        def deed() -> Done:
            thing = queries.visible_to(acting(request)).select_related("session", "entitlement").get(pk=pk)
            expect(thing, form.cleaned_data["version"])
            part = actions.split(
                thing, units=form.cleaned_data.get("units") or 1, pupils=form.cleaned_data["pupils"],
                session=form.chosen, wished_dates=form.dates, by=acting(request),
            )  # fmt: skip
            return Done(address(part), _("This part is a booking of its own now. The other part stays as it was."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return booking_page(request, mine(request, pk), splitting=form)
