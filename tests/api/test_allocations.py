"""Dividing over the API: a trial, for real, the file for an auditor, and what a school reads of it."""

from __future__ import annotations

import json

from catalogue.journal.outbox import drain
from portal.allocations.document import digest
from tests.api.client import Api, problem
from tests.cast import Town
from tests.portal.allocations.rounds import contested
from tests.portal.rounds import planned


def test_a_trial_and_then_for_real(town: Town) -> None:
    the_round, officer, school = contested(town)[0], Api(town, "officer"), Api(town, "other_coordinator")
    trial = officer.post(f"rounds/{the_round.pk}/allocations", {"trial": True})
    assert trial.status_code == 201
    tried = trial.json()
    assert (tried["trial"], tried["wishes"], tried["granted"], tried["score"]["schools"]) == (True, 4, 3, 2)
    real = officer.post(f"rounds/{the_round.pk}/allocations", {"trial": False}).json()
    assert (real["trial"], real["status"], real["resultHash"]) == (False, "booking", tried["resultHash"])
    assert school.get("outcomes").json()["count"] == 0
    drain()
    assert officer.get(f"allocations/{real['id']}").json()["status"] == "published"
    assert officer.get(f"rounds/{the_round.pk}").json()["status"] == "published"
    seen = {each["offer"]["title"]: each for each in school.get("outcomes").json()["results"]}
    assert (seen["Muziek"]["granted"], seen["Muziek"]["booking"] is not None) == (True, True)
    lost = seen["Voorleesuur"]
    assert (lost["granted"], lost["reasons"], lost["left"]) == (False, ["capacity", "budget"], 0)
    assert (lost["budgetLeft"], lost["roundLeft"], lost["gotBy"]) == ("0.00", None, [])
    told = officer.get("outcomes", {"allocation": real["id"], "school": str(town.linde.pk)}).json()["results"]
    assert next(each["gotBy"] for each in told if not each["granted"])[0]["place"] == 1
    problem(officer.post(f"rounds/{the_round.pk}/allocations", {"trial": False}), 409, "already_divided")


def test_the_file_for_an_auditor(town: Town) -> None:
    officer = Api(town, "officer")
    made = officer.post(f"rounds/{contested(town)[0].pk}/allocations", {"trial": True}).json()
    answer = officer.get(f"allocations/{made['id']}/input")
    assert answer.headers["Content-Type"] == "application/json"
    assert digest(json.loads(answer.content)) == made["inputHash"]


def test_an_open_round_is_only_tried(town: Town) -> None:
    the_round, officer = planned.round(town, method="allocation"), Api(town, "officer")
    problem(officer.post(f"rounds/{the_round.pk}/allocations", {"trial": False}), 409, "round_open")
    assert officer.post(f"rounds/{the_round.pk}/allocations", {"trial": True}).json()["granted"] == 0
    problem(Api(town, "coordinator").post(f"rounds/{the_round.pk}/allocations", {"trial": True}), 403)
