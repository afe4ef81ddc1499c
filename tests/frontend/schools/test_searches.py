"""Keeping a search on the pages: from the filters of the catalogue, and back to them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlparse

import pytest

from catalogue.offers.search import Criteria
from portal.searches import actions
from portal.searches.models import SavedSearch
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor


def keep(town: Town, name: str = "Lezen", **criteria: object) -> SavedSearch:
    coordinator = town.actor("coordinator")
    return actions.keep(town.membership["coordinator"], name=name, criteria=Criteria(**criteria), by=coordinator)


def test_from_the_filters_to_a_name_and_back(town: Town):
    cast.offer(town)
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/offers", q="voorlezen", sector="PO", price="150", sort="price")
    kept = visitor.press(page, "Bewaar deze zoekopdracht", name="Voorlezen voor ons", frequency="daily")
    assert kept.status == 200 and "Bewaard als “Voorlezen voor ons”." in kept.text
    listed = visitor.open("/school/searches")
    assert "“voorlezen” · basisonderwijs · hoogstens € 150" in listed.text
    (link,) = [each for each in listed.links() if "/school/searches/" in each]
    opened = visitor.open(link)
    assert parse_qs(urlparse(opened.path).query) == {
        "q": ["voorlezen"], "sector": ["PO"], "price": ["150"], "sort": ["price"],
    }  # fmt: skip
    assert opened.cards == ["Voorleesuur"]


def test_only_who_chooses_is_offered_to_keep_a_search(town: Town):
    cast.offer(town)
    for who, offered in (("", False), ("librarian", False), ("officer", False), ("teacher", True), ("board", True)):
        buttons = Visitor(town, who).open("/offers").all("//button")
        assert ("Bewaar deze zoekopdracht" in buttons) is offered, who


def test_a_name_that_is_taken_keeps_all_that_was_filled_in(town: Town):
    keep(town)
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/offers", q="dansen")
    refused = visitor.press(page, "Bewaar deze zoekopdracht", name="Lezen", frequency="daily")
    assert refused.status == 409 and "al een zoekopdracht met de naam “Lezen”" in refused.text
    done = visitor.press(refused, "Bewaar deze zoekopdracht", name="Dansen")
    assert done.status == 200
    made = SavedSearch.objects.get(name="Dansen")
    assert (made.criteria["q"], made.frequency) == ("dansen", "daily")


def test_name_and_letters_are_changed_and_a_search_is_removed(town: Town):
    keep(town)
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/searches")
    prefix = f"search-{SavedSearch.objects.get().pk}"
    wrong = visitor.press(page, "Aanpassen", **{f"{prefix}-name": " "})
    assert wrong.status == 400
    visitor.press(page, "Aanpassen", **{f"{prefix}-name": "Boeken", f"{prefix}-frequency": "never"})
    assert (SavedSearch.objects.get().name, SavedSearch.objects.get().next_on) == ("Boeken", None)
    gone = visitor.press(visitor.open("/school/searches"), "Verwijder de zoekopdracht Boeken")
    assert "“Boeken” is verwijderd." in gone.text and "Nog geen zoekopdrachten" in gone.text


@pytest.mark.parametrize("who", ["teacher", "other_coordinator"])
def test_a_search_of_somebody_else_is_not_there(town: Town, who: str):
    found, visitor = keep(town), Visitor(town, who)
    assert visitor.open(f"/school/searches/{found.pk}").status == 404
    for deed in ("change", "remove"):
        assert visitor.client.post(f"/school/searches/{found.pk}/{deed}").status_code == 404


def test_the_list_costs_the_same_for_one_search_as_for_three(town: Town):
    visitor = Visitor(town, "coordinator")
    keep(town, q="een", chosen={"theme": (str(town.talent.pk),)})
    one = visitor.statements(lambda: visitor.open("/school/searches"))
    keep(town, "Twee", q="twee", chosen={"provider": (str(town.library.pk),)})
    keep(town, "Drie", q="drie")
    assert visitor.statements(lambda: visitor.open("/school/searches")) == one
