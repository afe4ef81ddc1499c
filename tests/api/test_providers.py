"""Providers over the API: registering, being admitted, places and contacts."""

from __future__ import annotations

from typing import Any

from tests.api.client import Api, places, problem
from tests.api.provider_operations import CIRCUS, DESK, PLACE
from tests.cast import Town


def _sent(town: Town, **fields: Any) -> Any:
    return Api().post("provider-registrations", CIRCUS | {"municipalities": [str(town.municipality.pk)]} | fields)


def test_a_provider_registers_and_is_admitted(town: Town) -> None:
    made = _sent(town, kvk="8123456")
    assert made.status_code == 201
    town_hall = {"id": str(town.municipality.pk), "name": "Bloemendorp"}
    assert made.json() == {
        "name": "Circus", "municipalities": [town_hall], "status": "requested", "confirmFirst": False,
    }  # fmt: skip
    officer = Api(town, "officer")
    (waiting,) = officer.get("admissions", {"status": "requested"}).json()["results"]
    assert waiting["provider"]["name"] == "Circus"
    refused = officer.post(f"admissions/{waiting['id']}/decisions", {"verdict": "refuse"})
    assert places(problem(refused, 400)) == {"#/reason"}
    admitted = officer.post(f"admissions/{waiting['id']}/decisions", {"verdict": "admit"})
    assert (admitted.status_code, admitted.json()["status"]) == (201, "admitted")
    assert "Circus" in [row["name"] for row in Api().get("providers", {"kind": "culture"}).json()["results"]]


def test_what_is_known_is_said_without_saying_whose_it_is(town: Town) -> None:
    fault = problem(_sent(town, kvk=town.library.kvk), 400)["errors"][0]
    assert (fault["location"], fault["code"]) == ("#/kvk", "known") and "Boekenboom" not in fault["detail"]
    person = CIRCUS["person"] | {"email": "librarian@bloemendorp.example", "password": "Regen-op-dak-9"}
    problem(_sent(town, person=person), 409, "email_known")


def test_where_letters_are_sent_a_known_address_is_answered_like_a_new_one(
    town: Town, settings: Any, mailoutbox: Any
) -> None:
    settings.MAIL_SERVER, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    person = CIRCUS["person"] | {"email": "librarian@bloemendorp.example", "password": "Regen-op-dak-9"}
    known, new = _sent(town, person=person), _sent(town)
    assert (known.status_code, known.json()) == (new.status_code, new.json())
    assert new.json()["confirmFirst"] is True
    assert [letter.to for letter in mailoutbox] == [["librarian@bloemendorp.example"], ["kim@circus.example"]]


def test_too_many_registrations_wait(town: Town, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "0/h/ip"}
    answer = _sent(town)
    problem(answer, 429, "too_many_requests")
    assert answer.headers["Retry-After"] == "3600"


def test_a_provider_says_that_its_page_is_still_right(town: Town) -> None:
    path = f"providers/{town.library.pk}"
    assert Api().get(path).json()["stale"] is True
    assert Api(town, "planner").post(f"{path}/confirmations").json()["stale"] is False
    problem(Api(town, "musician").post(f"{path}/confirmations"), 403, "not_yours")
    assert "iban" not in Api().get(path).json()


def test_closed_places_and_contacts_are_not_public(town: Town) -> None:
    planner = Api(town, "planner")
    hall = planner.post("venues", PLACE).json()
    assert [row["name"] for row in Api().get("venues", {"provider": str(town.library.pk)}).json()["results"]] == [
        "Leeszaal"
    ]
    planner.post(f"venues/{hall['id']}/closings")
    assert Api().get("venues").json()["count"] == 0 and planner.get("venues").json()["count"] == 1
    made = planner.post("contact-persons", DESK).json()
    assert made["askNow"] == made["id"]
    away = planner.post(f"contact-persons/{made['id']}/absences", {"awayFrom": "2000-01-01"}).json()
    assert away["askNow"] is None
    problem(Api().get("contact-persons"), 401)
    assert Api(town, "musician").get("contact-persons").json()["count"] == 0
    assert Api(town, "officer").get("contact-persons").json()["count"] == 1
