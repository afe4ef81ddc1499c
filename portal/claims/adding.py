"""What an upheld objection adds to a claim: a claim of its own, so that the four eyes and the payment are the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.lifecycle import added
from catalogue.money import ZERO
from portal.bespoke import actions as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import actions as bookings
from portal.claims import rules
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim, ClaimLine


@deed
def add(claim: Claim, more: Mapping[UUID, Decimal], *, reason: str, by: Actor) -> Claim:
    """Pay `more` (above zero, per line) than was decided; the money is set aside again on the budget of the school.

    The caller vouches for the amounts. Above the threshold it waits for a second person, as any claim does.
    `Refused("budget_exhausted")` when the school has less left.
    """
    found = list(claim.lines.select_related("booking", "request", "goal").order_by("position"))
    lines = [line for line in found if line.pk in more]
    total = sum(more.values(), ZERO)
    today = timezone.localdate()
    extra = Claim(
        status="submitted", municipality=claim.municipality, programme=claim.programme, school=claim.school,
        kind=claim.kind, adds_to=claim, claimed=total, submitted_at=timezone.now(), due_on=rules.due_on(claim, today),
    )  # fmt: skip
    extra.save(force_insert=True)
    _set_aside(lines, more, by)
    for line in lines:
        line.live = False
    ClaimLine.objects.bulk_update(lines, ["live"])
    ClaimLine.objects.bulk_create(_more(extra, line, more[line.pk]) for line in lines)
    added(extra, by=by, because=reason, data={"claimed": str(total), "adds_to": str(claim.pk)})
    return decide(extra, Verdict("approve", reason), by=by)


def _set_aside(lines: list[ClaimLine], more: Mapping[UUID, Decimal], by: Actor) -> None:
    """Once per booking or request, in the order of their ids."""
    amounts: dict[UUID, Decimal] = {}
    for line in lines:
        amounts[line.of.pk] = amounts.get(line.of.pk, ZERO) + more[line.pk]
    for _pk, of in sorted({line.of.pk: line.of for line in lines}.items()):
        if isinstance(of, BespokeRequest):
            bespoke.reserve_again(of, amounts[of.pk], by=by)
        else:
            bookings.reserve_again(of, amounts[of.pk], by=by)


def _more(extra: Claim, line: ClaimLine, amount: Decimal) -> ClaimLine:
    return ClaimLine(
        claim=extra, booking=line.booking, request=line.request, part=line.part, goal=line.goal,
        position=line.position, description=(_("After objection: %s") % line.description)[:200], quantity=1,
        unit_price=amount, amount=amount,
    )  # fmt: skip
