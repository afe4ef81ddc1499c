"""An offer as schools will see it, while it is being written: the card and the page. Nothing is saved here."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.money import ZERO
from catalogue.offers import terms
from catalogue.offers.drafts import dated
from catalogue.offers.fields import SAID
from catalogue.offers.models import Offer, Revision
from catalogue.organisations import queries as organisations
from catalogue.programmes import queries as programmes
from frontend.access import deed_page
from frontend.lost_session import quiet_when_signed_out
from frontend.providers.offer_form import FIELD_OF, OfferForm
from frontend.providers.window import Window
from portal.people.actors import acting

NAMED = ("image", "venue", "contact_person")
NEVER_EMPTY = ("unit", "price")


@dataclass(frozen=True, slots=True)
class Seen:
    """The offer as it would be, and what a unit of it costs whom."""

    offer: Offer
    paid: terms.Paid


@quiet_when_signed_out
@deed_page(*PROVIDER_ROLES)
def preview(request: HttpRequest) -> HttpResponseBase:
    """The card and the page of what stands in the form: a piece of a page for htmx, else a whole page."""
    window = Window.sent(request)
    shown = {"seen": seen(acting(request), window, window.form(request)), "window": window}
    htmx: Any = getattr(request, "htmx", None)
    return render(request, "providers/preview.html" if htmx else "providers/preview_page.html", shown)


def seen(actor: Actor, window: Window, form: OfferForm) -> Seen:
    """The offer as it would be with everything in the form that can be read."""
    said = form.said if form.is_bound else _said(actor, window)
    provider = window.offer.provider if window.offer else organisations.own_providers(actor).get()
    standing = window.offer and (window.offer.draft or window.offer.text)
    revision = copy(standing) if standing else Revision(unit="group", price=ZERO)
    for name, value in said.items():
        if name in NAMED:
            setattr(revision, f"{name}_id", value)
        elif name in SAID and (value or name not in NEVER_EMPTY):
            setattr(revision, name, value)
    ids = said.get("themes", [each.pk for each in standing.themes.all()] if standing else [])
    revision._prefetched_objects_cache = {  # type: ignore[attr-defined]  # rows that are only looked at
        "themes": list(programmes.themes().filter(programme=window.programme, pk__in=ids))
    }
    kind = said.get("kind") or (window.offer.kind if window.offer else "optional")
    offer = Offer(provider=provider, programme=window.programme, kind=kind, capacity=revision.capacity)
    offer.draft = dated(revision, provider)
    return Seen(offer, terms.paid_for(offer, revision))


def _said(actor: Actor, window: Window) -> dict[str, Any]:
    """What can be read of a text that is only shown yet."""
    if not window.typed:
        return {}
    data = QueryDict(mutable=True)
    for name, values in window.typed.items():
        data.setlist(FIELD_OF.get(name, name), values)
    return OfferForm(actor, window.programme, data, offer=window.offer).said
