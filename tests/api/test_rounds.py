"""Rounds and frames over the API: the contract of the page `API.md`, and what a school reads."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town
from tests.portal.rounds import planned


def _in(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).isoformat(timespec="seconds")


def test_an_officer_plans_a_round_with_no_more_than_the_contract_asks(town: Town) -> None:
    body = {"programme": str(town.programme.pk), "opens": _in(-1), "closes": _in(1), "method": "first_come"}
    made = Api(town, "officer").post("rounds", body)
    assert made.status_code == 201
    found = made.json()
    assert {name: found[name] for name in ("status", "budget", "left", "sectors", "carriesOver")} == {
        "status": "open", "budget": None, "left": None, "sectors": [], "carriesOver": True,
    }  # fmt: skip
    assert found["seed"] and found["name"]
    seen = Api(town, "coordinator").get("rounds").json()["results"]
    assert [(each["id"], each["seed"]) for each in seen] == [(found["id"], None)]


def test_the_seed_of_the_officer_is_kept(town: Town) -> None:
    body = {"programme": str(town.programme.pk), "opens": _in(1), "closes": _in(2), "method": "allocation"}
    assert Api(town, "officer").post("rounds", body | {"seed": "2026"}).json()["seed"] == "2026"


def test_booking_outside_a_round_is_409_round_closed(town: Town) -> None:
    planned.round(town, opens=2, closes=3, name="Voorjaar")
    body = {"offer": str(cast.offer(town).pk), "units": 1, "pupils": 20}
    assert "Voorjaar" in problem(Api(town, "coordinator").post("bookings", body), 409, "round_closed")["detail"]


def test_a_frame_is_written_adopted_and_read_by_the_schools(town: Town) -> None:
    officer, board = Api(town, "officer"), Api(town, "board")
    terms = officer.post(f"programmes/{town.programme.pk}/frame-terms", {"framesFirst": ["PO"]})
    assert (terms.status_code, terms.json()["framesFirst"]) == (201, ["PO"])
    body = {"programme": str(town.programme.pk), "sector": "PO", "title": "Kader", "words": "Eerst lezen"}
    frame = officer.post("frames", body).json()
    assert (frame["version"], frame["status"]) == (1, "draft")
    assert board.get("frames").json()["count"] == 0
    adopted = officer.post(f"frames/{frame['id']}/adoptions", {"adoptedBy": "Besturen", "adoptedOn": "2026-11-01"})
    assert (adopted.status_code, adopted.json()["status"]) == (201, "adopted")
    assert board.get("frames", {"status": "adopted"}).json()["count"] == 1
    problem(board.post(f"frames/{frame['id']}/adoptions", {"adoptedBy": "x", "adoptedOn": "2026-11-01"}), 403)
