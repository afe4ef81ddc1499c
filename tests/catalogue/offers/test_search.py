"""Finding offers: words, filters, and how many each filter would leave."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from catalogue.offers.search import Criteria, count_of, facets, found
from tests import cast
from tests.cast import Town


@pytest.fixture
def shelf(town: Town) -> Town:
    """Five offers with something different about each, and one that is not published."""
    both, care = [town.talent.pk, town.care.pk], [town.care.pk]
    _place(town, "Voorleesuur", description="Kinderen luisteren, wij voorlezen.", price=Decimal("125.00"))
    _place(town, "Museumles", themes=both, price=Decimal("80.00"), year_groups=["7"])
    _place(town, "Atelier voor ouders", kind="fixed", price=Decimal("0.00"), sectors=["PO", "VO"])
    _place(town, "Zingen maar", provider="musician", unit="session", price=Decimal("250.00"), sectors=["VO"])
    _place(town, "Kinderkoor", provider="musician", themes=care, goal="zorg", price=Decimal("95.00"))
    _place(town, "Nog niet klaar", publish=False)
    return town


def _place(town: Town, title: str, **said: Any) -> None:
    cast.offer(town, **{"title": title, "title_en": "", "summary": "Vrolijk.", "description": "Leerzaam."} | said)


def _titles(**criteria: Any) -> list[str]:
    return [offer.text.title for offer in found(Criteria(**criteria))]


def _chosen(**chosen: str | tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {name: (value,) if isinstance(value, str) else value for name, value in chosen.items()}


def test_without_a_question_everything_that_is_published_in_order_of_title(shelf: Town):
    assert _titles() == ["Atelier voor ouders", "Kinderkoor", "Museumles", "Voorleesuur", "Zingen maar"]


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("voorlezen", ["Voorleesuur"]),
        ("voorleesuren", ["Voorleesuur"]),
        ("KINDEREN", ["Kinderkoor", "Voorleesuur"]),
        ("musea", ["Museumles"]),
        ("ouder", ["Atelier voor ouders"]),
        ("muziekschool vrolijk", ["Kinderkoor", "Zingen maar"]),
        ("da capo zingen", ["Zingen maar"]),
        ("zorg school museum", ["Museumles"]),
        ("%", ["Atelier voor ouders", "Kinderkoor", "Museumles", "Voorleesuur", "Zingen maar"]),
        ("xylofoon", []),
    ],
)
def test_words_are_found_in_every_form_and_all_of_them_count(shelf: Town, words: str, titles: list[str]):
    assert _titles(q=words) == titles


@pytest.mark.parametrize(
    ("chosen", "titles"),
    [
        (_chosen(kind="fixed"), ["Atelier voor ouders"]),
        (_chosen(sector="VO"), ["Atelier voor ouders", "Zingen maar"]),
        (_chosen(yearGroup="7"), ["Museumles"]),
        (_chosen(unit=("session", "group"), sector="VO"), ["Atelier voor ouders", "Zingen maar"]),
        (_chosen(goal="zorg"), ["Kinderkoor"]),
        (_chosen(evidence="yes"), []),
        (_chosen(theme="nothing"), []),
    ],
)
def test_filters_narrow_and_values_of_one_filter_widen(shelf: Town, chosen: dict[str, Any], titles: list[str]):
    assert _titles(chosen=chosen) == titles
    assert count_of(Criteria(chosen=chosen)) == len(titles)


def test_a_price_at_most(shelf: Town):
    assert _titles(price_max=Decimal("95.00"), ordering="price") == ["Atelier voor ouders", "Museumles", "Kinderkoor"]


@pytest.mark.parametrize(
    ("ordering", "first"),
    [("title", "Atelier voor ouders"), ("-title", "Zingen maar"), ("price", "Atelier voor ouders"),
     ("-price", "Zingen maar"), ("newest", "Kinderkoor")],
)  # fmt: skip
def test_orderings(shelf: Town, ordering: str, first: str):
    assert _titles(ordering=ordering)[0] == first


def test_the_counts_say_what_choosing_would_leave(shelf: Town):
    total, counts = facets(Criteria())
    assert total == 5
    assert {value.value: value.count for value in counts["sector"]} == {"PO": 4, "VO": 2}
    assert {value.label: value.count for value in counts["theme"]} == {"Talentontwikkeling": 4, "Zorg op school": 2}
    for dimension, values in counts.items():
        for value in values:
            left = count_of(Criteria(chosen={dimension: (value.value,)}))
            assert left == value.count, (dimension, value)


def test_a_filter_does_not_narrow_its_own_counts(shelf: Town):
    total, counts = facets(Criteria(chosen=_chosen(sector="VO")))
    assert total == 2
    assert {value.value: value.count for value in counts["sector"]} == {"PO": 4, "VO": 2}
    assert {value.value: value.count for value in counts["kind"]} == {"fixed": 1, "optional": 1}


def test_year_groups_stand_in_the_order_of_the_school(shelf: Town):
    cast.offer(shelf, title="Brug", sectors=["PO", "VO"], year_groups=["8", "vo1", "1"])
    assert [value.value for value in facets(Criteria())[1]["yearGroup"]] == ["1", "5", "6", "7", "8", "vo1"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_with_facets_takes_two_statements_however_many_offers(town: Town, rows: int, django_assert_num_queries):
    for number in range(rows):
        cast.offer(town, title=f"Les {number}")
    with django_assert_num_queries(2):
        facets(Criteria(q="les", chosen=_chosen(kind="optional", sector="PO")))
        assert [str(offer) for offer in found(Criteria(q="les"))]


def test_dates_fit_the_period_of_an_offer_without_sessions(town: Town):
    cast.offer(town, title="Voorjaar", starts_on="2027-03-01", ends_on="2027-05-31")
    assert _titles(starts_after=datetime(2027, 6, 1, tzinfo=UTC)) == []
    assert _titles(starts_after=datetime(2027, 5, 1, tzinfo=UTC)) == ["Voorjaar"]
    assert _titles(starts_before=datetime(2027, 2, 1, tzinfo=UTC)) == []
