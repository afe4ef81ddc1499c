"""Tables over the API: what would happen, do it, undo it."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.imports.models import Import
from catalogue.offers.models import Offer
from tests import cast
from tests.api.client import Api, places, problem
from tests.api.test_statements import statements
from tests.cast import Town
from tests.catalogue.imports.tables import KVK, NEW, brought, table


def sent_in(town: Town, *rows: dict[str, Any], who: str = "librarian", **fields: Any) -> Any:
    file = SimpleUploadedFile("aanbod.csv", table(*rows))
    return Api(town, who).upload("imports", **{"kind": "offers", "file": file} | fields)


def test_checked_carried_out_and_undone(town: Town) -> None:
    known, api = cast.offer(town), Api(town, "librarian")
    row = NEW | {"Titel": "Voorleesuur", "Prijs zonder btw": "130", "Nummer in het portaal": str(known.pk)}
    made = sent_in(town, row, NEW, NEW | {"Titel": "Fout", "Prijs per": "ons"})
    batch = made.json()
    assert made.status_code == 201 and made.headers["Location"].endswith(f"/imports/{batch['id']}")
    assert (batch["status"], batch["counts"]) == ("checked", {"changed": 1, "added": 1, "refused": 1})
    price = {"field": "price", "column": "Price without VAT", "before": "125,00", "after": "130,00"}
    assert price in batch["changed"][0]["changes"]
    (fault,) = batch["refused"][0]["faults"]
    assert (batch["refused"][0]["row"], fault["field"], fault["code"]) == (4, "unit", "unknown")
    applied = api.post(f"imports/{batch['id']}/applications").json()
    assert (applied["status"], applied["counts"]["done"]) == ("applied", 2)
    assert Offer.objects.filter(pk=applied["added"][0]["offer"], status="draft").exists()
    undone = api.post(f"imports/{batch['id']}/reversals").json()
    assert [undone[verdict][0]["reversal"] for verdict in ("added", "changed")] == ["removed", "restored"]


def test_an_officer_for_several_providers_and_for_a_programme(town: Town) -> None:
    answer = sent_in(town, KVK | NEW, who="officer", programme=str(town.programme.pk))
    assert answer.json()["added"][0]["provider"] == str(town.library.pk)
    assert answer.json()["provider"] is None


def test_what_waits_for_the_worker_says_how_far_it_is(town: Town) -> None:
    batch = sent_in(town, *(NEW | {"Titel": f"Les {number}"} for number in range(201))).json()
    assert (batch["status"], batch["done"], batch["total"], batch["added"]) == ("waiting", 0, 201, [])
    problem(Api(town, "librarian").post(f"imports/{batch['id']}/applications"), 409, "wrong_state")


@pytest.mark.parametrize(
    ("fields", "where"),
    [({"kind": "x"}, "#/kind"), ({"file": ""}, "#/file"), ({"file": SimpleUploadedFile("a.csv", b"")}, "#/file"),
     ({"file": SimpleUploadedFile("a.csv", b"Kleur\nrood")}, "#/file"), ({"programme": "x"}, "#/programme"),
     ({"programme": "00000000-0000-4000-8000-000000000000"}, "#/programme"), ({"colour": "x"}, "#/colour")],
)  # fmt: skip
def test_what_is_wrong_with_the_form_is_named_and_nothing_is_kept(town: Town, fields: Any, where: str) -> None:
    assert where in places(problem(sent_in(town, NEW, **fields), 400))
    assert not Import.objects.exists()


def test_with_two_programmes_one_is_named(town: Town) -> None:
    other = type(town.programme).objects.get(pk=town.programme.pk)
    other.pk = "11111111-0000-4000-8000-000000000000"
    other.save(force_insert=True)
    assert places(problem(sent_in(town, NEW), 400)) == {"#/programme"}
    assert sent_in(town, NEW, programme=str(town.programme.pk)).status_code == 201


def test_the_rows_of_others_are_not_there(town: Town) -> None:
    batch = brought(town, NEW)
    for who in ("musician", "officer", "coordinator"):
        problem(Api(town, who).get(f"imports/{batch.pk}"), 404)
        assert Api(town, who).get("imports").json()["count"] == 0
    assert Api(town, "planner").get("imports", {"status": "checked"}).json()["count"] == 1


def test_one_import_costs_the_same_for_one_row_and_for_three(town: Town) -> None:
    api = Api(town, "librarian")
    few, more = brought(town, NEW), brought(town, *(NEW | {"Titel": f"Les {number}"} for number in range(3)))
    costs = [len(statements(partial(api.get, f"imports/{batch.pk}"))) for batch in (few, more)]
    assert costs[0] == costs[1]
