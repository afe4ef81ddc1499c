"""The two deeds on other days of a booking, for the page of the school and for that of the provider alike."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from frontend import agreeing
from frontend.access import View, deed_page
from portal.bookings.models import Booking
from portal.people.actors import acting


def deeds_of(
    place: str, roles: tuple[str, ...], mine: Callable[[HttpRequest, UUID], Booking],
    booking_page: Callable[..., HttpResponseBase],
) -> tuple[View, View]:  # fmt: skip
    """To propose and to answer, for these roles. `mine` finds a booking or says 404, `booking_page` shows it."""

    @deed_page(*roles)
    def propose(request: HttpRequest, pk: UUID) -> HttpResponseBase:
        """Propose other days to the other side; a refusal shows the page with the sentence of the rule."""
        said = agreeing.propose(request, mine(request, pk), place)
        if isinstance(said, HttpResponseRedirect):
            return said
        found = mine(request, pk)
        return booking_page(
            request, found, agreeing=agreeing.agreeing_at(acting(request), found, place=place, form=said)
        )

    @deed_page(*roles)
    def answer(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
        """Accept, refuse or take back a proposal; a refusal shows the page of its booking with what the rule said."""
        proposal = agreeing.of_address(request, pk)
        said = agreeing.answered(request, proposal, deed, place)
        if isinstance(said, HttpResponseRedirect):
            return said
        found = mine(request, proposal.booking_id)
        shown = agreeing.agreeing_at(acting(request), found, place=place, refused=said)
        return booking_page(request, found, agreeing=shown)

    return propose, answer
