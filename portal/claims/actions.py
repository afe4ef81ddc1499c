"""The deeds on a claim by its claimant: write, prove, submit, withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, require
from catalogue.lifecycle import added, change, move
from catalogue.money import ZERO, written
from catalogue.offers.models import MOST_UNITS
from catalogue.programmes.queries import number
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims import rules
from portal.claims.files import inspect
from portal.claims.models import Claim, ClaimLine, Evidence
from portal.claims.states import STATUSES


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line as the claimant asks it: what is not given is taken from the booking."""

    booking: UUID
    quantity: int | None = None
    unit_price: Decimal | None = None
    description: str = ""


@deed
def claim(wanted: Sequence[Wanted], *, by: Actor) -> Claim:
    """A draft claim for delivered bookings of the acting provider, all of one programme.

    `Invalid` names the wrong line (`#/lines/0/booking`: not found, or not delivered; amounts beyond the booking);
    `Refused("already_claimed")` when a booking stands in another live claim; `Forbidden("wrong_role")`.
    """
    require(by.role == MANAGER, "wrong_role", _("Only a manager of the provider can claim. Ask your manager to do it."))
    found = _bookings(wanted, by)
    first = found[0]
    row = Claim(
        status="draft", municipality_id=first.municipality_id, programme=first.offer.programme, provider=first.provider
    )
    lines = _lines(row, wanted, found)
    row.claimed = _total(lines)
    row.save(force_insert=True)
    _insert(lines)
    return added(row, by=by, data={"claimed": str(row.claimed)})


@deed
def edit(row: Claim, wanted: Sequence[Wanted], *, by: Actor) -> Claim:
    """Replace the lines of a draft or returned claim; refuses as `claim` does."""
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    found = _bookings(wanted, by)
    if any(booking.offer.programme_id != row.programme_id for booking in found):
        raise _mixed()
    lines = _lines(row, wanted, found)
    row.lines.all().delete()
    _insert(lines)
    return change(row, event="edited", by=by, claimed=_total(lines), data={"claimed": str(_total(lines))})


@deed
def add_evidence(row: Claim, upload: File[bytes], *, by: Actor) -> Evidence:
    """Keep a private file with the claim. `Invalid` when it is too large, empty or not what it says it is."""
    _may(rules.claims_for(by, row), rules.may_edit(by, row), row)
    seen = inspect(upload)
    upload.name = f"{seen.sha256[:16]}{seen.name[seen.name.rfind('.') :].lower()}"
    evidence = Evidence.objects.create(
        claim=row, name=seen.name, content_type=seen.content_type, size=seen.size, sha256=seen.sha256, file=upload
    )
    change(row, event="evidence_added", by=by, data={"sha256": seen.sha256})
    return evidence


@deed
def submit(row: Claim, *, by: Actor) -> Claim:
    """Send the claim to the municipality; from now on the legal term runs.

    `Refused("empty")` without lines, `Refused("not_delivered")` when a booking is not (or no longer) delivered.
    """
    _may(rules.claims_for(by, row), rules.may_submit(by, row), row)
    statuses = list(row.lines.values_list("booking__status", flat=True))
    if not statuses:
        raise Refused("empty", _("Add at least one booking before you submit the claim."))
    if not set(statuses) <= CLAIMABLE:
        raise Refused(
            "not_delivered", _("A booking of this claim is not delivered, or it is disputed. Take it out first.")
        )
    now = timezone.now()
    days = int(number("invoice.payment.days", timezone.localdate()))
    row.lines.update(sanctioned_amount=None, reason="")
    return move(
        row, "submitted", by=by, submitted_at=now, submitted_by=by.person,
        due_on=timezone.localdate() + timedelta(days=days), data={"claimed": str(row.claimed)},
    )  # fmt: skip


@deed
def withdraw(row: Claim, *, by: Actor) -> Claim:
    """Throw the claim away; its bookings can be claimed again."""
    _may(rules.claims_for(by, row), rules.may_withdraw(by, row), row)
    move(row, "withdrawn", by=by)
    row.lines.update(live=False)
    return row


