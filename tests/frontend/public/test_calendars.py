"""The page where somebody gets the address of an own calendar, and what a calendar program reads there."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor


def test_a_coordinator_makes_an_address_a_program_reads_it_and_she_takes_it_back(town: Town):
    day = date.today() + timedelta(days=30)
    bookings.book(town.kring, cast.offer(town), units=1, pupils=24, wished_dates=[day], by=town.actor("coordinator"))
    visitor = Visitor(town, "coordinator")
    made = visitor.press(visitor.open("/calendars"), "Maak een adres", scope="all")
    assert made.status == 200 and "Neem het adres over" in made.text
    (address,) = re.findall(r'value="(http[^"]+\.ics)"', made.response.content.decode())
    path = address.removeprefix("http://localhost:8000")
    read = Client().get(path)
    assert read.status_code == 200 and read["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in read.content and read["Cache-Control"] == "private, no-cache"
    again = Client().get(path, headers={"If-None-Match": read["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    gone = visitor.press(made, "Verwijder dit adres")
    assert "niemand kan dit adres nog lezen" in gone.text
    assert Client().get(path).status_code == 404


def test_one_booking_goes_into_a_calendar_as_a_file(town: Town):
    day = date.today() + timedelta(days=30)
    made = bookings.book(town.kring, cast.offer(town), units=1, pupils=24, wished_dates=[day], by=town.actor("teacher"))
    page = Visitor(town, "teacher").open(f"/school/bookings/{made.pk}")
    (link,) = [each for each in page.links() if each.startswith("/calendars/bookings/")]
    file = Visitor(town, "teacher").client.get(link)
    assert file.status_code == 200 and str(made.pk).encode() in file.content
    assert Visitor(town, "other_coordinator").client.get(link).status_code == 404


@pytest.mark.parametrize(("who", "choices"), [("coordinator", 2), ("planner", 1), ("board", 1)])
def test_only_people_of_a_school_ask_for_bookings_themselves(town: Town, who: str, choices: int):
    page = Visitor(town, who).open("/calendars")
    assert len(page.all("//select[@name='scope']/option")) == choices
