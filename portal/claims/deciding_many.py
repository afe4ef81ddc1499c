"""One decision on many claims at once: each stands or falls alone, and what is in the sample is not approved unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from portal.claims.decisions import Verdict, decide
from portal.claims.queries import visible_to


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one of many: whose claim, and why it is as it was (empty: it is done)."""

    title: str
    refused: str


def decide_many(claims: Sequence[UUID], said: Verdict, *, by: Actor) -> list[RowResult]:
    """The same decision on many claims, in the order given: one result each; a refused one stops no other.

    Each is refused as `decide` does, and what is in the sample (`sampling`) is not approved this way.
    """
    return [_decided(each, said, by) for each in claims]


def _decided(wanted: UUID, said: Verdict, by: Actor) -> RowResult:
    claim = visible_to(by).filter(pk=wanted).first()
    if claim is None:
        return RowResult(str(wanted), _("This claim is not there any more, or it is not yours to decide on."))
    try:
        with row_of_many():
            decide(claim, said, by=by, among_many=True)
    except (Refused, Invalid) as error:
        return RowResult(str(claim.claimant), str(error))
    return RowResult(str(claim.claimant), "")