def _bookings(wanted: Sequence[Wanted], by: Actor) -> list[Booking]:
    """The bookings of the lines in their order, each checked; `Invalid` lists every wrong line at once."""
    ids = [line.booking for line in wanted]
    found = {booking.pk: booking for booking in bookings.visible_to(by).filter(pk__in=ids)}
    check(_line_faults(wanted, found))
    rows = [found[each] for each in ids]
    if len({row.offer.programme_id for row in rows}) > 1:
        raise _mixed()
    return rows


def _mixed() -> Invalid:
    sentence = _("All bookings of a claim must be of one programme. Make a claim per programme.")
    return Invalid.field("#/lines", "mixed", sentence)


def _line_faults(wanted: Sequence[Wanted], found: dict[UUID, Booking]) -> Iterable[Fault]:
    if not wanted:
        yield Fault("#/lines", "required", _("Add at least one booking."))
    seen: set[UUID] = set()
    for i, line in enumerate(wanted):
        booking = found.get(line.booking)
        where = f"#/lines/{i}"
        if booking is None:
            yield Fault(
                f"{where}/booking",
                "unknown",
                _("This is not a booking of your organisation. Choose one from your list."),
            )
            continue
        if line.booking in seen:
            yield Fault(f"{where}/booking", "twice", _("This booking stands in the claim twice. Take one out."))
        seen.add(line.booking)
        if booking.status not in CLAIMABLE:
            yield Fault(f"{where}/booking", "not_delivered", _("Report the delivery of this booking first."))
        quantity, price = _asked(line, booking)
        if not 1 <= quantity <= MOST_UNITS:
            yield Fault(
                f"{where}/quantity", "out_of_range", _("Found %(found)s; expected 1 to 100,000.") % {"found": quantity}
            )
        if not ZERO <= price <= booking.revision.price:
            message = _("Found %(found)s; the agreed price is %(price)s. Claim that or less.")
            shown = {"found": written(price), "price": written(booking.revision.price)}
            yield Fault(f"{where}/unitPrice", "out_of_range", message % shown)


def _asked(line: Wanted, booking: Booking) -> tuple[int, Decimal]:
    quantity = booking.quantity if line.quantity is None else line.quantity
    price: Decimal = booking.revision.price if line.unit_price is None else line.unit_price
    return quantity, price


def _lines(row: Claim, wanted: Sequence[Wanted], found: Sequence[Booking]) -> list[ClaimLine]:
    lines = []
    for position, (line, booking) in enumerate(zip(wanted, found, strict=True), start=1):
        quantity, price = _asked(line, booking)
        lines.append(
            ClaimLine(
                claim=row, booking=booking, goal_id=booking.offer.goal_id, position=position, quantity=quantity,
                unit_price=price, amount=max(price * quantity - booking.own_contribution - booking.spent, ZERO),
                description=(line.description or f"{booking.revision.title}, {booking.school.name}")[:200],
            )
        )  # fmt: skip
    return lines


def _total(lines: Sequence[ClaimLine]) -> Decimal:
    return sum((line.amount for line in lines), ZERO)


def _insert(lines: Sequence[ClaimLine]) -> None:
    try:
        with transaction.atomic():
            ClaimLine.objects.bulk_create(lines)
    except IntegrityError as error:
        raise Refused(
            "already_claimed", _("A booking stands in another claim already. Take it out of this one.")
        ) from error


def _may(right_person: bool, right_moment: bool, row: Claim) -> None:
    """Not your deed: `Forbidden`. Your deed at the wrong moment: `Refused("wrong_state")`."""
    require(right_person, "wrong_role", _("Only a manager of the provider can do this with its claim."))
    if not right_moment:
        sentence = _("The claim is now “%(status)s”, so this is not possible. Reload the page to see what is.")
        raise Refused("wrong_state", sentence % {"status": dict(STATUSES)[row.status]})
