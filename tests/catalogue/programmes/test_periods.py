"""What an entitlement is counted in: the months, school terms or the year of a programme, no day twice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from django.utils import translation

from catalogue.errors import Invalid
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Programme, Regulation
from catalogue.programmes.periods import A_DAY, period_on, periods_of
from tests.cast import TERM_STARTS, Town

YEAR = Programme(starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31))
TERMS = Programme(starts_on=YEAR.starts_on, ends_on=YEAR.ends_on, term_starts=[day.isoformat() for day in TERM_STARTS])


@pytest.mark.parametrize(
    ("programme", "kind", "number"),
    [(YEAR, "month", 12), (TERMS, "term", 3), (YEAR, "term", 1), (YEAR, "year", 1), (YEAR, "", 1)],
)
def test_periods_follow_each_other_without_a_gap(programme: Programme, kind: str, number: int):
    periods = periods_of(programme, kind)
    assert len(periods) == number
    assert (periods[0].starts_on, periods[-1].ends_on) == (programme.starts_on, programme.ends_on)
    assert all(before.ends_on + A_DAY == after.starts_on for before, after in pairwise(periods))


def test_a_programme_may_start_in_the_middle_of_a_month_and_end_in_another_year():
    odd = Programme(starts_on=date(2026, 11, 16), ends_on=date(2027, 1, 10))
    days = [(each.starts_on, each.ends_on) for each in periods_of(odd, "month")]
    assert days == [
        (date(2026, 11, 16), date(2026, 11, 30)), (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 10)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 8, 3), 1), (date(2027, 1, 3), 1), (date(2027, 1, 4), 2), (date(2027, 7, 31), 3),
        (date(2026, 1, 1), 1), (date(2030, 1, 1), 3),
    ],
)  # fmt: skip
def test_the_days_before_the_first_term_belong_to_it_and_no_day_is_left_out(day: date, number: int):
    assert period_on(periods_of(TERMS, "term"), day).number == number


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("month", "augustus 2026"), ("term", "schoolperiode 1 (1 augustus t/m 3 januari 2027)"),
        ("year", "schooljaar 2026-2027"),
    ],
)  # fmt: skip
def test_a_period_is_named_as_people_name_it(kind: str, words: str):
    with translation.override("nl"):
        assert str(periods_of(TERMS, kind)[0]) == words


def test_terms_start_inside_the_programme(town: Town):
    fields = {"starts_on": date(2027, 8, 1), "ends_on": date(2028, 7, 31), "name": "Volgend jaar"}
    numbers = {"four_eyes_threshold": "1.00", "silent_confirmation_days": 14, "claim_deadline_days": 90}
    paid = list(Regulation.objects.filter(code="LOKAAL"))
    with pytest.raises(Invalid) as invalid:
        programmes.add_programme(
            town.municipality, regulations=paid, by=town.actor("officer"), **fields, **numbers,
            term_starts=[date(2027, 8, 30), date(2028, 8, 1)],
        )  # fmt: skip
    assert [fault.location for fault in invalid.value.faults] == ["#/termStarts/1"]
