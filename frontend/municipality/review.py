"""Offers to review: what is new, what changed, publish it or ask for changes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.offers import actions, queries, rules
from catalogue.offers.models import Offer, Revision
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.forms import Reason
from frontend.history import told
from frontend.listing import page_of
from frontend.wording import day, euro
from portal.people.actors import acting

FIELDS: dict[str, str | Promise] = {
    "title": _("Title"),
    "summary": _("Promise"),
    "description": _("Description"),
    "unit": _("Sold per"),
    "price": _("Price"),
    "min_units": _("At least"),
    "max_units": _("At most"),
    "min_group_size": _("Smallest group"),
    "max_group_size": _("Largest group"),
    "capacity": _("Places in all"),
    "lead_time_days": _("Days to prepare"),
    "cancellation_terms": _("Cancelling"),
    "place": _("Place"),
    "contact": _("Contact"),
    "evidence_url": _("Research"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
}


def _reviewable(actor: Actor, offer: Offer) -> bool:
    return rules.may_review(actor, offer) and offer.draft is not None and offer.draft.status == "submitted"


BUTTONS: tuple[Button[Offer], ...] = (
    Button(
        "publish",
        _reviewable,
        lambda offer, by, _reason: actions.publish(offer, by=by),
        _("Publish"),
        _("From now on schools see it and can choose it."),
        _("Published. Schools can choose it now."),
        kind="primary-action",
    ),
    Button(
        "return",
        _reviewable,
        lambda offer, by, reason: actions.return_for_changes(offer, reason=reason, by=by),
        _("Return, with what to change"),
        _("The provider reads this on top of its offer, and sends it again."),
        _("Returned. The provider reads what to change."),
        asks_reason=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the new version says differently."""

    label: str | Promise
    before: str
    after: str


@page(*MUNICIPAL_ROLES)
def offers(request: HttpRequest) -> HttpResponseBase:
    """What waits for a review, longest waiting first."""
    rows = queries.to_review(acting(request))
    return render(request, "municipality/offers.html", {"page": page_of(request, rows, size=20)})


@page(*MUNICIPAL_ROLES)
def offer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One offer as it was submitted; 404 for another municipality's and for drafts."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Publish or return; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: _mine(request, pk), lambda _offer: reverse("municipality:offers"))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, _mine(request, pk), failed=(deed, answer))


def changes(before: Revision | None, after: Revision | None) -> list[Change]:
    """What the new version says differently; nothing for a first version."""
    if before is None or after is None:
        return []
    return [
        Change(label, _said(before, name), _said(after, name))
        for name, label in FIELDS.items()
        if getattr(before, name) != getattr(after, name)
    ]


def _said(revision: Revision, name: str) -> str:
    value = getattr(revision, name)
    if value in (None, ""):
        return "—"
    if name == "unit":
        return str(revision.get_unit_display())
    if isinstance(value, Decimal):
        return euro(value)
    return day(value) if name in ("starts_on", "ends_on") else str(value)


def _mine(request: HttpRequest, pk: UUID) -> Offer:
    actor = acting(request)
    assert actor.municipality is not None  # every municipal role has one
    rows = queries.visible_to(actor).filter(municipality_id=actor.municipality).prefetch_related(*queries.THEMES)
    return get_object_or_404(rows, pk=pk)


def _shown(request: HttpRequest, found: Offer, failed: tuple[str, Reason] | None = None) -> HttpResponseBase:
    actor = acting(request)
    said = found.draft or found.text
    context = {
        "offer": found,
        "said": said,
        "changes": changes(found.revision, found.draft),
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("municipality:offer-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/offer.html", context, status=failed[1].status if failed else 200)
