"""DOMAIN § 7 row 35: an offer of the municipality itself, for which children enrol, is the alternative to a voucher.

The municipality keeps sight of who takes part: for each activity the participants per school and group, what it costs,
the goal of the money that pays it, and the share of the target group. Counts only, and none below five.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.enrolments import actions as enrolments
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.enrolments.activities import opened_for


def _count(town: Town, school: School, pupils: int, target: int) -> None:
    organisations.count_pupils(
        School.objects.get(pk=school.pk), reference_date=cast.COUNTED_ON, pupils=pupils, target_pupils=target,
        source="test", by=town.actor("officer"),
    )  # fmt: skip


@pytest.fixture
def gym(town: Town) -> Any:
    """Extra gym after school: De Kring booked two groups, De Linde one; both enrol children, twelve and three."""
    _count(town, town.kring, 200, 60)
    _count(town, town.linde, 300, 15)
    made = cast.offer(town, title="Extra gym na school", price=Decimal("150.00"), target_groups=["nt2"])
    activity = opened_for(town, made, capacity=40)
    for school, who, groups, children in (
        (town.kring, "coordinator", 2, 12), (town.linde, "other_coordinator", 1, 3),
    ):  # fmt: skip
        row = bookings.book(school, made, units=groups, pupils=25 * groups, by=town.actor(who))
        bookings.confirm(row, by=town.actor("librarian"))
        enrolments.enrol(activity, school, children=children, by=town.actor(who))
        bookings.deliver(
            row, date=timezone.localdate(), sessions=groups, pupils_reached=10 * groups, by=town.actor("librarian")
        )
    return made


def test_participants_per_school_and_group_cost_goal_and_target_group(town: Town, gym: Any):
    (row,) = Api(town, "officer").get("reports/reach").json()["results"]
    assert (row["offer"]["title"], row["goal"], row["targetGroups"]) == ("Extra gym na school", "talent", ["nt2"])
    assert (row["groups"], row["enrolled"], row["pupils"], row["cost"]) == (3, 15, 30, "450.00")
    assert row["targetPercent"] == "15.0", "75 of the 500 pupils of the two schools"
    assert [(each["school"]["name"], each["groups"], each["pupils"], each["cost"]) for each in row["schools"]] == [
        ("De Kring", 2, 20, "300.00"), ("De Linde", 1, 10, "150.00"),
    ]  # fmt: skip
    assert [each["enrolled"] for each in row["schools"]] == [None, None], "three at De Linde: hidden, and the rest too"


def test_the_same_stands_on_the_page_of_the_municipality(town: Town, gym: Any):
    page = Visitor(town, "officer").open("/municipality/reach")
    (line,) = [each for each in page.all("//tbody/tr") if "Extra gym" in each]
    for said in ("2 groepen, 20 leerlingen", "1 groep, 10 leerlingen", "€ 450", "15,0%", "15 ingeschreven"):
        assert said in line, said
    assert "aantal ingeschreven kinderen verborgen" in line and "3 ingeschreven" not in line


def test_an_activity_that_nobody_booked_is_there_with_who_enrolled(town: Town):
    made = cast.offer(town, kind="fixed", title="Huiswerkklas")
    activity = opened_for(town, made, capacity=40)
    coordinator = town.actor("coordinator")
    first = enrolments.enrol(activity, town.kring, children=9, by=coordinator)[0]
    enrolments.enrol(activity, town.linde, children=8, by=town.actor("other_coordinator"))
    enrolments.take_back(first, children=2, by=coordinator)
    (row,) = Api(town, "controller").get("reports/reach").json()["results"]
    assert (row["groups"], row["pupils"], row["enrolled"], row["cost"]) == (0, 0, 15, "0.00")
    assert [(each["school"]["name"], each["enrolled"]) for each in row["schools"]] == [("De Kring", 7), ("De Linde", 8)]
    activity.refresh_from_db()
    enrolments.cancel(activity, reason="Geen zaal", by=town.actor("librarian"))
    assert Api(town, "controller").get("reports/reach").json()["results"] == []
