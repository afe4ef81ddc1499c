"""The radar over REST: what may stay unspent, and a reminder to who can do something about it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.journal.outbox import drain
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town
from tests.portal.radar.days import on


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November 2026."""
    with on("2026-11-22"):
        yield town


def _new(town: Town, **said: str) -> dict[str, str]:
    return {"programme": str(town.programme.pk), "about": "nothing_chosen", "school": str(town.kring.pk)} | said


def test_the_radar_of_the_newest_programme(town: Town):
    cast.booking(town)
    found = Api(town, "controller").get("radar").json()
    assert found["programme"] == str(town.programme.pk)
    assert [(row["school"]["name"], row["stage"], row["available"]) for row in found["schools"]] == [
        ("Dorpscollege", "nothing", "8000.00"), ("De Linde", "nothing", "2000.00"), ("De Kring", "little", "2750.00"),
    ]  # fmt: skip
    assert [row["contactRole"] for row in found["schools"]] == ["board", "school:coordinator", "school:coordinator"]
    assert found["dates"]["available"] == "12750.00" and found["dates"]["deliveredBy"] == "2027-07-31"
    assert found["dates"]["months"][-1]["toCommit"] == "12750.00"
    assert [(row["theme"]["name"], row["bookings"]) for row in found["themes"]] == [
        ("Talentontwikkeling", 1), ("Zorg op school", 0),
    ]  # fmt: skip
    assert found["terms"]["committedPercent"] == 50
    assert found == Api(town, "officer").get("radar", {"programme": str(town.programme.pk)}).json()


def test_no_programme_of_another_municipality(town: Town):
    other = cast.build_town("Elders", "97")
    problem(Api(town, "officer").get("radar", {"programme": str(other.programme.pk)}), 404)
    answer = Api(town, "officer").post("reminders", _new(town, school=str(other.kring.pk)))
    assert places(problem(answer, 400)) == {"#/school"}


def test_a_reminder_is_sent_listed_and_not_repeated(town: Town, mailoutbox: list):
    officer = Api(town, "officer")
    made = officer.post("reminders", _new(town))
    assert made.status_code == 201
    assert (made.json()["role"], made.json()["sentAt"]) == ("school:coordinator", None)
    drain()
    assert len(mailoutbox) == 1
    (row,) = officer.get("reminders", {"about": "nothing_chosen"}).json()["results"]
    assert row["sentAt"] is not None and row["school"]["name"] == "De Kring" and row["provider"] is None
    assert officer.get(f"reminders/{row['id']}").json() == row
    problem(officer.post("reminders", _new(town)), 409, "reminded_already")
    listed = next(each for each in officer.get("radar").json()["schools"] if each["school"]["name"] == "De Kring")
    assert (listed["remindedOn"], listed["remindAgainOn"]) == ("2026-11-22", "2026-12-06")


def test_one_school_or_one_provider(town: Town):
    body = _new(town, provider=str(town.library.pk))
    assert places(problem(Api(town, "officer").post("reminders", body), 400)) == {"#/school"}
    del body["provider"], body["school"]
    assert places(problem(Api(town, "officer").post("reminders", body), 400)) == {"#/school"}
    body |= {"provider": str(town.library.pk), "about": "unanswered"}
    problem(Api(town, "officer").post("reminders", body), 409, "not_needed")


def test_the_terms_of_the_radar(town: Town):
    path = f"programmes/{town.programme.pk}/radar-terms"
    first = Api(town, "officer").post(path, {"committedPercent": 10})
    assert first.status_code == 201 and first.json()["committedPercent"] == 10
    second = Api(town, "officer").post(path, {"chooseBy": "2027-01-15"}).json()
    assert (second["committedPercent"], second["chooseBy"]) == (10, "2027-01-15")
    assert Api(town, "officer").get("radar").json()["dates"]["chooseBy"] == "2027-01-15"
