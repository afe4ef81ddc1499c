"""What somebody asks in a claim, and what is wrong with it, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Fault
from catalogue.money import CENT, ZERO, written
from catalogue.offers.models import MOST_UNITS
from portal.bespoke.models import BespokeRequest
from portal.bookings.models import Booking
from portal.bookings.states import CLAIMABLE
from portal.claims.rules import paid_by_school

About = Booking | BespokeRequest


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


def asked(line: Wanted, booking: Booking) -> tuple[int, Decimal]:
    """How many and at what price: as booked where nothing is said; of a booking that ended with a fee that, once."""
    quantity, price = (booking.quantity, booking.revision.price) if booking.fee is None else (1, booking.claimable)
    return (
        quantity if line.quantity is None else line.quantity, price if line.unit_price is None else line.unit_price
    )  # fmt: skip


def faults_of(wanted: Sequence[Wanted], found: Mapping[UUID, About], by: Actor) -> Iterator[Fault]:
    """Everything that is wrong; `found` are the things that the lines name and the actor may use."""
    if not wanted:
        yield Fault("#/lines", "required", _("Add at least one line."))
    seen: set[UUID] = set()
    sums: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
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
            sums[thing.pk] += (line.unit_price or ZERO) * (line.quantity or 1)
            yield from _request_faults(where, line, thing, sums[thing.pk])
        else:
            sentence = _("This is not a thing of your organisation. Choose one from your list.")
            yield Fault(f"{where}/{name}", "unknown", sentence)


def _booking_faults(where: str, line: Wanted, booking: Booking, by: Actor) -> Iterator[Fault]:
    if booking.status not in CLAIMABLE:
        yield Fault(f"{where}/booking", "not_delivered", _("Report the delivery of this booking first."))
    elif booking.is_ordered:
        sentence = _("The municipality ordered this. Send it an invoice with the number of the purchase order instead.")
        yield Fault(f"{where}/booking", "ordered", sentence)
    elif by.provider is None and not paid_by_school(booking):
        sentence = _("The provider claims this booking itself. A school claims only what it paid to the provider.")
        yield Fault(f"{where}/booking", "provider_claims", sentence)
    quantity, price = asked(line, booking)
    yield from _out_of_range(where, quantity)
    agreed = booking.revision.price if booking.fee is None else booking.claimable
    if not ZERO <= price <= agreed:
        message = _("Found %(found)s; the agreed price is %(price)s. Claim that or less.")
        shown = {"found": written(price), "price": written(agreed)}
        yield Fault(f"{where}/unitPrice", "out_of_range", message % shown)


def _request_faults(where: str, line: Wanted, request: BespokeRequest, together: Decimal) -> Iterator[Fault]:
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
    elif together > request.reserved:
        message = _("Together %(found)s is asked for this request; %(most)s is set aside. Claim that or less.")
        shown = {"found": written(together), "most": written(request.reserved)}
        yield Fault(f"{where}/unitPrice", "out_of_range", message % shown)


def _out_of_range(where: str, quantity: int) -> Iterator[Fault]:
    if not 1 <= quantity <= MOST_UNITS:
        message = _("Found %(found)s; expected 1 to 100,000.") % {"found": quantity}
        yield Fault(f"{where}/quantity", "out_of_range", message)
