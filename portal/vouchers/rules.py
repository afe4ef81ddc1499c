"""Who makes an offer one that is paid by use, who hands vouchers out, and who takes them in."""

from __future__ import annotations

from catalogue.actor import MANAGER, Actor
from catalogue.offers.models import Offer
from portal.bookings.models import Booking
from portal.bookings.rules import decides, provides
from portal.vouchers.models import Voucher

TAKES_IN = ("confirmed", "delivered")


def may_open(actor: Actor, offer: Offer) -> bool:
    """A manager of the provider: it agrees to be paid for what is used only."""
    return actor.role == MANAGER and actor.provider == offer.provider_id


def may_issue(actor: Actor, booking: Booking) -> bool:
    """Who decides for the school, once the provider confirmed."""
    return decides(actor, booking.school) and booking.status == "confirmed"


def may_use(actor: Actor, booking: Booking) -> bool:
    """Somebody of the provider, until the school accepted its report."""
    return provides(actor, booking) and booking.status in TAKES_IN


def may_take_back(actor: Actor, voucher: Voucher) -> bool:
    """Somebody of the provider that took it in by mistake, before anything of the booking was paid."""
    right = may_use(actor, voucher.booking) and voucher.status == "used"
    return right and not voucher.booking.spent
