"""Who plans staff, and that no week has more hours than the contract or than the school booked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES, Actor
from catalogue.errors import Refused
from portal.bookings.models import Booking
from portal.staffing.models import Deployment, Worker

PLANNABLE = ("requested", "confirmed", "delivered")


def may_plan(actor: Actor, provider: object) -> bool:
    """Planner or manager of the provider whose staff it is."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == provider


def only_the_provider() -> str:
    """The sentence for everybody else."""
    return _("Only the provider plans its own staff.")


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def hours_in(week: date, rows: Iterable[Deployment]) -> Decimal:
    """The hours of these deployments in the week of this Monday."""
    return sum((row.hours for row in rows if row.first_week <= week <= row.last_week), Decimal(0))


def within_contract(worker: Worker, planned: Iterable[Deployment], new: Deployment) -> None:
    """`Refused("contract_hours")` for the first week in which the worker would work more than its contract.

    Also for a week in which there is no contract yet, or no longer.
    """
    there = list(planned)
    for week in new.weeks:
        has_contract = monday(worker.starts_on) <= week and (worker.ends_on is None or week <= worker.ends_on)
        most = worker.contract_hours if has_contract else Decimal(0)
        asked = hours_in(week, there) + new.hours
        if asked > most:
            sentence = _(
                "In the week of %(week)s %(worker)s would work %(asked)s hours; the contract has %(most)s. Plan fewer"
                " hours, or somebody else."
            )
            shown = {"week": date_format(week, "j F Y"), "worker": worker.name}
            raise Refused("contract_hours", sentence % (shown | {"asked": _number(asked), "most": _number(most)}))


def within_booking(booking: Booking, planned: Iterable[Deployment], new: Deployment) -> None:
    """`Refused("booked_hours")` for the first week with more hours at the school than it booked."""
    there = list(planned)
    for week in new.weeks:
        asked = hours_in(week, there) + new.hours
        if asked > booking.units:
            sentence = _("In the week of %(week)s the school would get %(asked)s hours; it booked %(most)s a week.")
            shown = {"week": date_format(week, "j F Y"), "asked": _number(asked), "most": booking.units}
            raise Refused("booked_hours", sentence % shown)


def _number(value: Decimal) -> str:
    return number_format(value.normalize() if value else Decimal(0), use_l10n=True)
