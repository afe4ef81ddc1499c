"""Another day for a booking, by the school."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from catalogue.actor import BOARD, SCHOOL_ROLES
from frontend.access import deed_page
from frontend.rescheduling import moved
from frontend.schools.booking import address, booking_page, mine


@deed_page(*SCHOOL_ROLES, BOARD)
def reschedule(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Choose another session or other days; a refusal shows the page with the sentence of the rule."""
    found = mine(request, pk)
    answer = moved(request, found, address)
    return answer if isinstance(answer, HttpResponseBase) else booking_page(request, mine(request, pk), days=answer)
