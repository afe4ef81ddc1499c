"""Finding offers over the API: what children need, what it costs, when, where, and what may have been meant."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.organisations.models import Provider, School
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town


@pytest.fixture
def around(town: Town) -> Town:
    """Two offers at the library, 3 km from De Kring, and one that comes to the school."""
    School.objects.filter(pk=town.kring.pk).update(latitude=52.10, longitude=5.10, city="Bloemendorp")
    Provider.objects.filter(pk=town.library.pk).update(latitude=52.127, longitude=5.10)
    cast.offer(town, title="Taalklas", target_groups=["nt2"], menu_areas=["B"], place="Bibliotheek", price="40.00")
    cast.offer(town, title="Weerbaarheid", target_groups=["all"], menu_areas=["C"], place="Bibliotheek", kind="fixed")
    cast.offer(town, title="Voorlezen", starts_on="2027-03-01", ends_on="2027-03-31", place="Bij u op school")
    return town


def _titles(**query: Any) -> list[str]:
    return [row["title"] for row in Api().get("offers", {"ordering": "title"} | query).json()["results"]]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"targetGroup": ["nt2", "all"]}, ["Taalklas", "Weerbaarheid"]),
        ({"menuArea": "C"}, ["Weerbaarheid"]),
        ({"priceBand": "free"}, ["Weerbaarheid"]),
        ({"priceBand": ["25-75", "75-150"]}, ["Taalklas", "Voorlezen"]),
        ({"month": "2027-04"}, ["Taalklas", "Weerbaarheid"]),
        ({"near": "98AA00", "distanceMax": "1"}, ["Voorlezen"]),
        ({"near": "bloemendorp", "ordering": "distance"}, ["Voorlezen", "Taalklas", "Weerbaarheid"]),
        ({"q": "taalklassen", "sector": "PO"}, ["Taalklas"]),
    ],
)
def test_each_key_narrows(around: Town, query: dict[str, Any], titles: list[str]) -> None:
    assert _titles(**query) == titles


def test_offers_say_how_far_they_are_when_somebody_asks_from_where(around: Town) -> None:
    found = Api().get("offers", {"near": "52.10,5.10", "ordering": "title", "facets": "true"}).json()
    assert [(row["title"], row["distance"]) for row in found["results"]] == [
        ("Taalklas", 3.0), ("Voorlezen", 0.0), ("Weerbaarheid", 3.0)
    ]  # fmt: skip
    assert [(ring["value"], ring["count"]) for ring in found["facets"]["distance"]] == [
        ("2", 1), ("5", 3), ("10", 3), ("25", 3)
    ]  # fmt: skip
    assert {row["distance"] for row in Api().get("offers").json()["results"]} == {None}


def test_facets_have_the_names_of_the_keys_and_words_for_their_values(around: Town) -> None:
    facets = Api().get("offers", {"facets": "true"}, Accept_Language="nl").json()["facets"]
    assert {each["value"]: each["label"] for each in facets["targetGroup"]}["nt2"] == (
        "kinderen die Nederlands als tweede taal leren"
    )
    known = set(
        problem(Api().get("offers", {"x": "1"}), 400)["errors"][0]["detail"].split("Known: ")[1][:-1].split(", ")
    )
    assert set(facets) <= known


def test_where_nothing_was_found_it_says_what_may_have_been_meant(around: Town) -> None:
    nothing = Api().get("offers", {"q": "weerbarheid"}).json()
    assert (nothing["count"], nothing["suggestions"]) == (0, ["weerbaarheid"])
    assert "suggestions" not in Api().get("offers", {"q": "weerbaarheid"}).json()


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"near": "Nergens"}, "near"), ({"near": "99,999"}, "near"), ({"near": "x" * 101}, "near"),
        ({"distanceMax": "5"}, "distanceMax"), ({"near": "52.1,5.1", "distanceMax": "0"}, "distanceMax"),
        ({"near": "52.1,5.1", "distanceMax": "1.5"}, "distanceMax"), ({"ordering": "distance"}, "ordering"),
        ({"targetGroup": "everybody"}, "targetGroup"), ({"menuArea": "G"}, "menuArea"),
        ({"month": "2027-13"}, "month"), ({"priceBand": "cheap"}, "priceBand"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(around: Town, query: dict[str, str], wrong: str) -> None:
    assert places(problem(Api().get("offers", query), 400)) == {wrong}
