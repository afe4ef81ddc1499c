"""A review as one word and its reasons; and many of them at once, of which each stands or falls alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from catalogue.offers.actions.reviewing import publish, return_for_changes
from catalogue.offers.models import Offer
from catalogue.offers.queries import visible_to

VERDICTS = ("publish", "return")


@dataclass(frozen=True, slots=True)
class Review:
    """What the officer says of an offer: `verdict` publish | return; `remarks` are pairs of a field and words."""

    verdict: str
    reason: str = ""
    remarks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one of many: its title, and why it is as it was (empty: it is done)."""

    title: str
    refused: str


def review(offer: Offer, said: Review, *, by: Actor) -> Offer:
    """Publish it or return it, as `said`; refuses as those deeds do."""
    if said.verdict == "publish":
        return publish(offer, by=by)
    return return_for_changes(offer, reason=said.reason, remarks=said.remarks, by=by)


def review_many(offers: Sequence[UUID], said: Review, *, by: Actor) -> list[RowResult]:
    """The same review of many offers, in the order given: one result each; a refused one stops no other."""
    return [_reviewed(each, said, by) for each in offers]


def _reviewed(wanted: UUID, said: Review, by: Actor) -> RowResult:
    offer = visible_to(by).filter(pk=wanted).first()
    if offer is None:
        return RowResult(str(wanted), _("This offer is not there any more, or it is not yours to review."))
    title = (offer.draft or offer.text).title
    try:
        with row_of_many():
            review(offer, said, by=by)
    except (Refused, Invalid) as error:
        return RowResult(title, str(error))
    return RowResult(title, "")
