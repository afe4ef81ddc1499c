"""What cancelling late and not being there costs, by the terms that a booking was made on (docs/adr/0031)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypedDict

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.money import ZERO, pro_rata, share, written
from catalogue.offers.models import Offer, Revision
from catalogue.offers.terms import cancelling_of
from portal.bookings import rules
from portal.bookings.models import Booking


class Kept(TypedDict):
    """The terms as fields of a booking, with who orders it."""

    cancel_free_days: int | None
    cancel_late_percent: int | None
    no_show_percent: int | None
    ordered_by: str


@dataclass(frozen=True, slots=True)
class Fee:
    """A percent of the amount of a booking: `charged` to the budget and `own` of the school, together `total`."""

    percent: int
    charged: Decimal
    own: Decimal

    @property
    def total(self) -> Decimal:
        """What the provider gets."""
        return self.charged + self.own


def terms_kept(offer: Offer, revision: Revision) -> Kept:
    """The terms of today, to be kept with a new booking: who changes them later changes nothing for it."""
    terms = cancelling_of(offer.programme, revision)
    return Kept(
        cancel_free_days=terms.free_days,
        cancel_late_percent=terms.late_percent,
        no_show_percent=terms.no_show_percent,
        ordered_by=offer.programme.ordered_by,
    )


def fee_of(booking: Booking, percent: int) -> Fee:
    """`percent` of the amount, to the cent; the budget and the school bear it as they bear the amount."""
    total = pro_rata(booking.amount, percent, 100)
    charged, own = share(total, [booking.charged, booking.own_contribution]) if total else (ZERO, ZERO)
    return Fee(percent, charged, own)


def free_until(booking: Booking) -> date | None:
    """The last day on which a confirmed booking ends or moves for free; nothing when it is always free."""
    if booking.cancel_free_days is None or not booking.cancel_late_percent or booking.planned_on is None:
        return None
    return booking.planned_on - timedelta(days=booking.cancel_free_days)


def late_fee(booking: Booking) -> Fee | None:
    """What it costs the school to cancel a confirmed booking today; nothing when that is free."""
    last = free_until(booking)
    if booking.status != "confirmed" or last is None or timezone.localdate() <= last:
        return None
    fee = fee_of(booking, booking.cancel_late_percent or 0)
    return fee if fee.total else None


def absence_fee(booking: Booking) -> Fee:
    """What the provider may claim when it came and nobody was there."""
    return fee_of(booking, booking.no_show_percent or 0)


def bound(actor: Actor, booking: Booking) -> bool:
    """The school moves a confirmed booking by itself only as long as it could cancel for free."""
    return late_fee(booking) is not None and not rules.provides(actor, booking)


def why_bound() -> str:
    """What the school does instead."""
    return _("It is too late to move this by yourself. Propose another day: when the provider agrees, moving is free.")


def cancelling_in_words(booking: Booking) -> str:
    """What cancelling costs today, and until when it is free; empty without terms or before a confirmation."""
    last = free_until(booking)
    if booking.status != "confirmed" or last is None:
        return ""
    day = date_format(last, "j F Y")
    if fee := late_fee(booking):
        shown = {"day": day, "fee": written(fee.total), "percent": fee.percent, "amount": written(booking.amount)}
        said = _("Cancelling now costs %(fee)s: %(percent)s%% of %(amount)s. It was free until %(day)s.") % shown
        if fee.own and fee.charged:
            parts = {"charged": written(fee.charged), "own": written(fee.own)}
            said += " " + _("The budget pays %(charged)s of it, your school %(own)s.") % parts
        return said
    later = fee_of(booking, booking.cancel_late_percent or 0)
    sentence = _("Cancelling is free until %(day)s. After that it costs %(fee)s (%(percent)s%%).")
    return sentence % {"day": day, "fee": written(later.total), "percent": later.percent}
