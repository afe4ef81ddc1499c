"""Which schools, boards and counts each visitor sees."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.actor import ANYONE
from catalogue.errors import Forbidden, Invalid
from catalogue.organisations import actions as organisations
from catalogue.organisations.queries import (
    boards_visible_to,
    counted_on,
    counts_visible_to,
    municipalities,
    schools_visible_to,
)
from tests.cast import COUNTED_ON, Town


def _names(rows) -> set[str]:
    return {str(row) for row in rows}


@pytest.mark.parametrize(
    ("who", "schools"),
    [
        ("teacher", {"De Kring"}),
        ("other_coordinator", {"De Linde"}),
        ("board", {"De Kring", "De Linde", "Dorpscollege"}),
        ("controller", {"De Kring", "De Linde", "Dorpscollege"}),
        ("librarian", set()),
    ],
)
def test_schools(town: Town, who: str, schools: set[str]):
    assert _names(schools_visible_to(town.actor(who))) == schools


def test_the_public_sees_municipalities_and_no_school(town: Town):
    assert town.municipality in municipalities()
    assert _names(schools_visible_to(ANYONE)) == set()
    assert _names(boards_visible_to(ANYONE)) == set()


def test_boards_and_counts_follow_the_schools(town: Town):
    assert _names(boards_visible_to(town.actor("board"))) == {"Stichting De Weide"}
    assert _names(boards_visible_to(town.actor("officer"))) == {"Stichting De Weide"}
    assert [count.pupils for count in counts_visible_to(town.actor("teacher"))] == [200]


def test_counting_again_replaces_the_count_of_that_date(town: Town):
    officer = town.actor("officer")
    organisations.count_pupils(town.kring, reference_date=COUNTED_ON, pupils=205, source="DUO", by=officer)
    counts = {each.school.name: each.pupils for each in counted_on(town.municipality, COUNTED_ON)}
    assert counts == {"De Kring": 205, "De Linde": 100, "Dorpscollege": 700}


def test_a_masked_count_is_kept_as_unknown(town: Town):
    on = date(2026, 2, 1)
    made = organisations.count_pupils(
        town.kring, reference_date=on, pupils=None, source="DUO", by=town.actor("officer")
    )
    assert made.masked
    assert {each.school.name: each.pupils for each in counted_on(town.municipality, on)}["De Kring"] is None


def test_pupils_are_counted_by_the_municipality_and_never_negative(town: Town):
    with pytest.raises(Invalid):
        organisations.count_pupils(
            town.kring, reference_date=COUNTED_ON, pupils=-1, source="DUO", by=town.actor("officer")
        )
    with pytest.raises(Forbidden):
        organisations.count_pupils(
            town.kring, reference_date=COUNTED_ON, pupils=9999, source="us", by=town.actor("director")
        )
