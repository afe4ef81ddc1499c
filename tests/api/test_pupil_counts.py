"""Masked counts over the API: found, filled in once from the version that was read, and seen by the school."""

from __future__ import annotations

from tests.api.client import Api, places, problem
from tests.api.register_operations import masked_count
from tests.cast import Town


def test_a_masked_count_is_found_and_filled_in(town: Town) -> None:
    count, api = masked_count(town), Api(town, "officer")
    (found,) = api.get("pupil-counts", {"masked": "true"}).json()["results"]
    assert (found["id"], found["pupils"], found["masked"], found["source"]) == (str(count.pk), None, True, "DUO")
    tag = api.get(f"pupil-counts/{count.pk}").headers["ETag"]
    said = {"pupils": 3, "reason": "Opgave van de school"}
    made = api.post(f"pupil-counts/{count.pk}/figures", said, If_Match=tag)
    assert made.status_code == 201
    assert (
        made.json() | {"pupils": 3, "masked": True, "source": "municipality", "reason": said["reason"]} == made.json()
    )
    problem(api.post(f"pupil-counts/{count.pk}/figures", said | {"pupils": 2}, If_Match=tag), 412, "stale")
    assert Api(town, "coordinator").get(f"pupil-counts/{count.pk}").json()["pupils"] == 3


def test_what_the_mask_rules_out_and_what_the_source_shows(town: Town) -> None:
    count, api = masked_count(town), Api(town, "officer")
    wrong = problem(api.post(f"pupil-counts/{count.pk}/figures", {"pupils": 5, "reason": ""}), 400)
    assert places(wrong) == {"#/pupils", "#/reason"}
    shown = api.get("pupil-counts", {"masked": "false"}).json()["results"][0]
    body = {"pupils": 3, "reason": "Opgave"}
    problem(api.post(f"pupil-counts/{shown['id']}/figures", body), 409, "not_masked")
    problem(Api(town, "other_coordinator").get(f"pupil-counts/{count.pk}"), 404)
