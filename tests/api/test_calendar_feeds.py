"""Calendar feeds over the API."""

from __future__ import annotations

from django.test import Client

from tests.api.client import Api, problem
from tests.cast import Town


def test_an_address_is_made_listed_read_and_taken_back(town: Town) -> None:
    school = Api(town, "coordinator")
    made = school.post("calendar-feeds", {"scope": "own"})
    assert made.status_code == 201 and made.json()["scope"] == "own"
    address = made.json()["address"]
    assert address.endswith(".ics")
    assert school.get("calendar-feeds").json()["results"] == [made.json()]
    assert Client().get(address.partition("8000")[2]).content.startswith(b"BEGIN:VCALENDAR")
    problem(school.post("calendar-feeds", {"scope": "own"}), 409, "feed_exists")
    assert school.delete(f"calendar-feeds/{made.json()['id']}").status_code == 204
    assert Client().get(address.partition("8000")[2]).status_code == 404
    problem(Api(town, "planner").post("calendar-feeds", {"scope": "own"}), 403, "wrong_role")
