"""The deeds on vouchers: agree to be paid by use, hand out, take in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor, system
from catalogue.codes import fresh_codes
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, reasoned, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, move
from catalogue.offers.models import Offer, Session
from catalogue.validation import validated
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.bookings.rules import decides, provides
from portal.vouchers import queries, rules
from portal.vouchers.models import PaidByUse, Voucher

CLOCK = system("vouchers")


@deed
def pay_by_use(offer: Offer, *, valid_until: date, by: Actor) -> PaidByUse:
    """Who books this offer from now on gets a voucher per pupil, and only used vouchers can be claimed.

    `Forbidden("wrong_role")`; `Refused("not_per_pupil")`, `Refused("paid_by_use_already")`; `Invalid` for a past day.
    """
    require(rules.may_open(by, offer), "wrong_role", _("Only a manager of the provider agrees to be paid by use."))
    if offer.text.unit != "pupil":
        raise Refused("not_per_pupil", _("Only an offer that is sold per pupil can be paid by use."))
    if PaidByUse.objects.filter(offer=offer).exists():
        raise Refused("paid_by_use_already", _("This offer is paid by use already."))
    if valid_until < timezone.localdate():
        raise Invalid.field("#/validUntil", "in_past", _("Choose today or a later day."))
    return added(validated(PaidByUse(offer=offer, valid_until=valid_until)), by=by)


@deed
def issue(booking: Booking, *, by: Actor) -> list[Voucher]:
    """A voucher for each pupil of a confirmed booking, once.

    `Forbidden("wrong_role")`; `Refused("not_paid_by_use")`, `Refused("vouchers_exist")`, `Refused("wrong_state")`.
    """
    require(decides(by, booking.school), "wrong_role", _("Only who decides for the school hands out vouchers."))
    row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    if row.status != "confirmed":
        raise Refused("wrong_state", _("Vouchers are made once the provider confirmed the booking."))
    if queries.terms_of(row) is None:
        raise Refused("not_paid_by_use", _("This offer is not paid by use, so it has no vouchers."))
    if Voucher.objects.filter(booking=row).exists():
        raise Refused("vouchers_exist", _("The vouchers of this booking are there already."))
    made = [Voucher(status="issued", booking=row, code=code) for code in fresh_codes(row.pupils, parts=3)]
    Voucher.objects.bulk_create(made)
    record("booking.vouchers_issued", row, by=by, data={"vouchers": len(made)})
    return made


@deed
def use(code: str, *, used_on: date, by: Actor) -> Voucher:
    """The provider took this voucher in: the proof of one use, and the only thing that makes it worth anything.

    `Invalid` for a code that is none of the provider's bookings, and for a day in the future, before the booking or
    after its last day; `Refused("voucher_used")`, `Refused("wrong_state")`.
    """
    require(by.provider is not None, "wrong_role", _("Only the provider takes vouchers in."))
    rows = Voucher.objects.select_related("booking__school", "booking__offer")
    found = rows.filter(code=code.strip().upper(), booking__provider=by.provider).first()
    if found is None or not provides(by, found.booking):
        raise Invalid.field("#/code", "unknown", _("This is no code of a voucher for your offers. Look at it again."))
    if found.status == "used":
        day = date_format(found.used_on, "j F Y") if found.used_on else ""
        raise Refused("voucher_used", _("This voucher was used on %(day)s. It can be used once.") % {"day": day})
    if found.status == "lapsed" or not rules.may_use(by, found.booking):
        raise Refused("wrong_state", _("This voucher is no longer good: its time is over, or the booking ended."))
    _on_a_good_day(found, used_on)
    return move(found, "used", by=by, used_on=used_on)


@deed
def take_back(voucher: Voucher, *, reason: str, by: Actor) -> Voucher:
    """It was taken in by mistake. `Invalid` without a reason; not after something of the booking was paid.

    Whoever decides at this moment on a claim for the booking notices it (`Stale`, by its version): it counted this use.
    """
    require(provides(by, voucher.booking), "wrong_role", _("Only the provider takes vouchers in."))
    sentence = _("This use stands: the booking ended, or something of it was paid.")
    if not rules.may_take_back(by, voucher):
        raise Refused("wrong_state", sentence)
    reasoned(reason, _("Say what was wrong, so that the school and the municipality can follow it."))
    unpaid = Booking.objects.filter(pk=voucher.booking_id, status__in=rules.TAKES_IN, spent=0)
    if not unpaid.update(version=F("version") + 1):
        raise Refused("wrong_state", sentence)
    return move(voucher, "issued", by=by, because=reason, used_on=None)


@deed
def split(
    booking: Booking, *, units: int, by: Actor, pupils: int | None = None, session: Session | None = None,
    wished_dates: Sequence[date] = (),
) -> Booking:  # fmt: skip
    """`bookings.split`, after which the vouchers of the pupils who go apart are of the part, so that both are worth
    what they were: a voucher per pupil, and none twice.

    What was used stays where it was used: `Refused("vouchers_used")` when more pupils go than have a voucher to use.
    """
    part = bookings.split(
        booking, units=units, pupils=pupils, session=session, wished_dates=wished_dates, by=by
    )  # fmt: skip
    rows = Voucher.objects.select_for_update(of=("self",)).filter(booking=booking)
    there = list(rows.order_by("status", "code"))  # those that can be used go first, those that lapsed after them
    unused = [row.pk for row in there if row.status != "used"]
    if there and len(unused) < part.pupils:
        sentence = _("The vouchers of %(used)s pupils were used already, so at most %(most)s pupils can go apart.")
        raise Refused("vouchers_used", sentence % {"used": len(there) - len(unused), "most": len(unused)})
    Voucher.objects.filter(pk__in=unused[: part.pupils]).update(booking=part, version=F("version") + 1)
    return part


@deed
def lapse(voucher: Voucher, *, by: Actor = CLOCK) -> Voucher:
    """Its last day is over and nobody used it."""
    return move(voucher, "lapsed", by=by)


def _on_a_good_day(voucher: Voucher, used_on: date) -> None:
    terms = queries.terms_of(voucher.booking)
    first = timezone.localtime(voucher.booking.first_asked_at).date()
    last = min(timezone.localdate(), terms.valid_until if terms else timezone.localdate())
    if not first <= used_on <= last:
        shown = {"first": date_format(first, "j F Y"), "last": date_format(last, "j F Y")}
        raise Invalid.field("#/usedOn", "out_of_range", _("Choose a day from %(first)s to %(last)s.") % shown)
