"""What schools of the demo take part in beside bookings: vouchers, own sign-up, and staff by the week."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from catalogue.actor import BUDGET_HOLDER
from portal.demo.stage import Stage
from portal.enrolments import actions as enrolments
from portal.staffing import actions as staffing
from portal.vouchers import actions as vouchers

FILE = Path(__file__).parent / "content" / "taking_part.toml"


def pay_by_use(stage: Stage) -> None:
    """Before anything is booked: only who books afterwards gets vouchers."""
    for told in _read()["voucher"]:
        offer = stage.offers[told["offer"]]
        by = stage.manager_of(offer.provider_id)
        vouchers.pay_by_use(offer, valid_until=_in_days(told["valid_days"]), by=by)


def take_part(stage: Stage) -> None:
    """Vouchers are handed out and some come in, children are enrolled or wait, and staff is planned."""
    told = _read()
    for each in told["voucher"]:
        _hand_out(stage, each)
    for each in told["activity"]:
        _open(stage, each)
    for each in told["worker"]:
        _employ(stage, each)


def _hand_out(stage: Stage, told: dict[str, Any]) -> None:
    booking = stage.bookings[told["booking"]]
    made = vouchers.issue(booking, by=stage.of_school(booking.school_id, BUDGET_HOLDER))
    for each in made[: told["used"]]:
        vouchers.use(each.code, used_on=timezone.localdate(), by=stage.manager_of(booking.provider_id))


def _open(stage: Stage, told: dict[str, Any]) -> None:
    offer = stage.offers[told["offer"]]
    activity = enrolments.open_activity(
        offer, capacity=told["capacity"], most_per_school=told["most_per_school"],
        closes_on=_in_days(told["closes_in_days"]), by=stage.manager_of(offer.provider_id),
    )  # fmt: skip
    for school, children in told["enrolled"]:
        enrolments.enrol(activity, stage.schools[school], children=children, by=stage.school(school))


def _employ(stage: Stage, told: dict[str, Any]) -> None:
    by, today = stage.provider(told["provider"]), timezone.localdate()
    hours = Decimal(told["contract_hours"])
    worker = staffing.add_worker(name=told["name"], contract_hours=hours, starts_on=today, by=by)
    for booking, weekly, first, last in told["deployed"]:
        staffing.deploy(
            worker, stage.bookings[booking], hours=Decimal(weekly), first_week=today + timedelta(weeks=first),
            last_week=today + timedelta(weeks=last), by=by,
        )  # fmt: skip


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
