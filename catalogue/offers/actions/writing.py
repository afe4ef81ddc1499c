"""A provider writes an offer, and its next revision."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, check, require
from catalogue.lifecycle import added, change
from catalogue.offers import rules
from catalogue.offers.drafts import dated, first_draft, said_in_draft, writer, written_for
from catalogue.offers.fields import check_said, pair_faults, read
from catalogue.offers.models import Offer, Revision
from catalogue.organisations.models import Provider
from catalogue.programmes.models import Programme, SpendingGoal
from catalogue.validation import check_fields, validated


@deed
def write(programme: Programme, *, kind: str, by: Actor, provider: Provider | None = None, **fields: Any) -> Offer:
    """A new offer as a draft of the acting provider; or of the `provider` for whom an officer prepares it.

    `fields` are those of `Revision` (`themes`, `venue`, `contact_person` and `image` as ids) and `goal` (its code).
    `Forbidden("not_admitted")` unless the provider takes part in the municipality, was invited or asked to take part;
    `Invalid` per wrong field.
    """
    prepared = provider is not None
    provider = written_for(provider, programme, by) if provider else writer(programme, by)
    given = read(programme, provider.pk, {"goal": "", "themes": []} | fields)
    assert given.goal is not None
    offer = first_draft(programme, provider, kind, given.goal, prepared=prepared)
    draft = Revision(offer=offer, number=1, status="draft", **given.said)
    check(pair_faults(draft))
    offer.draft = validated(dated(draft, provider))
    offer.draft.themes.set(given.themes or [])
    offer.save(update_fields=["draft"])
    return added(offer, by=by)


@deed
def edit(offer: Offer, *, by: Actor, **fields: Any) -> Offer:
    """Change a draft; of a published offer, start or change the next revision, which the municipality then approves.

    `Forbidden("not_yours")`, `Refused("wrong_state")` while it is under review, `Refused("goal_fixed")` or
    `Refused("kind_fixed")` for another spending goal or kind of a published offer, `Invalid` per wrong field.
    """
    require(
        rules.may_edit(by, offer),
        "not_yours",
        _("Only the provider of this offer can change it. Tell the provider what should be different."),
    )
    if rules.is_under_review(offer):
        raise Refused(
            "wrong_state", _("The municipality is reviewing this offer. You can change it again after its answer.")
        )
    kind = fields.pop("kind", offer.kind)
    given = read(offer.programme, offer.provider_id, fields)
    about = _about(offer, kind, given.goal) | {"prepared": offer.prepared and by.provider is None}
    check_said(offer.draft or offer.text, given.said)
    unread = offer.draft.unread if offer.draft else {}
    said_in_draft(offer, given, {name: typed for name, typed in unread.items() if name not in fields})
    return change(offer, event="edited", by=by, data={"fields": sorted(fields)}, draft=offer.draft, **about)


def _about(offer: Offer, kind: str, goal: SpendingGoal | None) -> dict[str, Any]:
    """What changes in the offer itself, as long as it was never published."""
    about: dict[str, Any] = {}
    if kind != offer.kind:
        if offer.revision_id:
            raise Refused("kind_fixed", _("Schools know this as another kind of offer. Write a new offer instead."))
        check_fields(offer, kind=kind)
        about["kind"] = kind
    if goal and goal.pk != offer.goal_id:
        if offer.status == "published":
            raise Refused(
                "goal_fixed",
                _("The account to the state follows this goal. Write a new offer for another spending goal."),
            )
        about["goal"] = goal
    return about
