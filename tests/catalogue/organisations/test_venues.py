"""Where groups come, and what they find there."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations import actions as organisations
from catalogue.organisations.queries import own_venues, venues_of
from tests.cast import Town

HALL = {"name": "Grote zaal", "street": "Kerkstraat 2", "postcode": "3601 AC", "city": "Bloemendorp"}


def test_a_venue_is_added_changed_closed_and_opened_again(town: Town):
    planner = town.actor("planner")
    hall = organisations.add_venue(town.library, **HALL, step_free=True, by=planner)
    organisations.change_venue(hall, lunch=True, latitude=52.13, longitude=5.04, by=planner)
    hall.refresh_from_db()
    assert (hall.step_free, hall.lunch, hall.latitude) == (True, True, 52.13)
    organisations.close_venue(hall, by=planner)
    assert hall not in venues_of(town.library) and hall in own_venues(planner)
    with pytest.raises(Refused):
        organisations.close_venue(hall, by=planner)
    organisations.reopen_venue(hall, by=planner)
    assert hall in venues_of(town.library)


def test_two_venues_of_one_provider_differ_in_name(town: Town):
    organisations.add_venue(town.library, **HALL, by=town.actor("planner"))
    organisations.add_venue(town.music, **HALL, by=town.actor("musician"))
    other = organisations.add_venue(town.library, name="Kleine zaal", by=town.actor("planner"))
    with pytest.raises(Invalid):
        organisations.add_venue(town.library, **HALL, by=town.actor("planner"))
    with pytest.raises(Invalid) as invalid:
        organisations.change_venue(other, name="Grote zaal", by=town.actor("planner"))
    assert [fault.location for fault in invalid.value.faults] == ["#/name"]


@pytest.mark.parametrize(
    ("fields", "location"),
    [({"latitude": 52.1}, "#/longitude"), ({"longitude": 5.0}, "#/latitude"),
     ({"latitude": 5.04, "longitude": 52.13}, "#/latitude"), ({"postcode": "36"}, "#/postcode")],
)  # fmt: skip
def test_a_place_that_cannot_be_is_named(town: Town, fields: dict[str, float], location: str):
    with pytest.raises(Invalid) as invalid:
        organisations.add_venue(town.library, **(HALL | fields), by=town.actor("planner"))
    assert location in [fault.location for fault in invalid.value.faults]


@pytest.mark.parametrize("who", ["musician", "officer", "coordinator"])
def test_nobody_else_keeps_the_venues(town: Town, who: str):
    hall = organisations.add_venue(town.library, **HALL, by=town.actor("planner"))
    for deed in (organisations.close_venue, organisations.change_venue):
        with pytest.raises(Forbidden):
            deed(hall, by=town.actor(who))
    assert hall not in own_venues(town.actor(who))
