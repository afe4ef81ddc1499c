"""The school does not agree with a report: it says why, and what it counted itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.lifecycle import expect
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.schools.booking import address, booking_page, mine
from frontend.schools.dispute_form import Disputing
from portal.bookings import actions, queries
from portal.people.actors import acting


@deed_page(*SCHOOL_ROLES, BOARD)
def dispute(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Dispute the report of an own booking; a refusal shows the page with the sentence of the rule."""
    found, form = mine(request, pk), Disputing(request.POST)
    if form.is_valid():

        def deed() -> Done:
            thing = queries.visible_to(acting(request)).get(pk=pk)
            said = dict(form.cleaned_data)
            expect(thing, said.pop("version"))
            actions.dispute(thing, **said, by=acting(request))
            return Done(address(thing), _("The provider knows that something is not right."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = mine(request, pk)
    return booking_page(request, found, disputing=form)
