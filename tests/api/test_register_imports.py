"""School sites, pupils and scores over the API, through the same door as offers: look first, carry it out then."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import PupilCount, School
from tests.api.client import Api, places, problem
from tests.api.test_statements import statements
from tests.cast import Town
from tests.catalogue.duo.files import COUNTS, SITES_2026, file, many_sites, pupils, site
from tests.catalogue.imports.tables import KVK, NEW, brought

KRING, NEW_SITE = site("98AA00", "De Kring"), site("98BA00", "De Nieuwe")


def sent_in(town: Town, content: bytes, *, kind: str = "schools", who: str = "officer", **fields: Any) -> Any:
    named = SimpleUploadedFile("duo.csv", content)
    return Api(town, who).upload("imports", **{"kind": kind, "file": named} | fields)


def test_schools_are_looked_at_first_and_carried_out_then(town: Town) -> None:
    elsewhere = site("98BB00", "Elders", town="150", place="DEVENTER")
    made = sent_in(town, file(SITES_2026, KRING, NEW_SITE, NEW_SITE, elsewhere))
    seen = made.json()
    assert (made.status_code, seen["kind"], seen["status"], seen["total"]) == (201, "schools", "checked", 4)
    assert seen["counts"] == {"added": 1, "changed": 1, "refused": 1, "elsewhere": 1}
    (new,) = seen["added"]
    assert (new["row"], new["code"], new["title"], new["verdict"]) == (3, "98BA00", "De Nieuwe", "added")
    street = {"field": "street", "column": "street", "before": "", "after": "Dorpsstraat 1-A"}
    assert street in seen["changed"][0]["changes"]
    (refused,) = seen["refused"]
    assert (refused["row"], "twice" in refused["faults"][0]["detail"]) == (4, True)
    assert not School.objects.filter(location_code="98BA00").exists()

    api = Api(town, "officer")
    done = api.post(f"imports/{seen['id']}/applications").json()
    assert done["status"] == "applied" and School.objects.filter(location_code="98BA00").exists()
    problem(api.post(f"imports/{seen['id']}/applications"), 409, "wrong_state")
    problem(api.post(f"imports/{seen['id']}/reversals"), 409, "not_reversible")


def test_a_school_that_is_gone_is_closed(town: Town) -> None:
    api = Api(town, "officer")
    first = sent_in(town, file(SITES_2026, KRING, NEW_SITE)).json()
    api.post(f"imports/{first['id']}/applications")
    (closed,) = sent_in(town, file(SITES_2026, NEW_SITE)).json()["closed"]
    assert (closed["row"], closed["code"], closed["verdict"]) == (None, "98AA00", "closed")


def test_pupils_and_what_a_person_filled_in(town: Town) -> None:
    api, content = Api(town, "officer"), file(COUNTS, pupils("98AA00", "De Kring", "190", "<5", "210"))
    first = sent_in(town, content, kind="pupil-counts").json()
    assert (first["kind"], len(first["changed"][0]["changes"])) == ("pupil-counts", 3)
    api.post(f"imports/{first['id']}/applications")
    masked = PupilCount.objects.select_related("school__municipality").get(masked=True)
    organisations.fill_in(masked, pupils=3, reason="Opgave", by=town.actor("officer"))
    again = sent_in(town, content, kind="pupil-counts").json()
    assert again["counts"] == {"kept": 1, "unchanged": 1}
    (kept,) = again["kept"]
    assert (kept["code"], kept["words"], kept["changes"][0]["after"]) == ("98AA00", "Opgave", "3")


def test_a_long_file_is_looked_at_and_carried_out_by_the_worker_and_read_in_pages(town: Town) -> None:
    api = Api(town, "officer")
    waits = sent_in(town, many_sites(250)).json()
    assert (waits["status"], waits["done"], waits["total"], waits["added"]) == ("waiting", 0, 250, [])
    drain()
    seen = api.get(f"imports/{waits['id']}").json()
    assert (seen["status"], seen["counts"]["added"], len(seen["added"])) == ("checked", 250, 100)
    page = api.get(f"imports/{waits['id']}/rows", {"verdict": "added", "pageSize": 100, "page": 3}).json()
    assert (page["count"], len(page["results"]), page["results"][-1]["row"]) == (250, 50, 251)
    assert api.get(f"imports/{waits['id']}/rows", {"verdict": "refused"}).json()["count"] == 0
    assert places(problem(api.get(f"imports/{waits['id']}/rows", {"verdict": "x"}), 400)) == {"verdict"}
    assert api.post(f"imports/{waits['id']}/applications").json()["status"] == "applying"
    drain()
    assert api.get(f"imports/{waits['id']}").json()["status"] == "applied"
    assert School.objects.filter(municipality=town.municipality).count() == 253


def test_a_long_file_that_cannot_be_read_says_where(town: Town) -> None:
    broken = many_sites(250).replace(b"School 200;Dorpsstraat;1-A;3601 AB", b"School 200;Dorpsstraat;1-A;3601")
    waits = sent_in(town, broken).json()
    drain()
    seen = Api(town, "officer").get(f"imports/{waits['id']}").json()
    assert seen["status"] == "broken" and "Row 202" in seen["faults"][0]["detail"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pupil-counts", file(SITES_2026, KRING)), ("schools", file(COUNTS, pupils("98AA00", "De Kring", "1", "2"))),
        ("schools", file(SITES_2026, site("98AAXX", "De Kring"))), ("schools", b"Kleur\nrood"), ("schools", b""),
        ("school-scores", file(SITES_2026, KRING)),
    ],
)  # fmt: skip
def test_another_file_than_was_said_or_one_that_is_wrong(town: Town, kind: str, content: bytes) -> None:
    assert places(problem(sent_in(town, content, kind=kind), 400)) == {"#/file"}
    assert Api(town, "officer").get("imports").json()["count"] == 0


def test_a_provider_brings_in_no_schools(town: Town) -> None:
    problem(sent_in(town, file(SITES_2026, KRING), who="librarian"), 403, "wrong_role")


def test_tables_and_registers_stand_in_one_list(town: Town) -> None:
    api = Api(town, "officer")
    brought(town, NEW | KVK, who="officer")
    for content, kind in ((file(SITES_2026, KRING), "schools"), (many_sites(250), "schools")):
        sent_in(town, content, kind=kind)
    listed = api.get("imports").json()
    assert [(each["kind"], each["status"]) for each in listed["results"]] == [
        ("schools", "waiting"), ("schools", "checked"), ("offers", "checked"),
    ]  # fmt: skip
    assert api.get("imports", {"kind": "offers"}).json()["count"] == 1
    assert api.get("imports", {"status": "waiting"}).json()["count"] == 1
    assert api.get("imports", {"kind": "pupil-counts"}).json()["results"] == []
    assert api.get("imports", {"pageSize": 1, "page": 3}).json()["results"][0]["kind"] == "offers"
    one = statements(partial(api.get, "imports", {"pageSize": 1}))
    assert len(statements(partial(api.get, "imports", {"pageSize": 3}))) - len(one) <= 1, "the tables beside registers"


def test_the_registers_of_others_are_not_there(town: Town) -> None:
    made = sent_in(town, file(SITES_2026, KRING)).json()
    for who in ("librarian", "coordinator"):
        problem(Api(town, who).get(f"imports/{made['id']}"), 404)
    assert Api(town, "controller").get(f"imports/{made['id']}").status_code == 200
