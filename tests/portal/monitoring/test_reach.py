"""Whom an activity reaches: what can be added up, and what is so small that nobody may see it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.monitoring.queries import Reach, hidden, programmes_visible_to, reach_of
from tests import cast
from tests.cast import Town


def _count(town: Town, school: School, pupils: int, target: int | None) -> None:
    organisations.count_pupils(
        School.objects.get(pk=school.pk), reference_date=cast.COUNTED_ON, pupils=pupils, target_pupils=target,
        source="test", by=town.actor("officer"),
    )  # fmt: skip


def _only(town: Town) -> Reach:
    (found,) = reach_of(town.programme).activities
    return found


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([30, 0, 12], [30, 0, 12]), ([4], [None]), ([4, 3, 20], [None, None, 20]), ([4, 30, 12], [None, 30, None]),
        ([5], [5]), ([0], [0]), ([], []), ([2, 0], [None, 0]),
        ([1, 1, 20, 9], [None, None, 20, None]), ([3, 30, 0, 12], [None, 30, 0, None]),
    ],
)  # fmt: skip
def test_small_numbers_are_hidden_and_cannot_be_worked_out_from_the_sum(numbers: list[int], shown: list[int | None]):
    assert hidden(numbers) == shown


def test_an_activity_is_added_up_over_its_schools(town: Town):
    made = cast.offer(town)
    cast.booking(town, made, status="accepted", units=2)
    cast.booking(town, made, status="requested", units=1)
    bookings.withdraw(cast.booking(town, made, units=4), by=town.actor("coordinator"))
    found = _only(town)
    (school,) = found.schools
    assert (school.school.name, school.groups, school.pupils, school.cost) == ("De Kring", 3, 48, Decimal("375.00"))
    assert (found.groups, found.pupils, found.cost, found.spent) == (3, 48, Decimal("375.00"), 0)


def test_a_corrected_report_counts_once_and_what_was_approved_is_spent(town: Town):
    row, library = cast.booking(town, status="delivered"), town.actor("librarian")
    bookings.dispute(row, reason="Er waren er minder", by=town.actor("coordinator"))
    bookings.deliver(row, date=row.created_at.date(), sessions=2, pupils_reached=40, by=library)
    bookings.accept(row, by=town.actor("coordinator"))
    cast.approved(town, cast.claim(town, row))
    assert (_only(town).pupils, _only(town).spent) == (40, Decimal("250.00"))


def test_the_share_of_target_pupils_is_that_of_its_schools_beside_that_of_all(town: Town):
    _count(town, town.kring, 200, 50)
    _count(town, town.linde, 100, 10)
    cast.booking(town)
    overview = reach_of(town.programme)
    assert overview.activities[0].target_percent == Decimal("25.0")
    assert overview.target_percent == Decimal("20.0"), "60 of 300; the secondary school did not count them"


@pytest.mark.parametrize(("target", "percent"), [(None, None), (4, None), (0, Decimal("0.0")), (5, Decimal("2.5"))])
def test_a_share_that_shows_somebody_or_that_nobody_counted_is_not_told(
    town: Town, target: int | None, percent: Decimal | None
):
    _count(town, town.kring, 200, target)
    cast.booking(town)
    assert _only(town).target_percent == percent


def test_only_the_municipality_looks_at_its_programmes(town: Town):
    for who, number in (("officer", 1), ("controller", 1), ("coordinator", 0), ("librarian", 0)):
        assert len(programmes_visible_to(town.actor(who))) == number
