"""What a claim asks, line by line: checked against what it is about, priced, and written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Fault, Invalid, Refused, check
from catalogue.money import CENT, ZERO, written
from catalogue.offers.models import MOST_UNITS
from portal.bespoke import queries as bespoke
from portal.bespoke.models import BespokeRequest
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims.models import Claim, ClaimLine
from portal.claims.rules import paid_by_school
from portal.vouchers.queries import used_of

About = Booking | BespokeRequest
WRITTEN = (
    "position", "description", "quantity", "unit_price", "amount", "explanation", "sanctioned_amount", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as the claimant asks it: of a booking, or (a school only) of a bespoke request.

    What is not given is taken from the booking; a cost for a request names its own price. `explanation` says why more
    is claimed than was booked or delivered.
    """

    booking: UUID | None = None
    quantity: int | None = None
    unit_price: Decimal | None = None
    description: str = ""
    request: UUID | None = None
    explanation: str = ""


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
    check([*_faults(wanted, found, by), *_voucher_faults(wanted, used)])
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
    quantity, price = _asked(line, booking)
    asked = max(price * quantity - booking.own_contribution - booking.spent, ZERO)
    return ClaimLine(
        booking=booking, goal_id=booking.offer.goal_id, quantity=quantity, unit_price=price,
        amount=asked if booking.fee is None else min(price * quantity, booking.claimable),
        description=(line.description or f"{booking.revision.title}, {booking.school.name}")[:200],
    )  # fmt: skip


def _of_request(line: Wanted, request: BespokeRequest) -> ClaimLine:
    quantity, price = line.quantity or 1, line.unit_price or ZERO
    return ClaimLine(
        request=request, goal_id=request.goal_id, quantity=quantity, unit_price=price, amount=price * quantity,
        description=(line.description or request.title)[:200],
    )  # fmt: skip


def _asked(line: Wanted, booking: Booking) -> tuple[int, Decimal]:
    """As booked; of a booking that ended with a fee that fee, once."""
    quantity, price = (booking.quantity, booking.revision.price) if booking.fee is None else (1, booking.claimable)
    return (
        quantity if line.quantity is None else line.quantity, price if line.unit_price is None else line.unit_price
    )  # fmt: skip


def _faults(wanted: Sequence[Wanted], found: dict[UUID, About], by: Actor) -> Iterator[Fault]:
    if not wanted:
        yield Fault("#/lines", "required", _("Add at least one line."))
    seen: set[UUID] = set()
    asked: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    for i, line in enumerate(wanted):
        where = f"#/lines/{i}"
        if (line.booking is None) == (line.request is None):
            yield Fault(f"{where}/booking", "required", _("Say which booking or which bespoke request it is about."))
            continue
        name = "booking" if line.booking else "bespokeRequest"
        thing = found.get(line.booking or line.request)  # type: ignore[arg-type]  # one of both is there
        if isinstance(thing, Booking) and line.booking:
            if thing.pk in seen:
                yield Fault(f"{where}/booking", "twice", _("This booking stands in the claim twice. Take one out."))
            seen.add(thing.pk)
            yield from _booking_faults(where, line, thing, by)
        elif isinstance(thing, BespokeRequest) and line.request:
            asked[thing.pk] += (line.unit_price or ZERO) * (line.quantity or 1)
            yield from _request_faults(where, line, thing, asked[thing.pk])
        else:
            sentence = _("This is not a thing of your organisation. Choose one from your list.")
            yield Fault(f"{where}/{name}", "unknown", sentence)


def _booking_faults(where: str, line: Wanted, booking: Booking, by: Actor) -> Iterator[Fault]:
    if booking.status not in CLAIMABLE:
        yield Fault(f"{where}/booking", "not_delivered", _("Report the delivery of this booking first."))
    elif by.provider is None and not paid_by_school(booking):
        sentence = _("The provider claims this booking itself. A school claims only what it paid to the provider.")
        yield Fault(f"{where}/booking", "provider_claims", sentence)
    quantity, price = _asked(line, booking)
    yield from _out_of_range(where, quantity)
    agreed = booking.revision.price if booking.fee is None else booking.claimable
    if not ZERO <= price <= agreed:
        message = _("Found %(found)s; the agreed price is %(price)s. Claim that or less.")
        shown = {"found": written(price), "price": written(agreed)}
        yield Fault(f"{where}/unitPrice", "out_of_range", message % shown)


def _request_faults(where: str, line: Wanted, request: BespokeRequest, asked: Decimal) -> Iterator[Fault]:
    if request.status != "granted" or not request.reserved:
        sentence = _("Nothing is set aside for this request: it is not granted, or it was paid already.")
        yield Fault(f"{where}/bespokeRequest", "not_granted", sentence)
        return
    yield from _out_of_range(where, 1 if line.quantity is None else line.quantity)
    if line.unit_price is None:
        yield Fault(f"{where}/unitPrice", "required", _("Say what it cost."))
    elif line.unit_price < CENT:
        message = _("Found %(found)s; expected an amount above zero.")
        yield Fault(f"{where}/unitPrice", "out_of_range", message % {"found": written(line.unit_price)})
    elif asked > request.reserved:
        message = _("Together %(found)s is asked for this request; %(most)s is set aside. Claim that or less.")
        shown = {"found": written(asked), "most": written(request.reserved)}
        yield Fault(f"{where}/unitPrice", "out_of_range", message % shown)


def _out_of_range(where: str, quantity: int) -> Iterator[Fault]:
    if not 1 <= quantity <= MOST_UNITS:
        message = _("Found %(found)s; expected 1 to 100,000.") % {"found": quantity}
        yield Fault(f"{where}/quantity", "out_of_range", message)
