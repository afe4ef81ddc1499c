"""The deeds on staff: who there is, and who works where in which weeks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.validation import check_fields, validated
from portal.bookings.models import Booking
from portal.bookings.states import GONE
from portal.staffing import rules
from portal.staffing.models import Deployment, Worker


@deed
def add_worker(
    *, name: str, contract_hours: Decimal, starts_on: date, by: Actor, ends_on: date | None = None
) -> Worker:
    """Somebody of the acting provider, with the hours a week of the contract.

    `Forbidden("wrong_role")`; `Refused("name_taken")`; `Invalid` per field.
    """
    _may(by, by.provider)
    assert by.provider is not None  # who may plan acts for a provider
    if Worker.objects.filter(provider=by.provider, name=name.strip()).exists():
        raise Refused("name_taken", _("There is somebody of this name already. Add a number to the name."))
    row = Worker(
        provider_id=by.provider, name=name.strip(), contract_hours=contract_hours, starts_on=starts_on, ends_on=ends_on
    )
    _in_order(starts_on, ends_on, "#/endsOn")
    return added(validated(row), by=by, data={"hours": str(contract_hours)})


@deed
def change_worker(worker: Worker, *, contract_hours: Decimal, by: Actor, ends_on: date | None = None) -> Worker:
    """Another contract. `Refused("contract_hours")` when a week that is planned would not fit in it any more."""
    row = _held(worker.pk)
    _may(by, row.provider_id)
    check_fields(row, contract_hours=contract_hours)
    _in_order(row.starts_on, ends_on, "#/endsOn")
    row.contract_hours, row.ends_on = contract_hours, ends_on
    planned = list(row.deployments.exclude(booking__status__in=GONE))
    for each in planned:
        rules.within_contract(row, [other for other in planned if other.pk != each.pk], each)
    data = {"hours": str(contract_hours)}
    return change(row, event="changed", by=by, data=data, contract_hours=contract_hours, ends_on=ends_on)


@deed
def deploy(
    worker: Worker, booking: Booking, *, hours: Decimal, first_week: date, last_week: date, by: Actor
) -> Deployment:
    """A worker at the school of a booking of hours a week, in the weeks of these two days and all between.

    `Forbidden("wrong_role")`; `Refused("contract_hours")` when a week has more hours than the contract,
    `Refused("booked_hours")` when it has more than the school booked, `Refused("not_by_the_week")`; `Invalid`.
    """
    row = _held(worker.pk)
    _may(by, row.provider_id)
    held = Booking.objects.select_for_update(of=("self",)).select_related("revision").get(pk=booking.pk)
    if held.provider_id != row.provider_id or held.status not in rules.PLANNABLE or not held.revision.weeks:
        raise Refused("not_by_the_week", _("Choose a running booking of hours a week of your own organisation."))
    first, last = rules.monday(first_week), rules.monday(last_week)
    _in_order(first, last, "#/lastWeek")
    if (last - first).days > 7 * 60:
        raise Invalid.field("#/lastWeek", "too_late", _("Plan at most sixty weeks at a time."))
    made = Deployment(worker=row, booking=held, hours=hours, first_week=first, last_week=last)
    check_fields(made, hours=hours)
    rules.within_contract(row, row.deployments.exclude(booking__status__in=GONE), made)
    rules.within_booking(held, Deployment.objects.filter(booking=held), made)
    made.save(force_insert=True)
    return added(made, by=by, data={"hours": str(hours), "booking": str(held.pk)})


@deed
def recall(deployment: Deployment, *, by: Actor) -> None:
    """The worker does not go there (any more). `Forbidden("wrong_role")`."""
    _may(by, deployment.worker.provider_id)
    record("deployment.removed", deployment, by=by, data={"hours": str(deployment.hours)})
    deployment.delete()


def _may(by: Actor, provider: UUID | None) -> None:
    right = provider is not None and rules.may_plan(by, provider)
    require(right, "wrong_role", rules.only_the_provider())


def _held(worker: UUID) -> Worker:
    """Held until the deed is done: the weeks of a worker are planned one at a time."""
    return Worker.objects.select_for_update().get(pk=worker)


def _in_order(first: date, last: date | None, where: str) -> None:
    if last is not None and last < first:
        raise Invalid.field(where, "too_early", _("The last day lies before the first day. Choose a later last day."))
