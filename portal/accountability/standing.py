"""How a grant stands: received, paid, still committed, and what of it is not spent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.money import ZERO
from portal.accountability.attribution import PAID, parts_of
from portal.funding.models import Grant, LineSource
from portal.funding.queries import finals_of, passed_on, received_of


@dataclass(frozen=True, slots=True)
class GrantStanding:
    """The sums of a grant; `paid_on_lines` is what was paid or passed on per line (id), and `paid` their sum."""

    grant: Grant
    received: Decimal
    committed: Decimal
    paid_on_lines: Mapping[UUID, Decimal]

    @property
    def paid(self) -> Decimal:
        """What the bank paid of it, and what went to other municipalities."""
        return sum(self.paid_on_lines.values(), ZERO)

    @property
    def unspent(self) -> Decimal:
        """Received − paid: goes back at the end of the term. Below zero the municipality paid in advance."""
        return self.received - self.paid


def standing_of(grant: Grant) -> GrantStanding:
    """As it is now: what was passed on to another municipality counts as paid. Thirteen statements."""
    paid: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    committed = ZERO
    for part in parts_of(grant.municipality_id, reserved=True):
        if part.grant and part.line and part.grant.pk == grant.pk:
            if part.spending.stage == PAID:
                paid[part.line.pk] += part.amount
            else:
                committed += part.amount
    gone = passed_on(grant.municipality_id)
    rows = LineSource.objects.filter(grant=grant, line__plan__status="adopted")
    for line, programme, code in rows.values_list("line", "line__plan__programme", "line__code"):
        if handed := gone.get((programme, code, grant.pk)):
            paid[line] += handed
    return GrantStanding(grant, received_of([grant]).get(grant.pk, ZERO), committed, dict(paid))


def repayments_of(municipality: UUID) -> dict[str, Decimal]:
    """What is left of each regulation that was accounted for (by its code), and so goes back: received − paid, now.

    One statement as long as there is none, else eleven.
    """
    finals = finals_of(municipality)
    if not finals:
        return {}
    grants = {row.pk: row for row in Grant.objects.filter(municipality=municipality, regulation__in=list(finals))}
    received = received_of(grants.values())
    left = {pk: received.get(pk, ZERO) for pk in grants}
    for part in parts_of(municipality):
        if part.grant and part.grant.pk in left and part.spending.stage == PAID:
            left[part.grant.pk] -= part.amount
    for (_programme, _line, grant), amount in passed_on(municipality).items():
        if grant in left:
            left[grant] -= amount
    sums = {final.regulation.code: ZERO for final in finals.values()}
    for pk, amount in left.items():
        sums[finals[grants[pk].regulation_id].regulation.code] += max(amount, ZERO)
    return sums
