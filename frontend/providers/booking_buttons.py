"""What a provider does with one press at a booking: answer it, call it off, say that nobody was there."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import Actor
from frontend.buttons import Button
from frontend.providers.report_forms import likely_day
from frontend.wording import euro
from portal.bookings import actions, fees, rules
from portal.bookings.models import Booking


def may_find_nobody(actor: Actor, booking: Booking) -> bool:
    """Once the day has come."""
    come = booking.planned_on is None or booking.planned_on <= timezone.localdate()
    return rules.may_report_absence(actor, booking) and come


def fee_of_absence(booking: Booking) -> str:
    """What the provider reads before it reports that nobody was there."""
    fee = fees.absence_fee(booking)
    if not fee.total:
        return _("Nothing was agreed about a fee, so there is nothing to claim. The school says whether it agrees.")
    said = _("You may claim %(fee)s (%(percent)s%%) for it. The school says whether it agrees.")
    return said % {"fee": euro(fee.total), "percent": fee.percent}


BUTTONS: tuple[Button[Booking], ...] = (
    Button(
        "confirm",
        rules.may_answer,
        lambda booking, by, _reason: actions.confirm(booking, by=by),
        gettext_lazy("Yes, we will do this"),
        gettext_lazy("The school reads that it can count on you."),
        gettext_lazy("Confirmed. The school knows that you come."),
        kind="primary-action",
    ),
    Button(
        "decline",
        rules.may_answer,
        lambda booking, by, reason: actions.decline(booking, reason=reason, by=by),
        gettext_lazy("No, we cannot do this"),
        gettext_lazy("The school reads why. Its places and its money are free again."),
        gettext_lazy("Declined. The school reads why."),
        kind="danger",
        asks_reason=True,
    ),
    Button(
        "explain",
        rules.may_explain,
        lambda booking, by, reason: actions.explain(booking, words=reason, by=by),
        gettext_lazy("Our report is right: explain it"),
        gettext_lazy("The school reads your words, and agrees or not. If it does not, the municipality decides."),
        gettext_lazy("The school reads your explanation."),
        asks_reason=True,
    ),
    Button(
        "absent",
        may_find_nobody,
        lambda booking, by, reason: actions.report_absence(booking, date=likely_day(booking), remarks=reason, by=by),
        gettext_lazy("We came, and nobody was there"),
        fee_of_absence,
        gettext_lazy("Reported. The school now says whether it agrees."),
        asks_reason=True,
    ),
    Button(
        "call-off",
        rules.may_call_off,
        lambda booking, by, reason: actions.call_off(booking, reason=reason, by=by),
        gettext_lazy("We cannot come after all"),
        gettext_lazy("The school reads why. It costs the school nothing: its places and its money are free again."),
        gettext_lazy("Called off. The school reads why."),
        kind="danger",
        asks_reason=True,
    ),
    Button(
        "waive",
        rules.may_waive,
        lambda booking, by, _reason: actions.waive_fee(booking, by=by),
        gettext_lazy("We do not ask the fee"),
        lambda booking: (
            _("The %(fee)s that is still reserved is free again for the school.") % {"fee": euro(booking.reserved)}
        ),
        gettext_lazy("The fee is not asked. The school sees that."),
    ),
)
