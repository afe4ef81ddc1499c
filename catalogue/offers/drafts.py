"""The rows behind a draft: who may start one, its first revision, the next one, and what is written into it."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import OFFICER, PROJECT_TEAM, Actor
from catalogue.errors import Forbidden, require
from catalogue.money import ZERO
from catalogue.offers.fields import SAID, Given
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import Admission, Provider
from catalogue.organisations.queries import is_admitted
from catalogue.organisations.states import WRITES
from catalogue.programmes.models import Programme, SpendingGoal
from catalogue.programmes.queries import number
from catalogue.validation import check_fields, validated


def writer(programme: Programme, by: Actor) -> Provider:
    """The acting provider, when it takes part or asked to; else `Forbidden("not_admitted")`."""
    live = Admission.objects.filter(municipality_id=programme.municipality_id, status__in=WRITES)
    row = live.filter(provider_id=by.provider).select_related("provider").first() if by.provider else None
    if row is None:
        raise Forbidden(
            "not_admitted",
            _("Only a provider that takes part here can write offers. Ask the municipality to admit you."),
        )
    return row.provider


def written_for(provider: Provider, programme: Programme, by: Actor) -> Provider:
    """The provider for whom an officer of the programme's municipality prepares an offer; else `Forbidden`."""
    require(
        by.is_one_of(OFFICER, PROJECT_TEAM) and by.municipality == programme.municipality_id,
        "wrong_role",
        _("Only a policy officer of the municipality prepares offers for a provider."),
    )
    require(
        is_admitted(provider.pk, programme.municipality_id),
        "not_admitted",
        _("Admit this provider first; then you can prepare offers for it."),
    )
    return provider


def first_draft(
    programme: Programme, provider: Provider, kind: str, goal: SpendingGoal, *, prepared: bool = False
) -> Offer:
    """The row of a new offer, without anything that it says yet."""
    offer = Offer(
        programme=programme, municipality_id=programme.municipality_id, provider=provider, kind=kind, goal=goal,
        status="draft", prepared=prepared,
    )  # fmt: skip
    check_fields(offer, kind=kind)
    offer.save(force_insert=True)
    return offer


def said_in_draft(offer: Offer, given: Given, unread: dict[str, Any]) -> None:
    """Write what was given (checked before) into the draft; starts the next revision when there is none."""
    if offer.draft is None:
        offer.draft = _next_revision(offer)
    changes = given.said | {"unread": unread}
    rows = Revision.objects.filter(pk=offer.draft.pk)
    rows.update(**changes, version=F("version") + 1, updated_at=timezone.now())
    offer.draft = rows.get()
    if given.themes is not None:
        offer.draft.themes.set(given.themes)


def dated(revision: Revision, provider: Provider) -> Revision:
    """With the VAT rate of the provider, as the law has it today."""
    standard = provider.vat_status == "standard"
    revision.vat_percent = number(f"vat.{provider.vat_rate}", timezone.localdate()) if standard else ZERO
    return revision


def _next_revision(offer: Offer) -> Revision:
    base = {name: getattr(offer.text, name) for name in SAID}
    draft = Revision(**base, offer=offer, number=offer.revisions.count() + 1, status="draft")
    made = validated(dated(draft, offer.provider))
    made.themes.set(offer.text.themes.all())
    return made
