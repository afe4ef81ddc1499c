"""DOMAIN § 7 row 12 (Midden-Groningen): youth workers, 16 to 20 hours a week per school, a team of eight; a pilot that
is extended or stopped, and structural only with co-financing.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.errors import Invalid, Refused
from portal.bookings import actions as bookings
from portal.budgets.queries import verify
from portal.staffing import actions as staffing
from portal.staffing import queries
from tests.cast import Town
from tests.portal.staffing.planned import FIRST, LAST, booked, worker, youth_worker_offer


def test_twelve_hours_a_week_is_too_few_and_sixteen_is_not(town: Town):
    made = youth_worker_offer(town)
    with pytest.raises(Invalid) as invalid:
        bookings.book(town.kring, made, units=12, pupils=200, by=town.actor("coordinator"))
    [fault] = invalid.value.faults
    assert (fault.location, fault.code) == ("#/units", "out_of_range") and "16" in str(fault.detail)
    row = bookings.book(town.kring, made, units=16, pupils=200, by=town.actor("coordinator"))
    assert (row.quantity, row.amount) == (16 * 13, Decimal("208.00"))
    assert verify() == []


def test_a_team_of_eight_never_works_more_than_its_contracts(town: Town):
    planner = town.actor("planner")
    team = [worker(town, name=f"Jeugdondersteuner {number}", hours="20.00") for number in range(1, 9)]
    rows = [booked(town, hours=16) for _school in range(8)]
    for person, row in zip(team, rows, strict=True):
        staffing.deploy(person, row, hours=Decimal(16), first_week=FIRST, last_week=LAST, by=planner)
    for person, row in zip(team, reversed(rows), strict=True):
        with pytest.raises(Refused):
            staffing.deploy(
                person, row, hours=Decimal(5), first_week=LAST, last_week=LAST + timedelta(weeks=1), by=planner
            )
    plan = queries.plan_of(planner, FIRST, 13)
    assert [row.worker.name for row in plan] == [person.name for person in team]
    assert all(hours == 16 and left == 4 for row in plan for _week, hours, left in row.weeks)
