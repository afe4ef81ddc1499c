"""Planning a session of an offer: a moment that schools can book."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import actions, queries
from frontend.access import deed_page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.forms import Moment
from frontend.providers.offer import address, mine, own_offer_page
from frontend.wording import span
from portal.people.actors import acting


@deed_page(*PROVIDER_ROLES)
def plan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A new session of an own offer; 404 for another's."""
    mine(request, pk)
    form = Moment(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _planned(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return own_offer_page(request, mine(request, pk), moment=form)


def _planned(request: HttpRequest, pk: UUID, form: Moment) -> Done:
    actor = acting(request)
    made = actions.add_session(
        queries.own(actor).get(pk=pk),
        starts_at=form.moment("starts"),
        ends_at=form.moment("ends"),
        place=form.cleaned_data["place"],
        capacity=form.cleaned_data["capacity"],
        by=actor,
    )
    return Done(address(pk), _("Planned: %(moment)s.") % {"moment": span(made.starts_at, made.ends_at)})
