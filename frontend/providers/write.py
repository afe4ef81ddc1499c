"""Writing an offer, and writing it better: everything that is typed is kept, right or wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers import actions, queries, rules
from catalogue.offers.models import Manuscript, Offer
from catalogue.organisations import queries as organisations
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.lost_session import arrived, owner_of, typed_text_waits, waiting_text
from frontend.providers.checks import checks_of
from frontend.providers.offer import address, mine
from frontend.providers.offer_form import OfferForm
from frontend.providers.picture_form import NEW
from frontend.providers.preview import seen
from frontend.providers.window import Window, of_new, of_offer
from portal.people.actors import acting


@typed_text_waits
@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """A new offer; `?programme=` picks, else the newest programme. The first time that it is kept makes the draft."""
    if request.method == "POST":
        return _kept(request)
    window, programmes = of_new(request)
    return _page(request, window, programmes=programmes)


@typed_text_waits
@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Change an own offer; of a published one this makes the next version, which the municipality then looks at.

    `?text=` opens a text that was put aside, to take it over.
    """
    found = mine(request, pk)
    if request.method == "POST":
        return _kept(request)
    if rules.is_under_review(found) or not rules.may_write(acting(request), found):
        return redirect(address(pk))
    text = get_object_or_404(_aside(request, found), pk=request.GET["text"]) if "text" in request.GET else None
    return _page(request, of_offer(found, text))


@deed_page(*PROVIDER_ROLES)
def throw_away(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A text that was put aside is not needed any more; 404 for another's."""
    text = get_object_or_404(queries.manuscripts_of(acting(request)), pk=pk, aside=True)
    assert text.offer is not None
    to = reverse("providers:edit-offer", args=[text.offer.pk])

    def deed() -> Done:
        actions.throw_away(text, by=acting(request))
        return Done(to, _("Thrown away."))

    answer = attempt(request, deed)
    return redirect(to) if isinstance(answer, Refusal) else answer


def _kept(request: HttpRequest) -> HttpResponseBase:
    """Keep what was sent by the button, and go on; a photograph without its words comes back at once."""
    window = Window.sent(request)
    form = window.form(request)
    if {"photograph", "alt", "credit"} & form.errors.keys() and request.FILES:
        return _page(request, window, form)
    answer = attempt(request, lambda: _keeping(request, window, form))
    if isinstance(answer, Refusal):
        form.take(answer)
        return _page(request, window, form)
    arrived(request, str(window.key))
    return answer


def _keeping(request: HttpRequest, window: Window, form: OfferForm) -> Done:
    actor = acting(request)
    new_picture: dict[str, Any] = {}
    if form.cleaned_data.get("picture") == NEW and form.cleaned_data.get("photograph"):
        picture = form.chosen(organisations.own_providers(actor).get(), by=actor)
        new_picture = {"image": picture.pk if picture else None}
    kept = actions.keep(window.text(form, **new_picture), window.programme, by=actor, offer=window.offer)
    assert kept.offer is not None
    again = reverse("providers:edit-offer", args=[kept.offer.pk])
    if kept.aside:
        return Done(again, "", ((False, _("This offer changed meanwhile. Your text is kept beside it: see below.")),))
    if wrong := len(checks_of(actor, kept.offer).beside):
        sentence = ngettext(
            "Kept as you typed it. %(number)s thing is not right yet.",
            "Kept as you typed it. %(number)s things are not right yet.",
            wrong,
        )
        return Done(again, sentence % {"number": wrong})
    return Done(address(kept.offer.pk), _("Kept. Send it to the municipality when it is ready."))


def _page(request: HttpRequest, window: Window, form: OfferForm | None = None, **more: Any) -> HttpResponseBase:
    """The form with its preview, what is wrong so far, and texts that the offer went on without."""
    waiting = waiting_text(request) if form is None else None
    if waiting is not None:
        window = Window.waiting(request, waiting)
    form = form or window.form(request)
    actor = acting(request)
    context = {
        "form": form,
        "window": window,
        "owner": owner_of(request),
        "offer": window.offer,
        "checks": checks_of(actor, window.offer),
        "restored": waiting is not None,
        "aside": _aside(request, window.offer).exclude(pk=window.key) if window.offer else (),
        "seen": seen(actor, window, form),
    }
    return render(request, "providers/write.html", context | more, status=form.status)


def _aside(request: HttpRequest, offer: Offer) -> QuerySet[Manuscript]:
    return queries.manuscripts_of(acting(request)).filter(offer=offer, aside=True)
