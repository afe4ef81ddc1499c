"""Entitlements over the API: what there is for whom, what is left, and saying no."""

from __future__ import annotations

from portal.entitlements.models import id_of
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town


def test_a_school_reads_what_it_may_have_and_what_is_left(town: Town) -> None:
    made = cast.fixed_offer(town, entitlement_units=2, entitlement_per_pupils=100, entitlement_period="year")
    cast.booking(town, made, units=1)
    (row,) = Api(town, "teacher").get("entitlements").json()["results"]
    assert row["id"] == str(id_of(made.pk, town.kring.pk)) and row["school"]["name"] == "De Kring"
    assert (row["units"], row["period"], row["perPupils"], row["pupils"], row["countedOn"]) == (
        2, "year", 100, 200, "2026-10-01",
    )  # fmt: skip
    assert row["periods"] == [
        {"startsOn": "2026-08-01", "endsOn": "2027-07-31", "entitled": 4, "planned": 1, "delivered": 0, "left": 3}
    ]


def test_each_role_gets_its_own_and_filters_pick(town: Town) -> None:
    cast.fixed_offer(town)
    month = cast.fixed_offer(town, provider="musician", entitlement_period="month")
    seen = {who: Api(town, who).get("entitlements").json()["count"] for who in ("teacher", "board", "planner", "admin")}
    assert seen == {"teacher": 2, "board": 4, "planner": 2, "admin": 4}
    board = Api(town, "board")
    for query, number in (
        ({"offer": str(month.pk)}, 2), ({"school": str(town.linde.pk)}, 2), ({"period": "month"}, 2),
        ({"programme": str(town.programme.pk)}, 4), ({"programme": str(month.pk)}, 0),
    ):  # fmt: skip
        assert board.get("entitlements", query).json()["count"] == number, query
    assert places(problem(board.get("entitlements", {"period": "week"}), 400)) == {"period"}


def test_opting_out_and_in(town: Town) -> None:
    made = cast.fixed_offer(town)
    school, path = Api(town, "director"), f"entitlements/{id_of(made.pk, town.kring.pk)}"
    out = school.post(f"{path}/opt-outs", {"reason": "Wij doen dit zelf"})
    assert (out.status_code, out.json()["status"], out.json()["reason"]) == (201, "opted_out", "Wij doen dit zelf")
    refused = Api(town, "coordinator").post("bookings", {"offer": str(made.pk), "units": 1, "pupils": 20})
    problem(refused, 409, "opted_out")
    assert Api(town, "planner").get(path).json()["reason"] == "Wij doen dit zelf"
    problem(Api(town, "teacher").post(f"{path}/opt-ins"), 403, "wrong_role")
    assert school.post(f"{path}/opt-ins").json()["status"] == "open"


def test_another_day_counts_in_another_period(town: Town) -> None:
    made = cast.fixed_offer(town)
    school = Api(town, "coordinator")
    row = school.post("bookings", {"offer": str(made.pk), "units": 1, "pupils": 20}).json()
    assert row["entitlement"] == str(id_of(made.pk, town.kring.pk)) and row["contacts"] is None
    moved = school.post(f"bookings/{row['id']}/dates", {"wishedDates": ["2027-05-10"]})
    assert (moved.status_code, moved.json()["wishedDates"]) == (201, ["2027-05-10"])
    periods = school.get(f"entitlements/{row['entitlement']}").json()["periods"]
    assert [each["planned"] for each in periods] == [0, 0, 1]
