"""How much of a booking goes on by itself, and on which day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalogue.actor import Actor
from catalogue.offers.models import MOST_UNITS
from frontend.days import OtherDays
from frontend.forms import WholeNumber
from portal.bookings import fees, rules
from portal.bookings.models import Booking


class Splitting(OtherDays):
    """Without a day the part stays on the day of the booking."""

    units = WholeNumber(label=_("How many go apart?"), least=1, most=MOST_UNITS)
    pupils = WholeNumber(
        label=_("Pupils that go along"), least=1, most=MOST_UNITS, required=False,
        help_text=_("Empty: their part of the pupils."),
    )  # fmt: skip

    def __init__(self, booking: Booking, *args: Any, **kwargs: Any) -> None:
        super().__init__(booking.offer, *args, auto_id="split-%s", **kwargs)
        if booking.revision.unit == "pupil":
            del self.fields["units"]
            self.fields["pupils"].required, self.fields["pupils"].help_text = True, ""


def split_form(actor: Actor, booking: Booking) -> Splitting | None:
    """The form, for who may split it now and when there is something to divide."""
    parts = booking.pupils if booking.revision.unit == "pupil" else booking.units
    if booking.revision.unit == "lump_sum" or parts < 2 or not rules.may_split(actor, booking):
        return None
    form = Splitting(booking, initial={"units": 1, "version": booking.version})
    if fees.bound(actor, booking):
        for name in ("session", "wished_1", "wished_2", "wished_3"):
            form.fields.pop(name, None)
    return form
