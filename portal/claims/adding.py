"""What an upheld objection adds to a claim: a claim of its own, so that the four eyes and the payment are the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused
from catalogue.lifecycle import added, hold, hold_all
from catalogue.money import ZERO
from portal.bespoke import actions as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.claims import rules
from portal.claims.decisions import Verdict, decide
from portal.claims.lines import insert
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import UNDECIDED


@deed
def add(claim: Claim, more: Mapping[UUID, Decimal], *, reason: str, by: Actor) -> Claim:
    """Pay `more` (above zero, per line) than was decided; the money is set aside again on the budget of the school.

    The caller vouches for the amounts. Above the threshold it waits for a second person, as any claim does.
    What was kept after the decision is used first and the rest of it stays kept. `Refused("budget_exhausted")` when the
    school has less left, `"already_claimed"` while another claim about the same waits, `"beyond_granted"` when
    other claims used up what was granted or booked.
    """
    found = list(claim.lines.select_related("booking", "request", "goal").order_by("position"))
    lines = [line for line in found if line.pk in more]
    total = sum(more.values(), ZERO)
    today = timezone.localdate()
    extra = Claim(
        status="submitted", municipality=claim.municipality, programme=claim.programme, school=claim.school,
        kind=claim.kind, adds_to=claim, claimed=total, submitted_at=timezone.now(), due_on=rules.due_on(claim, today),
    )  # fmt: skip
    hold(claim)
    extra.save(force_insert=True)
    _set_aside(lines, more, by)
    insert([_more(extra, line, more[line.pk]) for line in lines])
    added(extra, by=by, because=reason, data={"claimed": str(total), "adds_to": str(claim.pk)})
    return decide(extra, Verdict("approve", reason, remainder="keep"), by=by)


def _set_aside(lines: list[ClaimLine], more: Mapping[UUID, Decimal], by: Actor) -> None:
    """What is not set aside (any more), once per booking or request; all of them before the first account (0011).

    Decided claims about the same make room for the new lines: one of them may have used what was kept then.
    """
    amounts: dict[UUID, Decimal] = {}
    for line in lines:
        amounts[line.of.pk] = amounts.get(line.of.pk, ZERO) + more[line.pk]
    things = {line.of.pk: line.of for line in lines}
    hold_all(Booking.objects.filter(pk__in=things))
    hold_all(BespokeRequest.objects.filter(pk__in=things))
    about = ClaimLine.objects.filter(Q(booking__in=things) | Q(request__in=things), live=True)
    if about.filter(claim__status__in=UNDECIDED).exists():
        sentence = _("Another claim asks money for the same, and is not decided yet. Decide that one first.")
        raise Refused("already_claimed", sentence)
    about.update(live=False)
    short = [(of, amounts[pk] - of.reserved) for pk, of in things.items() if amounts[pk] > of.reserved]
    booked = [(of, amount) for of, amount in short if isinstance(of, Booking)]
    asked = [(of, amount) for of, amount in short if isinstance(of, BespokeRequest)]
    if booked:
        bookings.reserve_again(booked, by=by)
    if asked:
        bespoke.reserve_again(asked, by=by)


def _more(extra: Claim, line: ClaimLine, amount: Decimal) -> ClaimLine:
    return ClaimLine(
        claim=extra, booking=line.booking, request=line.request, part=line.part, goal=line.goal,
        position=line.position, description=(_("After objection: %s") % line.description)[:200], quantity=1,
        unit_price=amount, amount=amount,
    )  # fmt: skip
