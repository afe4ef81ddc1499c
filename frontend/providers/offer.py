"""One offer of the provider: where it stands, what came back, its dates, and what to do now."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.journal.queries import history_of
from catalogue.offers import actions, queries, rules
from catalogue.offers.models import Offer
from catalogue.offers.said import LABELS
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.forms import Reason
from frontend.history import told
from frontend.providers.checks import checks_of
from frontend.providers.home import last_remark
from portal.people.actors import acting

BUTTONS: tuple[Button[Offer], ...] = (
    Button(
        "submit",
        rules.may_submit,
        lambda offer, by, _reason: actions.submit(offer, by=by),
        _("Send to the municipality"),
        _("A policy officer looks at it. After that schools can choose it."),
        _("Sent. You read here what the municipality says."),
        kind="primary-action",
    ),
    Button(
        "withdraw",
        rules.may_withdraw,
        lambda offer, by, reason: actions.withdraw(offer, by=by, reason=reason),
        _("Take this offer out of the catalogue"),
        _("Schools cannot choose it any more; bookings that were made stay. This cannot be undone."),
        _("Taken out of the catalogue."),
        kind="danger",
        asks_reason=True,
    ),
)


@page(*PROVIDER_ROLES)
def offer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of an own offer; 404 for another's."""
    return own_offer_page(request, mine(request, pk))


@deed_page(*PROVIDER_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Submit or withdraw; a refusal shows the page with the sentence of the rule."""
    mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: queries.own(acting(request)).get(pk=pk), lambda each: address(each.pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return own_offer_page(request, mine(request, pk), failed=(deed, answer))


def address(pk: UUID) -> str:
    """Where the page of the offer is."""
    return reverse("providers:offer", args=[pk])


def mine(request: HttpRequest, pk: UUID) -> Offer:
    """An own offer; 404 for another's."""
    return get_object_or_404(queries.own(acting(request)), pk=pk)


def own_offer_page(request: HttpRequest, found: Offer, *, failed: tuple[str, Reason] | None = None) -> HttpResponseBase:
    """The page, with what was refused beside its form."""
    actor = acting(request)
    said = found.draft or found.text
    context = {
        "offer": found,
        "said": said,
        "new_version": found.revision is not None and found.draft is not None,
        "came_back": said.status == "returned",
        "remark": last_remark(found) if said.status == "returned" else "",
        "remarks": [(each, LABELS[each.field]) for each in queries.remarks_of(said)]
        if said.status == "returned"
        else [],
        "may_write": rules.may_write(actor, found) and said.status != "submitted",
        "checks": checks_of(actor, found) if rules.may_submit(actor, found) else None,
        "sessions": found.sessions.filter(starts_at__gte=timezone.now()),
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("providers:offer-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "providers/offer.html", context, status=failed[1].status if failed else 200)
