"""Money at risk by date: what must be chosen by when to be delivered in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from catalogue.errors import Forbidden, Invalid
from catalogue.money import ZERO
from catalogue.programmes.models import Programme
from portal.radar.actions import set_terms
from portal.radar.queries import Dates, dates_of, day_to_choose, terms_of
from portal.radar.queries.dates import LastCall, months_until
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned
from tests.portal.radar.days import on

LEFT = Decimal("13000.00")


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November 2026; the programme ends on 31 July 2027."""
    with on("2026-11-22"):
        yield town


def _dates(town: Town, left: Decimal = LEFT) -> Dates:
    return dates_of(town.programme, terms_of(town.programme), left)


def test_the_last_day_to_choose_leaves_time_to_agree_and_to_prepare(town: Town):
    cast.offer(town, lead_time_days=30)
    found = _dates(town)
    assert found.delivered_by == date(2027, 7, 31)
    assert found.last_choice == found.choose_by == date(2027, 6, 17), "30 days to prepare and 14 to agree"


def test_the_day_to_choose_keeps_half_of_the_offers_possible(town: Town):
    for days in (0, 60, 120):
        cast.offer(town, title=f"{days} dagen", lead_time_days=days)
    found = _dates(town)
    assert found.choose_by == date(2027, 5, 18), "two of the three can still be chosen on that day"
    assert found.last_choice == date(2027, 7, 17)


def test_the_municipality_names_another_day_or_other_terms(town: Town):
    cast.offer(town)
    officer = town.actor("officer")
    set_terms(town.programme, deciding_days=0, by=officer)
    assert _dates(town).choose_by == date(2027, 7, 31)
    set_terms(town.programme, choose_by=date(2027, 1, 15), by=officer)
    assert _dates(town).choose_by == date(2027, 1, 15)
    assert terms_of(town.programme).deciding_days == 0, "what is not named stays"


@pytest.mark.parametrize(
    ("fields", "location"),
    [({"choose_by": date(2028, 1, 1)}, "#/chooseBy"), ({"committed_percent": 101}, "#/committedPercent"),
     ({"remind_every_days": 0}, "#/remindEveryDays")],
)  # fmt: skip
def test_terms_that_make_no_sense(town: Town, fields: dict[str, Any], location: str):
    with pytest.raises(Invalid) as wrong:
        set_terms(town.programme, by=town.actor("officer"), **fields)
    assert [fault.location for fault in wrong.value.faults] == [location]


def test_only_an_officer_of_the_municipality_sets_the_terms(town: Town):
    for who in ("controller", "finance", "coordinator"):
        with pytest.raises(Forbidden):
            set_terms(town.programme, committed_percent=10, by=town.actor(who))


def test_the_grant_that_pays_may_have_to_be_spent_earlier(town: Town):
    cast.offer(town)
    planned.plan(town, paid_by=planned.grant(town, spend_until=date(2027, 3, 31)))
    assert _dates(town).delivered_by == date(2027, 3, 31)


def test_each_coming_month_has_its_share_and_the_last_one_the_rest(town: Town):
    cast.offer(town, lead_time_days=17)
    months = _dates(town).months
    assert [month.until for month in months][:2] == [date(2026, 11, 30), date(2026, 12, 31)]
    assert months[-1].until == date(2027, 6, 30) and months[-1].to_commit == LEFT
    assert [month.closing for month in months] == [0] * 7 + [1]
    assert [month.to_commit for month in months] == sorted(month.to_commit for month in months)


def test_money_for_which_the_remaining_offers_have_no_places_is_at_risk(town: Town):
    """Ten places of € 125 go on until July; the other offer needs half a year."""
    cast.offer(town, title="Kort", capacity=10)
    cast.offer(town, title="Lang", capacity=None, lead_time_days=180)
    months = {month.until: month.at_risk for month in _dates(town).months}
    assert months[date(2026, 12, 31)] == ZERO, "an offer without a limit can still take everything"
    assert months[date(2027, 1, 31)] == LEFT - Decimal("1250.00")
    assert months[date(2027, 7, 17)] == LEFT


def test_full_offers_and_offers_of_others_do_not_count(town: Town):
    cast.booking(town, cast.offer(town, capacity=2), units=2)
    assert _dates(town).months == () and _dates(town).lost == LEFT


def test_after_the_last_day_it_is_too_late(town: Town):
    cast.offer(town)
    with on("2027-07-18"):
        assert _dates(town).lost == LEFT and _dates(town).months == ()


def test_a_school_hears_by_when_until_it_chose_or_until_it_is_too_late(town: Town):
    made = cast.offer(town)
    assert day_to_choose(town.kring, town.programme) == date(2027, 7, 17)
    with on("2027-07-18"):
        assert day_to_choose(town.kring, town.programme) is None
    cast.booking(town, made)
    assert day_to_choose(town.kring, town.programme) is None
    assert day_to_choose(town.linde, town.programme) == date(2027, 7, 17)


@given(leads=some.lists(some.integers(0, 365), min_size=1, max_size=6), cents=some.integers(0, 10_000_000))
def test_every_cent_is_asked_for_and_none_twice(leads: list[int], cents: int):
    """For any offers: the last month asks for everything that is left, and less time never means less risk."""
    left, today = Decimal(cents).scaleb(-2), date(2026, 11, 22)
    programme = Programme(starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31))
    days = sorted((programme.ends_on - timedelta(days=lead) for lead in leads), reverse=True)
    calls = [LastCall(day, Decimal("125.00") * lead) for day, lead in zip(days, leads, strict=True)]
    if days[0] < today:
        return
    months = months_until(programme, calls, left, today)
    assert months[-1].to_commit == left
    assert [month.at_risk for month in months] == sorted(month.at_risk for month in months)
    assert sum(month.closing for month in months) == sum(day >= today for day in days)
