"""What the provider writes about a booking, and takes back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from catalogue.actor import PROVIDER_ROLES
from frontend.access import deed_page, page
from frontend.conversing import Writing, conversation_at, file_sent, of_address, taken_back, written
from frontend.providers.booking import booking_page, mine
from portal.people.actors import acting

PLACE = "providers"


@deed_page(*PROVIDER_ROLES)
def write(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write to the other side; a refusal shows the page with the sentence of the rule, and what was written."""
    answer = written(request, mine(request, pk), PLACE)
    return answer if isinstance(answer, HttpResponseRedirect) else _again(request, pk, answer)


@deed_page(*PROVIDER_ROLES)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take an own message back; a refusal shows the page of its booking with what the rule said."""
    message = of_address(request, pk)
    answer = taken_back(request, message, PLACE)
    return answer if isinstance(answer, HttpResponseRedirect) else _again(request, message.booking_id, answer)


@page(*PROVIDER_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A private file with a message; 404 for another's."""
    return file_sent(request, pk)


def _again(request: HttpRequest, pk: UUID, form: Writing) -> HttpResponseBase:
    found = mine(request, pk)
    talk = conversation_at(acting(request), found, place=PLACE, form=form)
    return booking_page(request, found, talk=talk)
