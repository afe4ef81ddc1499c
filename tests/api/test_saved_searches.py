"""Kept searches over the API: the query of a list of offers, under a name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.offers.search import Criteria
from portal.searches.keeping import from_json
from portal.searches.models import SavedSearch
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town

QUERY = "q=voorlezen&sector=PO&sector=SBO&priceMax=150.50&evidence=true&startsAfter=2027-01-04"


def test_a_search_is_kept_listed_changed_and_forgotten(town: Town) -> None:
    school = Api(town, "coordinator")
    made = school.post("saved-searches", {"name": "Lezen", "query": QUERY, "frequency": "daily"})
    assert made.status_code == 201
    body = made.json()
    assert (body["name"], body["frequency"], body["language"]) == ("Lezen", "daily", "en")
    assert school.get("saved-searches").json()["results"] == [body]
    kept = from_json(SavedSearch.objects.get().criteria)
    assert (kept.q, kept.price_max, kept.chosen) == (
        "voorlezen", Decimal("150.50"), {"sector": ("PO", "SBO"), "evidence": ("yes",)},
    )  # fmt: skip
    path = f"saved-searches/{body['id']}"
    changed = school.patch(path, {"name": "Meer lezen", "frequency": "never"}, If_Match=made.headers["ETag"]).json()
    assert (changed["name"], changed["nextOn"]) == ("Meer lezen", None)
    assert school.delete(path).status_code == 204
    problem(school.get(path), 404)


def test_its_query_finds_the_same_offers_again(town: Town) -> None:
    cast.offer(town, evidence_url="https://example.org/", sectors=["SBO"])
    cast.offer(town, title="Trommelen", description="x", summary="x")
    school = Api(town, "coordinator")
    query = school.post("saved-searches", {"name": "Lezen", "query": QUERY}).json()["query"]
    found = [school.client.get(f"/api/v1/offers?{asked}").json() for asked in (QUERY, query)]
    assert found[0]["results"] == found[1]["results"] and found[0]["count"] == 1
    again = school.post("saved-searches", {"name": "Nog eens", "query": query}).json()
    assert again["query"] == query


@pytest.mark.parametrize("query", ["colour=red", "priceMax=free", "sector=XX", "q=a&q=b", "theme=1", "status=draft"])
def test_a_query_that_the_list_does_not_understand_is_refused(town: Town, query: str) -> None:
    answer = Api(town, "coordinator").post("saved-searches", {"name": "Lezen", "query": query})
    assert places(problem(answer, 400, "invalid_input")) == {"#/query"}
    assert query.split("=", maxsplit=1)[0] in answer.json()["errors"][0]["detail"]


def test_everything_is_a_search_too(town: Town) -> None:
    Api(town, "coordinator").post("saved-searches", {"name": "Alles"})
    assert from_json(SavedSearch.objects.get().criteria) == Criteria()


def test_nobody_else_sees_it_and_providers_keep_none(town: Town) -> None:
    body = {"name": "Lezen", "query": QUERY}
    path = f"saved-searches/{Api(town, 'coordinator').post('saved-searches', body).json()['id']}"
    for who in ("teacher", "other_coordinator", "board"):
        problem(Api(town, who).get(path), 404)
        assert Api(town, who).get("saved-searches").json()["count"] == 0
    for who in ("librarian", "officer"):
        problem(Api(town, who).post("saved-searches", body), 403, "wrong_role")
    problem(Api(town, "coordinator").post("saved-searches", body), 409, "name_taken")
