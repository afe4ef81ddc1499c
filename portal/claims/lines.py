"""What a claim asks, line by line: checked against what it is about, priced, and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Fault, Invalid, Refused, check
from catalogue.money import ZERO
from portal.bespoke import queries as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims.models import Claim, ClaimLine
from portal.claims.wanted import About, Wanted, asked, faults_of
from portal.vouchers.queries import used_of

WRITTEN = (
    "position", "description", "quantity", "unit_price", "amount", "explanation", "sanctioned_amount", "reason",
)  # fmt: skip


def read(wanted: Sequence[Wanted], by: Actor) -> tuple[Sequence[Wanted], list[About]]:
    """The lines, and what they are about in their order, each checked; `Invalid` lists every wrong line at once.

    What is paid by use is claimed after its use: as many as were used unless said, never more (DOMAIN § 7 row 34).

    All of them are of one programme and (in a school claim) of one school, and either bookings or requests: a claim
    holds rows of one kind, so that two of them never wait for each other (docs/adr/0011).
    """
    ids = {key for line in wanted if (key := line.booking or line.request)}
    used = used_of(ids)
    wanted = [
        replace(line, quantity=used[line.booking]) if line.quantity is None and line.booking in used else line
        for line in wanted
    ]
    found: dict[UUID, About] = {row.pk: row for row in bookings.visible_to(by).filter(pk__in=ids)}
    found |= {row.pk: row for row in bespoke.visible_to(by).filter(pk__in=ids)}
    check([*faults_of(wanted, found, by), *_voucher_faults(wanted, used)])
    rows = [found[line.booking or line.request] for line in wanted]  # type: ignore[index]  # checked above
    if len({programme_of(row) for row in rows}) > 1:
        raise mixed()
    if len({type(row) for row in rows}) > 1:
        sentence = _("Claim costs of bookings and costs of bespoke requests apart: make two claims.")
        raise Invalid.field("#/lines", "mixed", sentence)
    if by.provider is None and len({row.school_id for row in rows}) > 1:
        raise Invalid.field("#/lines", "mixed", _("All lines of a claim must be of one school. Make a claim for each."))
    return wanted, rows


def mixed() -> Invalid:
    """All lines of a claim are of one programme."""
    sentence = _("All lines of a claim must be of one programme. Make a claim per programme.")
    return Invalid.field("#/lines", "mixed", sentence)


def programme_of(row: About) -> UUID:
    """The programme whose money it is."""
    found: UUID = row.offer.programme_id if isinstance(row, Booking) else row.programme_id
    return found


def priced(row: Claim, wanted: Sequence[Wanted], found: Sequence[About]) -> list[ClaimLine]:
    """The lines with their amounts, not written yet."""
    parts: Counter[UUID] = Counter()
    lines = []
    for position, (line, thing) in enumerate(zip(wanted, found, strict=True), start=1):
        parts[thing.pk] += 1
        made = _of_booking(line, thing) if isinstance(thing, Booking) else _of_request(line, thing)
        made.claim, made.position, made.part = row, position, parts[thing.pk]
        made.explanation = line.explanation
        lines.append(made)
    return lines


def total(lines: Sequence[ClaimLine]) -> Decimal:
    """What the lines ask together."""
    return sum((line.amount for line in lines), ZERO)


def worth(booking: Booking, used: int | None) -> Decimal:
    """What a claim of all of this booking asks; `used` vouchers when it is paid by use."""
    amount: Decimal = _of_booking(Wanted(booking.pk, quantity=used), booking).amount
    return amount


def insert(lines: Sequence[ClaimLine]) -> None:
    """Write new lines. `Refused("already_claimed")` when what one is about stands in another live claim."""
    try:
        with transaction.atomic():
            ClaimLine.objects.bulk_create(lines)
    except IntegrityError as error:
        sentence = _("A booking or request stands in another claim already. Take it out of this one.")
        raise Refused("already_claimed", sentence) from error


def rewrite(row: Claim, lines: Sequence[ClaimLine]) -> None:
    """Other lines for a claim; one about the same thing stays the same line, with its question and answer."""
    kept = {_key(line): line for line in row.lines.all()}
    row.lines.exclude(pk__in=[kept[_key(line)].pk for line in lines if _key(line) in kept]).delete()
    new = []
    for line in lines:
        before = kept.get(_key(line))
        if before is None:
            new.append(line)
            continue
        for name in WRITTEN:
            setattr(before, name, getattr(line, name))
    ClaimLine.objects.bulk_update([kept[_key(line)] for line in lines if _key(line) in kept], WRITTEN)
    insert(new)


def _key(line: ClaimLine) -> tuple[object, ...]:
    return (line.booking_id, line.request_id, line.part)


def _voucher_faults(wanted: Sequence[Wanted], used: dict[UUID, int]) -> Iterator[Fault]:
    for i, line in enumerate(wanted):
        most = used.get(line.booking) if line.booking else None
        if most is not None and (line.quantity or 0) > most:
            words = _("Used of this booking: %(used)s vouchers. A voucher is paid after its use: claim that or less.")
            yield Fault(f"#/lines/{i}/quantity", "not_used", words % {"used": most})


def _of_booking(line: Wanted, booking: Booking) -> ClaimLine:
    quantity, price = asked(line, booking)
    all_of_it = max(price * quantity - booking.own_contribution - booking.spent, ZERO)
    return ClaimLine(
        booking=booking, goal_id=booking.offer.goal_id, quantity=quantity, unit_price=price,
        amount=all_of_it if booking.fee is None else min(price * quantity, booking.claimable),
        description=(line.description or f"{booking.revision.title}, {booking.school.name}")[:200],
    )  # fmt: skip


def _of_request(line: Wanted, request: BespokeRequest) -> ClaimLine:
    quantity, price = line.quantity or 1, line.unit_price or ZERO
    return ClaimLine(
        request=request, goal_id=request.goal_id, quantity=quantity, unit_price=price, amount=price * quantity,
        description=(line.description or request.title)[:200],
    )  # fmt: skip
