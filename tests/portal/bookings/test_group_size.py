"""Each group of a booking has as many pupils as the offer asks: not fewer, not more."""

from __future__ import annotations

import pytest

from catalogue.errors import Invalid
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from tests import cast
from tests.cast import Town


def _book(town: Town, unit: str, units: int, pupils: int) -> Booking:
    made = cast.offer(town, unit=unit, min_group_size=10, max_group_size=25)
    return bookings.book(town.kring, made, units=units, pupils=pupils, by=town.actor("coordinator"))


@pytest.mark.parametrize(("unit", "units", "pupils"), [("group", 3, 30), ("group", 3, 75), ("session", 3, 10)])
def test_groups_that_fit(town: Town, unit: str, units: int, pupils: int):
    assert _book(town, unit, units, pupils).pupils == pupils


@pytest.mark.parametrize(("unit", "units", "pupils"), [("group", 3, 29), ("group", 3, 76), ("session", 3, 9)])
def test_groups_that_are_too_small_or_too_large_are_refused_with_the_sum(
    town: Town, unit: str, units: int, pupils: int
):
    with pytest.raises(Invalid) as invalid:
        _book(town, unit, units, pupils)
    (fault,) = invalid.value.faults
    assert fault.location == "#/pupils" and str(pupils) in fault.detail
    assert unit == "session" or ("30 " in fault.detail and "75 " in fault.detail)
