"""Finding by what children need, when and where: target groups, months, prices, areas and distance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Session
from catalogue.offers.search import Criteria, Near, count_of, facets, found, place_of, places_of
from catalogue.offers.search.address import criteria_from, pairs_of
from catalogue.organisations.models import Provider, School
from catalogue.organisations.queries import school_spots
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town

KRING = Near("98AA00", "De Kring", 52.10, 5.10)


def _counts(dimension: str, **criteria: object) -> dict[str, int]:
    return {each.value: each.count for each in facets(Criteria(**criteria))[1][dimension]}  # type: ignore[arg-type]


def _titles(**criteria: object) -> list[str]:
    return [offer.text.title for offer in found(Criteria(**criteria))]  # type: ignore[arg-type]


# --- row 48: for which children ---


def test_target_groups_are_tags_that_can_be_chosen_and_counted(town: Town):
    cast.offer(town, title="Taalklas", target_groups=["nt2"])
    cast.offer(town, title="Speelgroep", target_groups=["ve", "nt2"])
    cast.offer(town, title="Voor iedereen", target_groups=["all"])
    assert _counts("targetGroup") == {"nt2": 2, "all": 1, "ve": 1}
    assert _titles(chosen={"targetGroup": ("ve", "all")}, ordering="title") == ["Speelgroep", "Voor iedereen"]
    assert _titles(q="tweede taal") == ["Taalklas", "Speelgroep"]  # what the tag is called is a word to find it by


# --- row 31: evidence, or none ---


def test_an_offer_has_evidence_or_says_that_it_has_none(town: Town):
    cast.offer(town, title="Bijles", evidence_url="https://onderzoek.example/bijles")
    cast.offer(town, title="Proberen")
    assert _counts("evidence") == {"yes": 1, "no": 1}
    assert _titles(chosen={"evidence": ("no",)}) == ["Proberen"]


def test_areas_of_the_menu_and_bands_of_what_a_school_pays(town: Town):
    cast.offer(town, title="Kaartje", price=Decimal("6.40"), menu_areas=["A", "C"])
    cast.offer(town, title="Reeks", price=Decimal("825.00"), menu_areas=["C"])
    cast.offer(town, title="Spreekuur", kind="fixed", price=Decimal("500.00"), menu_areas=["C"])
    assert _counts("menuArea") == {"A": 1, "C": 3}
    assert _counts("priceBand") == {"free": 1, "0-25": 1, "600-": 1}
    assert _titles(chosen={"priceBand": ("free", "0-25"), "menuArea": ("A",)}) == ["Kaartje"]


# --- months ---


def test_months_are_those_with_places_and_what_has_no_dates_is_there_in_all(town: Town):
    made, librarian = cast.offer(town, title="Museumdag", capacity=None), town.actor("librarian")
    cast.offer(town, title="Altijd")
    cast.offer(town, title="Lente", starts_on="2027-03-10", ends_on="2027-04-02")
    march = datetime(2027, 3, 31, 22, 30, tzinfo=UTC)  # in the Netherlands that is April already
    offers.add_session(made, starts_at=march, ends_at=march + timedelta(hours=1), capacity=2, by=librarian)
    assert _counts("month") == {"2027-03": 2, "2027-04": 3}
    assert _titles(chosen={"month": ("2027-03",)}, ordering="title") == ["Altijd", "Lente"]
    assert count_of(Criteria(chosen={"month": ("2027-04",)})) == 3


def test_a_date_that_is_full_leaves_its_month_and_comes_back(town: Town):
    made, librarian = cast.offer(town, title="Museumdag", capacity=None), town.actor("librarian")
    start = timezone.now() + timedelta(days=60)
    session = offers.add_session(made, starts_at=start, ends_at=start + timedelta(hours=1), capacity=2, by=librarian)
    month = (f"{timezone.localtime(start):%Y-%m}",)
    school = town.actor("coordinator")
    booked = bookings.book(town.kring, made, units=2, pupils=50, session=session, by=school)
    assert _titles(chosen={"month": month}) == []
    bookings.withdraw(booked, by=school)
    assert _titles(chosen={"month": month}) == ["Museumdag"]
    offers.remove_session(Session.objects.get(pk=offers.add_session(
        made, starts_at=start + timedelta(days=62), ends_at=start + timedelta(days=62, hours=1), by=librarian).pk),
        by=librarian)  # fmt: skip
    assert _counts("month") == {month[0]: 1}


# --- distance ---


@pytest.fixture
def around(town: Town) -> Town:
    """The library is 3 km north of De Kring, the music school 12 km; one offer comes to the school."""
    School.objects.filter(pk=town.kring.pk).update(latitude=52.10, longitude=5.10, city="Bloemendorp")
    School.objects.filter(pk=town.college.pk).update(latitude=52.12, longitude=5.14, city="Bloemendorp")
    Provider.objects.filter(pk=town.library.pk).update(latitude=52.127, longitude=5.10)
    Provider.objects.filter(pk=town.music.pk).update(latitude=52.208, longitude=5.10)
    cast.offer(town, title="In de bieb", place="Bibliotheek De Boekenboom")
    cast.offer(town, title="In de zaal", provider="musician", place="Zaal Da Capo")
    cast.offer(town, title="In de klas", provider="musician", place="Bij u op school")
    return town


def test_the_nearest_comes_first_and_what_comes_to_the_school_is_nearest(around: Town):
    rows = found(Criteria(near=KRING, ordering="distance"))[:10]
    assert [(row.text.title, round(row.__dict__["distance"], 1)) for row in rows] == [
        ("In de klas", 0.0), ("In de bieb", 3.0), ("In de zaal", 12.0)
    ]  # fmt: skip


def test_distance_narrows_and_says_how_many_each_radius_would_leave(around: Town):
    assert _titles(near=KRING, distance_max=5, ordering="distance") == ["In de klas", "In de bieb"]
    assert _counts("distance", near=KRING, distance_max=2) == {"2": 1, "5": 2, "10": 2, "25": 3}
    assert "distance" not in facets(Criteria())[1]


def test_where_nobody_knows_the_way_an_offer_comes_last_and_is_never_near(around: Town):
    Provider.objects.filter(pk=around.music.pk).update(latitude=None, longitude=None)
    cast.offer(around, title="Ergens", provider="musician", place="Nog te bepalen")
    rows = found(Criteria(near=KRING, ordering="distance"))
    assert [row.text.title for row in rows][-1] == "Ergens" and rows[3].__dict__["distance"] is None
    assert "Ergens" not in _titles(near=KRING, distance_max=300)


def test_places_are_schools_towns_and_points(around: Town):
    places = places_of(school_spots())
    assert [place.name for place in places["Bloemendorp"]] == [
        "Bloemendorp", "De Kring, Bloemendorp", "Dorpscollege, Bloemendorp"
    ]  # fmt: skip
    middle = place_of("bloemendorp", places)
    assert middle and (round(middle.latitude, 2), round(middle.longitude, 2)) == (52.11, 5.12)
    assert place_of("98aa00", places) == places["Bloemendorp"][1]
    assert place_of("52.1, 5.1", {}) == Near("52.1,5.1", "52.1, 5.1", 52.1, 5.1)
    assert [place_of(code, places) for code in ("", "Nergens", "95.0,5.0", "52.1", "1,2,3")] == [None] * 5


# --- as an address ---


@pytest.mark.parametrize(
    "address",
    [
        "", "q=lezen", "q=lezen&sort=title", "theme=a&theme=b&kind=fixed&sector=PO&group=5&target=nt2",
        "month=2027-03&cost=0-25&unit=group&evidence=no&area=A&goal=talent",
        "price=12.50&from=2026-12-01&until=2027-01-31",
        "near=98AA00&within=5", "near=98AA00&sort=price", "near=bloemendorp", "sort=newest",
    ],
)  # fmt: skip
def test_what_stands_in_an_address_comes_back_the_same(around: Town, address: str):
    places = places_of(school_spots())
    criteria = criteria_from(QueryDict(address), places)
    assert "&".join(f"{name}={value}" for name, value in pairs_of(criteria)) == address
