"""What will be left at the end, if schools go on as they did: a range, without a precision that is not there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.funding import actions as funding
from portal.radar.queries import Expected, a_month_ago, course_of, forecast_of
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned
from tests.portal.radar.days import on


def _book(town: Town, day: str, made: Offer, units: int) -> None:
    with on(day):
        bookings.book(town.kring, made, units=units, pupils=20, by=town.actor("coordinator"))


def _autumn(town: Town) -> Expected:
    """August nothing, September € 500, October € 1,000, November € 250; looked at on 1 December."""
    planned.plan(town)
    with on("2026-08-15"):
        made = cast.offer(town)
    for day, units in (("2026-09-10", 4), ("2026-10-20", 8), ("2026-11-05", 2)):
        _book(town, day, made, units)
    with on("2026-12-01"):
        found = forecast_of(town.programme)
    assert found.months == 4
    return next(row.expected for row in found.lines if row.line and row.line.kind == "choice")


def test_the_average_of_the_months_is_likely_and_the_slowest_and_the_fastest_are_the_range(town: Town):
    expected = _autumn(town)
    assert expected.planned == Decimal("13000.00") and expected.so_far == Decimal("1750.00")
    assert expected.least == Decimal("1750.00"), "August: nothing came"
    assert expected.likely == Decimal("5200.00"), "€ 1,750 in 122 days, and 242 days to go: € 3,471 more"
    assert expected.most == Decimal("9600.00"), "October: € 1,000 in 31 days: € 7,806 more"
    assert expected.unspent == Decimal("7800.00")
    assert (expected.unspent_at_least, expected.unspent_at_most) == (Decimal("3400.00"), Decimal("11250.00"))


def test_what_was_given_back_does_not_count(town: Town):
    with on("2026-09-10"):
        row = cast.booking(town, units=4)
    with on("2026-09-20"):
        bookings.withdraw(row, by=town.actor("coordinator"))
    with on("2026-12-01"):
        (schools,) = [row for row in forecast_of(town.programme).lines if not row.code]
    assert (schools.expected.so_far, schools.expected.likely) == (0, 0)


def test_after_less_than_two_months_nothing_is_likely_yet(town: Town):
    planned.plan(town)
    with on("2026-09-14"):
        found = forecast_of(town.programme)
    expected = next(row.expected for row in found.lines if row.line and row.line.kind == "choice")
    assert expected.likely is None and expected.unspent is None
    assert (expected.least, expected.most) == (Decimal("0.00"), Decimal("13000.00"))


def test_the_running_month_counts_when_half_of_it_passed(town: Town):
    planned.plan(town)
    with on("2026-10-02"):
        cast.booking(town, units=4)
    for day, months in (("2026-10-15", 2), ("2026-10-16", 3)):
        with on(day):
            found = forecast_of(town.programme)
        assert found.months == months
    expected = next(row.expected for row in found.lines if row.line and row.line.kind == "choice")
    assert expected.likely == Decimal("2400.00"), "€ 500 in 77 days, and 288 days to go: € 1,870 more"


def test_at_the_end_what_is_likely_is_what_is(town: Town):
    planned.plan(town)
    with on("2026-09-10"):
        cast.booking(town, units=4)
    with on("2027-08-05"):
        found = forecast_of(town.programme)
    expected = next(row.expected for row in found.lines if row.line and row.line.kind == "choice")
    assert expected.least == expected.likely == expected.most == Decimal("500.00")


def test_a_grant_is_its_lines_together_and_ends_on_its_own_day(town: Town):
    paid_by = planned.grant(town, spend_until=date(2027, 3, 31))
    planned.plan(town, paid_by=paid_by)
    with on("2026-12-01"):
        found = forecast_of(town.programme)
    (grant,) = found.grants
    assert grant.grant == paid_by and grant.expected.planned == Decimal("20000.00")
    assert {row.ends_on for row in found.lines} == {date(2027, 3, 31)}


def test_of_two_grants_the_first_is_used_first(town: Town):
    """Of the choice budget the first one pays € 1,000 and the other € 12,000; € 1,750 was committed."""
    first, second = planned.grant(town, "8000.00"), planned.grant(town, "12000.00", spend_until=date(2027, 8, 31))
    rows = planned.lines(first)
    del rows[1]["grant"]
    rows[1]["sources"] = [
        {"grant": first, "amount": Decimal("1000.00")}, {"grant": second, "amount": Decimal("12000.00")},
    ]  # fmt: skip
    officer = town.actor("officer")
    funding.adopt_plan(funding.draft_plan(town.programme, lines=rows, by=officer), by=officer)
    for day, units in (("2026-09-10", 4), ("2026-10-20", 8), ("2026-11-05", 2)):
        with on(day):
            cast.booking(town, cast.offer(town, title=day), units=units)
    with on("2026-12-01"):
        found = {row.grant: row.expected for row in forecast_of(town.programme).grants}
    assert found[first].so_far == Decimal("1000.00") and found[second].so_far == Decimal("750.00")
    assert found[first].planned == Decimal("8000.00") and found[second].planned == Decimal("12000.00")


def test_never_more_than_is_planned(town: Town):
    planned.plan(town)
    with on("2026-08-15"):
        made = cast.offer(town, price=Decimal("700.00"))
    _book(town, "2026-08-20", made, 4)
    with on("2026-10-01"):
        found = forecast_of(town.programme)
    expected = next(row.expected for row in found.lines if row.line and row.line.kind == "choice")
    assert expected.most == Decimal("13000.00")


@pytest.mark.parametrize(
    ("today", "before"), [("2027-03-31", "2027-02-28"), ("2027-01-15", "2026-12-15"), ("2027-04-01", "2027-03-01")]
)
def test_a_month_ago_is_the_same_day_of_the_month_before(today: str, before: str):
    with on(today):
        assert timezone.localdate(a_month_ago()).isoformat() == before


def test_the_course_since_a_month_ago(town: Town):
    """€ 500 was chosen before; since then € 250 was delivered and € 125 accepted and claimed, and nothing paid yet."""
    with on("2026-10-10"):
        cast.booking(town, units=4)
    with on("2026-10-25"):
        moment = timezone.now()
    with on("2026-11-20"):
        made = cast.offer(town, title="Dans")
        cast.booking(town, made, units=2, status="delivered")
        cast.approved(town, cast.claim(town, cast.booking(town, made, units=1, status="accepted")))
    found = course_of(town.actor("officer"), moment)
    assert found.granted == Decimal("18000.00")
    assert (found.chosen.before, found.chosen.more) == (Decimal("500.00"), Decimal("375.00")), "spent is still chosen"
    assert (found.delivered.before, found.delivered.now) == (Decimal("0.00"), Decimal("375.00"))
    assert found.paid.now == found.paid.before == 0
