"""What works elsewhere: ideas of other municipalities, from which an own offer starts with one click."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.exchange import actions, queries
from frontend.access import deed_page, page, refused
from frontend.deeds import Done, Refusal, attempt
from frontend.listing import page_of
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def ideas(request: HttpRequest) -> HttpResponseBase:
    """What the municipalities where the provider takes part show it."""
    return render(
        request, "providers/ideas.html", {"page": page_of(request, queries.visible_to(acting(request)), size=20)}
    )


@deed_page(*PROVIDER_ROLES)
def start(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A draft of the own organisation, with everything that the idea says."""
    actor = acting(request)
    idea = get_object_or_404(queries.visible_to(actor), pk=pk)

    def started() -> Done:
        offer = actions.start(idea, by=actor)
        said = _("This is a draft of your own now. Make it fit: the price, the goal, what you do. Then send it.")
        return Done(reverse("providers:edit-offer", args=[offer.pk]), said)

    answer = attempt(request, started)
    return refused(request, answer.status, answer.sentence) if isinstance(answer, Refusal) else answer
