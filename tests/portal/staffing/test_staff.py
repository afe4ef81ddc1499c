"""Nobody works more hours in a week than the contract says, and no school gets more than it booked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.deeds import row_of_many
from catalogue.errors import Forbidden, Invalid, Refused
from portal.bookings import actions as bookings
from portal.staffing import actions as staffing
from portal.staffing import queries
from portal.staffing.models import Deployment, Worker
from tests import cast
from tests.cast import Town
from tests.portal.staffing.planned import FIRST, LAST, booked, deployed, worker


def _refused(code: str, deed) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    assert refused.value.code == code
    return refused.value.sentence


def test_a_week_with_more_hours_than_the_contract_is_refused_and_named(town: Town):
    one, planner = worker(town, hours="24.00"), town.actor("planner")
    staffing.deploy(one, booked(town), hours=Decimal(16), first_week=FIRST, last_week=LAST, by=planner)
    other = booked(town)
    later = LAST + timedelta(weeks=3)
    sentence = _refused("contract_hours", lambda: staffing.deploy(
        one, other, hours=Decimal("8.25"), first_week=LAST, last_week=later, by=planner))  # fmt: skip
    assert "29 maart 2027" in sentence and "24,25" in sentence
    staffing.deploy(one, other, hours=Decimal(8), first_week=LAST, last_week=LAST, by=planner)
    later = LAST + timedelta(weeks=1)
    staffing.deploy(one, other, hours=Decimal(16), first_week=later, last_week=later, by=planner)


def test_before_and_after_a_contract_there_are_no_hours(town: Town):
    one = worker(town, starts_on=date(2027, 1, 11), ends_on=date(2027, 3, 1))
    row, planner = booked(town), town.actor("planner")
    for first, last in ((FIRST, FIRST), (date(2027, 3, 1), LAST)):
        _refused("contract_hours", lambda first=first, last=last: staffing.deploy(
            one, row, hours=Decimal(1), first_week=first, last_week=last, by=planner))  # fmt: skip
    staffing.deploy(one, row, hours=Decimal(16), first_week=date(2027, 1, 13), last_week=date(2027, 3, 4), by=planner)


def test_what_was_called_off_takes_nobodys_hours_any_more(town: Town):
    one, planner = worker(town, hours="16.00"), town.actor("planner")
    row, other = booked(town), booked(town)
    staffing.deploy(one, row, hours=Decimal(16), first_week=FIRST, last_week=LAST, by=planner)
    bookings.withdraw(row, by=town.actor("coordinator"))
    staffing.deploy(one, other, hours=Decimal(16), first_week=FIRST, last_week=LAST, by=planner)
    staffing.change_worker(one, contract_hours=Decimal(16), by=planner)
    (mine,) = queries.plan_of(planner, FIRST, 2)
    assert [hours for _week, hours, _left in mine.weeks] == [16, 16]
    assert [each.booking for each in mine.deployments] == [other]


def test_a_school_gets_no_more_than_it_booked(town: Town):
    row, planner = booked(town, hours=16), town.actor("planner")
    staffing.deploy(worker(town), row, hours=Decimal(10), first_week=FIRST, last_week=LAST, by=planner)
    second = worker(town, name="Jeugdondersteuner 2")
    _refused("booked_hours", lambda: staffing.deploy(
        second, row, hours=Decimal(7), first_week=LAST, last_week=LAST, by=planner))  # fmt: skip
    staffing.deploy(second, row, hours=Decimal(6), first_week=FIRST, last_week=LAST, by=planner)


def test_a_smaller_contract_must_fit_what_is_planned(town: Town):
    made = deployed(town)
    _refused("contract_hours", lambda: staffing.change_worker(
        made.worker, contract_hours=Decimal(15), by=town.actor("planner")))  # fmt: skip
    staffing.change_worker(made.worker, contract_hours=Decimal(16), by=town.actor("librarian"))
    staffing.recall(made, by=town.actor("planner"))
    fresh = Worker.objects.get()
    assert staffing.change_worker(fresh, contract_hours=Decimal(8), by=town.actor("planner")).contract_hours == 8


def test_only_the_own_provider_plans_and_only_hours_a_week(town: Town):
    one, row = worker(town), booked(town)
    said = {"hours": Decimal(1), "first_week": FIRST, "last_week": LAST}
    for who in ("musician", "officer", "coordinator"):
        with pytest.raises(Forbidden):
            staffing.deploy(one, row, by=town.actor(who), **said)
    in_groups = cast.booking(town, status="confirmed")
    _refused("not_by_the_week", lambda: staffing.deploy(one, in_groups, by=town.actor("planner"), **said))
    with pytest.raises(Invalid):
        staffing.deploy(one, row, hours=Decimal(1), first_week=LAST, last_week=FIRST, by=town.actor("planner"))
    _refused("name_taken", lambda: worker(town))


def test_each_sees_its_own(town: Town):
    deployed(town)
    assert queries.visible_to(town.actor("planner")).count() == 1
    for who in ("musician", "coordinator", "officer"):
        assert not queries.visible_to(town.actor(who)).exists()
    seen = {who: queries.deployments_visible_to(town.actor(who)).count() for who in town.membership}
    assert {who for who, count in seen.items() if count} == set(town.membership) - {"musician", "other_coordinator"}


WISHES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 1), st.integers(1, 20), st.integers(0, 5), st.integers(0, 4)),
    max_size=12,
)


@pytest.mark.slow
@given(wishes=WISHES)
@settings(max_examples=15)
def test_whatever_eight_people_are_asked_no_week_exceeds_a_contract(town: Town, wishes: list[tuple[int, ...]]):
    planner = town.actor("planner")
    with transaction.atomic():
        team = [worker(town, name=f"Jeugdondersteuner {number}", hours=f"{16 + number}.00") for number in range(8)]
        at = [booked(town, hours=20), booked(town, hours=16)]
        for who, where, hours, start, length in wishes:
            first = FIRST + timedelta(weeks=start)
            try:
                with row_of_many():
                    staffing.deploy(
                        team[who], at[where], hours=Decimal(hours), first_week=first,
                        last_week=first + timedelta(weeks=length), by=planner,
                    )  # fmt: skip
            except Refused:
                continue
        for row in queries.plan_of(planner, FIRST, 12):
            assert all(left >= 0 for _week, _hours, left in row.weeks)
        for booking in at:
            rows = list(Deployment.objects.filter(booking=booking))
            for week in range(12):
                monday = FIRST + timedelta(weeks=week)
                there = sum(each.hours for each in rows if each.first_week <= monday <= each.last_week)
                assert there <= booking.units
        transaction.set_rollback(True)
