"""School and provider do not agree about a delivery: the officer decides, with a reason that both read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.lifecycle import expect
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.municipality.bookings import Deciding, booking_page, mine
from portal.bookings import actions, queries
from portal.people.actors import acting


@deed_page(*MUNICIPAL_ROLES)
def decide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Decide about a disputed delivery; a refusal shows the page with the sentence of the rule."""
    found, form = mine(request, pk), Deciding(request.POST)
    if form.is_valid():

        def deed() -> Done:
            thing, said = queries.visible_to(acting(request)).get(pk=pk), dict(form.cleaned_data)
            expect(thing, said.pop("version"))
            actions.decide_dispute(thing, **said, by=acting(request))
            return Done(reverse("municipality:booking", args=[pk]), _("Decided. The school and the provider read why."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
        found = mine(request, pk)
    return booking_page(request, found, deciding=form)
