"""Claims that only a regulation could pay that was accounted for already (docs/adr/0046)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from catalogue.errors import Refused
from portal.claims.models import Claim, ClaimLine
from portal.funding.queries.accounted import Asked, accounted_for
from portal.funding.queries.finals import closed


def accounted(municipality: UUID, claims: Collection[UUID]) -> dict[UUID, Refused]:
    """Those of these claims that cannot be approved or paid any more, with what to say: one line is enough.

    One statement as long as the municipality accounted for nothing.
    """
    found = accounted_for(municipality, _asked(claims))
    return {claim: closed(final) for claim, final in found.items()}


def refuse_accounted(claim: Claim) -> None:
    """`Refused("regulation_closed")` when no open regulation may pay a line of the claim."""
    if refused := accounted(claim.municipality_id, [claim.pk]).get(claim.pk):
        raise refused


def _asked(claims: Collection[UUID]) -> Iterator[Asked]:
    rows = ClaimLine.objects.filter(claim__in=claims).select_related("goal__regulation", "booking__account", "request")
    for row in rows.order_by("claim", "position"):
        if row.request:
            yield Asked(row.claim_id, row.request.programme_id, "", row.goal)
        elif row.booking and row.booking.account:
            yield Asked(row.claim_id, row.booking.account.programme_id, row.booking.account.line, row.goal)
