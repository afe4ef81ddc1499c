"""The terms of a programme about cancelling."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalogue.actor import OFFICER, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, check, require
from catalogue.lifecycle import change
from catalogue.programmes.models import Programme

MOST_DAYS, WHOLE = 365, 100


@deed
def set_cancelling(
    programme: Programme, *, free_days: int | None, late_percent: int | None, no_show_percent: int | None, by: Actor
) -> Programme:
    """What cancelling late, and not being there, costs from now on, where an offer does not say it itself.

    Days before the booked day, and percents of its amount; `None`: nothing was agreed. Bookings keep the terms that
    they were made on. `Invalid` per number that is out of range, and for a late fee without a free period.
    """
    own = by.is_one_of(OFFICER) and by.municipality == programme.municipality_id
    require(own, "wrong_role", _("Only a policy officer of this municipality changes the terms of a programme."))
    faults = [
        Fault(f"#/{name}", "out_of_range", _("Found %(found)s; expected 0 to %(most)s.") % {
            "found": value, "most": most})
        for name, value, most in (
            ("freeDays", free_days, MOST_DAYS), ("latePercent", late_percent, WHOLE),
            ("noShowPercent", no_show_percent, WHOLE),
        )
        if value is not None and not 0 <= value <= most
    ]  # fmt: skip
    if late_percent and free_days is None:
        faults.append(Fault("#/freeDays", "required", _("Say until how many days before it is free.")))
    check(faults)
    data: dict[str, Any] = {
        "cancel_free_days": free_days,
        "cancel_late_percent": late_percent,
        "no_show_percent": no_show_percent,
    }
    return change(programme, event="terms_changed", by=by, data=data, **data)
