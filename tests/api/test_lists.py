"""Pages, filters, search: a list answers exactly what was asked, or says what it did not understand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from api.conventions.pagination import in_one_order
from catalogue.programmes.models import Theme
from portal.bookings.models import Choice
from tests import cast
from tests.api.client import BASE, Api, places, problem
from tests.cast import Town


def test_a_list_comes_in_pages(town: Town) -> None:
    first = Api().get("themes", {"pageSize": 1}).json()
    assert (first["count"], len(first["results"]), first["previous"]) == (2, 1, None)
    second = Client().get(first["next"]).json()
    assert second["next"] is None
    assert Client().get(second["previous"]).json() == first


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"page": "-1"}, {"page": "1.0"}, {"pageSize": "101"},
                                   {"pageSize": "0"}, {"page": "9" * 30}, {"page": "١"}])  # fmt: skip
def test_a_page_that_is_no_number_is_wrong(town: Town, query: dict[str, str]) -> None:
    assert places(problem(Api().get("themes", query), 400)) == set(query)


def test_a_page_that_is_not_there_is_not_found(town: Town) -> None:
    problem(Api().get("themes", {"page": "99"}), 404, "not_found")
    assert Api().get("themes", {"programme": str(town.talent.pk)}).json()["results"] == []


@pytest.mark.parametrize("path", ["offers", "themes", "programmes"])
def test_a_query_key_that_is_not_known_is_named(town: Town, path: str) -> None:
    found = problem(Api().get(path, {"themme": "1"}), 400)
    assert [(e["in"], e["location"], e["code"]) for e in found["errors"]] == [("query", "themme", "unknown_key")]


def test_a_query_key_on_one_thing_or_a_deed_is_named_too(town: Town) -> None:
    row = cast.booking(town)
    assert places(problem(Api(town, "coordinator").get(f"bookings/{row.pk}", {"expand": "1"}), 400)) == {"expand"}
    assert places(problem(Api(town, "librarian").post(f"bookings/{row.pk}/confirmations?force=1"), 400)) == {"force"}


def test_repeated_keys_are_or(town: Town) -> None:
    school = Api(town, "officer")
    both = school.client.get(BASE + "schools?sector=PO&sector=VO", headers=school.headers).json()
    assert (both["count"], school.get("schools", {"sector": "VO"}).json()["count"]) == (3, 1)
    twice = school.client.get(BASE + "offers?ordering=title&ordering=price", headers=school.headers)
    assert places(problem(twice, 400)) == {"ordering"}


@pytest.mark.parametrize(
    "query",
    [{"theme": "x"}, {"kind": "free"}, {"priceMax": "NaN"}, {"priceMax": "-1"}, {"startsAfter": "soon"},
     {"startsAfter": "2026-13-01"}, {"ordering": "id"}, {"facets": "yes"}, {"q": "a\0b"}, {"q": "x" * 500},
     {"yearGroup": "99"}, {"status": "secret"}, {"startsBefore": "9999-12-31T23:59:59-23:59"}],
)  # fmt: skip
def test_a_filter_that_cannot_be_understood_is_named(town: Town, query: dict[str, str]) -> None:
    assert places(problem(Api().get("offers", query), 400)) == set(query)


def test_the_catalogue_can_be_searched_and_counted(town: Town) -> None:
    cast.offer(town, title="Voorlezen in de klas", price=Decimal("50.00"))
    cast.offer(town, title="Trommelen", themes=[town.care.pk], evidence_url="https://example.org/", kind="fixed")
    found = Api().get("offers", {"facets": "true", "ordering": "-price"}).json()
    assert [row["title"] for row in found["results"]] == ["Trommelen", "Voorlezen in de klas"]
    assert {value["label"]: value["count"] for value in found["facets"]["theme"]} == {
        "Talentontwikkeling": 1,
        "Zorg op school": 1,
    }
    for query in (
        {"q": "klassen"},
        {"priceMax": "60"},
        {"kind": "optional"},
        {"evidence": "no"},
        {"theme": str(town.talent.pk)},
    ):
        assert [row["title"] for row in Api().get("offers", query).json()["results"]] == ["Voorlezen in de klas"], query


def test_a_next_revision_is_shown_only_to_who_writes_or_reviews_it(town: Town) -> None:
    offer, librarian = cast.offer(town), Api(town, "librarian")
    changed = librarian.patch(f"offers/{offer.pk}", {"price": "99.00"}, If_Match="*").json()
    assert (changed["price"], changed["draft"]["price"], changed["draft"]["revision"]) == ("125.00", "99.00", 2)
    assert librarian.get("offers").json()["results"][0]["draft"] is None
    for who in ("", "coordinator", "musician"):
        assert (Api(town, who) if who else Api()).get(f"offers/{offer.pk}").json()["draft"] is None
    librarian.post(f"offers/{offer.pk}/submissions")
    officer = Api(town, "officer")
    assert officer.get(f"offers/{offer.pk}").json()["draft"]["status"] == "submitted"
    assert officer.post(f"offers/{offer.pk}/reviews", {"verdict": "publish"}).json()["price"] == "99.00"


def test_a_provider_lists_its_own_and_an_officer_what_waits(town: Town) -> None:
    cast.offer(town, publish=False)
    assert Api(town, "librarian").get("offers", {"status": "draft"}).json()["count"] == 1
    for who in ("", "musician", "officer"):
        assert (Api(town, who) if who else Api()).get("offers", {"status": "draft"}).json()["count"] == 0


def test_rows_that_are_alike_have_one_order_so_no_page_shows_one_twice() -> None:
    """A database may give rows that are alike in another order for each page; the id decides."""
    assert in_one_order(Theme.objects.order_by("name")).query.order_by == ("name", "pk")
    assert in_one_order(Theme.objects.order_by("name", "-pk")).query.order_by == ("name", "-pk")
    assert in_one_order(Theme.objects.order_by()).query.order_by == ("pk",)
    assert in_one_order(Choice.objects.all()).query.order_by == (*Choice._meta.ordering, "pk")
