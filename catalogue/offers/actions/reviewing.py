"""From a draft to what may be chosen: submitted, published or returned, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import change, move
from catalogue.offers import rules
from catalogue.offers.eligibility import refuse_until_answered, refuse_what_may_not
from catalogue.offers.indexing import index
from catalogue.offers.models import Offer, Remark, Revision
from catalogue.offers.queries import stands_beside_another
from catalogue.offers.said import LABELS
from catalogue.organisations.queries import is_admitted

LONGEST_REMARK = 500


@deed
def submit(offer: Offer, *, by: Actor) -> Offer:
    """Ask the municipality to publish it. `Invalid` names what is missing.

    `Forbidden("not_admitted")` as long as the municipality did not admit the provider: the draft is kept meanwhile.
    `Refused("not_eligible")` with the source when the money may not pay for a case of the offer; a case that the
    accountant must be asked about may be submitted, and waits.
    """
    require(
        rules.may_submit(by, offer),
        "not_yours",
        _("Only the provider can submit an offer, and only when something in it is new."),
    )
    require(
        is_admitted(offer.provider_id, offer.municipality_id),
        "not_admitted",
        _("The municipality has to admit your organisation first. Your draft is kept; send it when you are admitted."),
    )
    assert offer.draft is not None
    check(rules.faults_of(offer.draft, offer.draft.themes.count()))
    refuse_what_may_not(offer, offer.draft)
    move(offer.draft, "submitted", by=by)
    if offer.status == "published":
        return change(offer, event="revision_submitted", by=by)
    return move(offer, "submitted", by=by)


@deed
def publish(offer: Offer, *, by: Actor) -> Offer:
    """The officer approves the submitted revision: from now on it is what may be chosen.

    `Refused("not_eligible" | "accountant_first")` as long as a case may not be paid or was not answered;
    `Refused("facilities_only")` for an offer of menu area F alone without an offer of A to E beside it;
    `Refused("not_prioritised")` where the programme publishes only what a panel prioritised;
    `Refused("capacity_exhausted")` when more was booked already than the new revision has places.
    """
    draft = _under_review(offer, by)
    refuse_until_answered(offer, draft)
    _refuse_facilities_alone(offer, draft)
    _refuse_past_the_panel(offer)
    fits = Offer.objects.filter(pk=offer.pk, taken__lte=draft.capacity) if draft.capacity is not None else None
    if fits is not None and not fits.update(capacity=draft.capacity):  # also when it is booked at this very moment
        raise Refused(
            "capacity_exhausted",
            _("More places are booked already than this version offers. Return it and ask for more places."),
        )
    move(draft, "approved", by=by)
    changes: dict[str, Any] = {"revision": draft, "draft": None, "capacity": draft.capacity}
    if offer.status == "published":
        change(offer, event="revised", by=by, data={"revision": draft.number}, **changes)
    else:
        move(offer, "published", by=by, data={"revision": draft.number}, **changes)
    index(offer)
    return offer


@deed
def return_for_changes(offer: Offer, *, reason: str, by: Actor, remarks: Sequence[tuple[str, str]] = ()) -> Offer:
    """The officer asks for changes: in general (`reason`), and per field of the revision (`remarks`: field, words).

    `Invalid` without any of the two, and per remark about a field that is not there, or without words.
    """
    draft = _under_review(offer, by)
    check(_remark_faults(reason, remarks))
    now, said = timezone.now(), {"remarks": [field for field, _words in remarks]}
    Remark.objects.bulk_create(
        Remark(revision=draft, field=field, words=words.strip(), at=now, by=by.label[:200]) for field, words in remarks
    )
    move(draft, "returned", by=by, because=reason)
    if offer.status == "published":
        return change(offer, event="revision_returned", by=by, because=reason, data=said)
    return move(offer, "returned", by=by, because=reason, data=said)


@deed
def withdraw(offer: Offer, *, by: Actor, reason: str = "") -> Offer:
    """Take the offer out of the catalogue; bookings that were made stay."""
    require(
        rules.may_withdraw(by, offer), "not_yours", _("Only its provider or the municipality can withdraw an offer.")
    )
    move(offer, "withdrawn", by=by, because=reason)
    index(offer)
    return offer


def _under_review(offer: Offer, by: Actor) -> Revision:
    require(
        rules.may_review(by, offer), "wrong_role", _("Only a policy officer of the municipality can review offers.")
    )
    if offer.draft is None or offer.draft.status != "submitted":
        raise Refused("wrong_state", _("There is nothing to review: the provider has not submitted a new version."))
    return offer.draft


def _refuse_facilities_alone(offer: Offer, draft: Revision) -> None:
    if rules.is_facilities_only(draft) and not stands_beside_another(offer):
        raise Refused(
            "facilities_only",
            _(
                "This offer has facilities only (area F). It can be published when its provider has an offer of one of"
                " the areas A to E in the catalogue beside it."
            ),
        )


def _refuse_past_the_panel(offer: Offer) -> None:
    """Once published it stays so: the panel looked at the offer, not at each later version."""
    if offer.programme.panel_first and offer.priority is None and offer.revision_id is None:
        raise Refused(
            "not_prioritised",
            _("This programme publishes only what a panel prioritised. Put the offer before a panel first."),
        )


def _remark_faults(reason: str, remarks: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    if not reason.strip() and not remarks:
        yield Fault("#/reason", "required", _("Say what the provider has to change."))
    for number, (field, words) in enumerate(remarks):
        if field not in LABELS:
            expected = _("Found “%(found)s”; expected a field of an offer.")
            yield Fault(f"#/remarks/{number}/field", "unknown", expected % {"found": field})
        if not words.strip():
            yield Fault(f"#/remarks/{number}/words", "required", _("Say what has to change in this field."))
        if len(words) > LONGEST_REMARK:
            expected = _("Found %(found)s characters; expected at most %(most)s.")
            shown = {"found": len(words), "most": LONGEST_REMARK}
            yield Fault(f"#/remarks/{number}/words", "too_long", expected % shown)
