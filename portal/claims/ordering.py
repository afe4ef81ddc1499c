"""The claim under an invoice on a purchase order: what was ordered is assessed, paid and accounted for alike."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.lifecycle import added
from catalogue.money import ZERO
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims import rules
from portal.claims.lines import insert, priced, total
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import PROVIDER
from portal.claims.submissions import keep
from portal.claims.wanted import Wanted
from portal.vouchers.queries import used_of


@deed
def claim_for_order(booking: Booking, amount: Decimal, *, submitted_by: str, by: Actor) -> Claim | None:
    """A submitted claim of the provider for a booking that was ordered: of `amount`, or what is left when that is less.

    The live one when it is there; nothing before the delivery was reported or when nothing is left to pay. What is paid
    by use counts as often as it was used. An assessor decides on it as on any claim, above the threshold two.
    `submitted_by` sent the invoice and has an interest in it.
    """
    live = ClaimLine.objects.filter(booking=booking, live=True).select_related("claim").first()
    if live:
        return Claim.objects.select_related("provider", "municipality", "programme").get(pk=live.claim_id)
    if booking.status not in CLAIMABLE:
        return None
    row = Claim(
        status="submitted", kind=PROVIDER, municipality=booking.municipality, programme=booking.offer.programme,
        provider=booking.provider, submitted_at=timezone.now(), submitted_by=submitted_by,
    )  # fmt: skip
    used = used_of([booking.pk]).get(booking.pk)
    lines = priced(row, [Wanted(booking.pk, quantity=used)], [booking])
    for line in lines:
        line.amount = min(line.amount, amount, booking.claimable, booking.reserved)
    row.claimed, row.due_on = total(lines), rules.due_on(row, timezone.localdate())
    if row.claimed <= ZERO:
        return None
    row.save(force_insert=True)
    insert(lines)
    keep(row, by=by)
    return added(row, by=by, data={"claimed": str(row.claimed), "ordered": True})
