"""Other days for a booking, proposed and answered by the provider."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from catalogue.actor import PROVIDER_ROLES
from frontend.access import deed_page
from frontend.agreeing import agreeing_at, answered, of_address
from frontend.agreeing import propose as proposed
from frontend.providers.booking import booking_page, mine
from portal.people.actors import acting

PLACE = "providers"


@deed_page(*PROVIDER_ROLES)
def propose(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Propose other days to the other side; a refusal shows the page with the sentence of the rule."""
    answer = proposed(request, mine(request, pk), PLACE)
    if isinstance(answer, HttpResponseRedirect):
        return answer
    found = mine(request, pk)
    shown = agreeing_at(acting(request), found, place=PLACE, form=answer)
    return booking_page(request, found, agreeing=shown)


@deed_page(*PROVIDER_ROLES)
def answer(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Accept, refuse or take back a proposal; a refusal shows the page of its booking with what the rule said."""
    proposal = of_address(request, pk)
    said = answered(request, proposal, deed, PLACE)
    if isinstance(said, HttpResponseRedirect):
        return said
    found = mine(request, proposal.booking_id)
    shown = agreeing_at(acting(request), found, place=PLACE, refused=said)
    return booking_page(request, found, agreeing=shown)
