"""A program of a provider writes an offer with everything that it says, and plans its dates."""

from __future__ import annotations

from tests import cast
from tests.api.client import Api, places, problem
from tests.api.operations import OPERATIONS
from tests.cast import Town

FULL = {
    "kind": "fixed", "targetGroups": ["nt2", "all"], "entitlementUnits": 2, "entitlementPeriod": "term",
    "entitlementPerPupils": 100, "cancelFreeDays": 14, "cancelLatePercent": 50, "evidenceMonths": 3,
    "evidenceStrength": 4, "evidenceCost": 1, "motif": "book",
}  # fmt: skip


def test_everything_that_an_offer_says_is_written_and_read_back(town: Town) -> None:
    body = OPERATIONS["post /offers"].body(town) | FULL
    made = Api(town, "librarian").post("offers", body).json()
    assert {name: made[name] for name in FULL} == FULL
    assert made["themes"] == [{"id": str(town.talent.pk), "name": "Talentontwikkeling"}]


def test_a_draft_becomes_a_fixed_offer_by_patch(town: Town) -> None:
    api, path = Api(town, "librarian"), f"offers/{cast.offer(town, publish=False).pk}"
    tag = api.get(path).headers["ETag"]
    assert api.patch(path, {"kind": "fixed"}, If_Match=tag).json()["kind"] == "fixed"
    problem(api.patch(path, {"kind": "optional"}, If_Match=tag), 412, "stale")


def test_the_next_version_shows_all_that_it_will_say(town: Town) -> None:
    api, path = Api(town, "librarian"), f"offers/{cast.offer(town).pk}"
    body = {"sectors": ["PO", "SBO"], "cancelFreeDays": 7}
    draft = api.patch(path, body, If_Match="*").json()["draft"]
    assert (draft["sectors"], draft["cancelFreeDays"], draft["status"]) == (["PO", "SBO"], 7, "draft")
    problem(api.patch(path, {"kind": "fixed"}, If_Match="*"), 409, "kind_fixed")


def test_a_series_answers_per_day_and_a_date_is_moved_and_taken_away(town: Town) -> None:
    api, made = Api(town, "planner"), cast.offer(town)
    body = {
        "startsAt": "2027-02-15T10:00:00+01:00", "endsAt": "2027-02-15T11:00:00+01:00", "every": "week", "times": 3,
        "skipHolidays": "midden", "capacity": 2,
    }  # fmt: skip
    rows = api.post(f"offers/{made.pk}/session-series", body).json()["results"]
    assert [(row["day"], row["code"]) for row in rows] == [
        ("2027-02-15", ""), ("2027-02-22", "free_day"), ("2027-03-01", ""),
    ]  # fmt: skip
    path = f"sessions/{rows[0]['session']['id']}"
    assert Api().get(path).json()["capacityLeft"] == 2
    moved = api.patch(path, {"endsAt": "2027-02-15T12:00:00+01:00"}, If_Match="*").json()
    assert moved["endsAt"] == "2027-02-15T12:00:00+01:00"
    assert api.delete(path).status_code == 204
    assert api.get(f"offers/{made.pk}/sessions").json()["count"] == 1
    problem(Api(town, "musician").delete(f"sessions/{rows[2]['session']['id']}"), 403, "not_yours")


def test_a_series_without_an_end_is_named(town: Town) -> None:
    body = {"startsAt": "2027-02-15T10:00:00Z", "endsAt": "2027-02-15T11:00:00Z", "every": "week"}
    answer = Api(town, "planner").post(f"offers/{cast.offer(town).pk}/session-series", body)
    assert places(problem(answer, 400, "invalid_input")) == {"#/until"}
