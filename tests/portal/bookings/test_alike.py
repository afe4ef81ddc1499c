"""Schools like yours chose: a hint with at least three other schools behind it, and never what one school did."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.actor import COORDINATOR, Actor
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions
from portal.bookings.alike import Alike, chosen_by_schools_like
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.frontend.visitor import Visitor


def school(town: Town, number: int, pupils: int = 230, target: int | None = None, sector: str = "PO") -> School:
    made = organisations.add_school(
        town.municipality, board=town.board, name=f"School {number}", location_code=f"98B{chr(64 + number)}00",
        sector=sector, by=OPERATOR,
    )  # fmt: skip
    organisations.count_pupils(
        made, reference_date=COUNTED_ON, pupils=pupils, target_pupils=target, source="test", by=OPERATOR
    )
    return made


def books(made: School, *chosen: Offer) -> None:
    by = Actor(role=COORDINATOR, name="Coördinator", school=made.pk)
    for offer in chosen:
        actions.book(made, offer, units=1, pupils=20, by=by)


def free(town: Town, title: str, **said: object) -> Offer:
    """A fixed offer costs no budget, so every school can book it."""
    return cast.offer(town, kind="fixed", title=title, **said)


def titles(found: Alike) -> list[str]:
    return [offer.text.title for offer in found.offers]


@pytest.fixture
def peers(town: Town) -> list[School]:
    """Four primary schools of about the size of De Kring (200 pupils)."""
    return [school(town, number) for number in range(1, 5)]


def test_what_three_schools_like_ours_booked_most_chosen_first(town: Town, peers: list[School]):
    dance, read, swim = (free(town, title) for title in ("Dansen", "Lezen", "Zwemmen"))
    school(town, 5)
    for each in peers:
        books(each, read)
    for each in peers[:3]:
        books(each, dance)
    for each in peers[:2]:
        books(each, swim)
    found = chosen_by_schools_like(town.kring)
    assert titles(found) == ["Lezen", "Dansen"], "two schools are too few"
    assert found.how == "size"


def test_what_all_of_them_booked_is_not_told(town: Town, peers: list[School]):
    """Everybody in the group would be known to have chosen it."""
    offer = free(town, "Lezen")
    for each in peers:
        books(each, offer)
    assert titles(chosen_by_schools_like(town.kring)) == []


def test_our_own_bookings_and_what_was_withdrawn_count_for_nothing(town: Town, peers: list[School]):
    offer, other = free(town, "Lezen"), free(town, "Dansen")
    for each in peers[:2]:
        books(each, offer)
    books(town.kring, offer)
    for each in peers[:3]:
        books(each, other)
    assert titles(chosen_by_schools_like(town.kring)) == ["Dansen"]
    books(town.kring, other)
    assert titles(chosen_by_schools_like(town.kring)) == [], "we have it already"


def test_a_group_that_is_too_small_is_made_wider(town: Town):
    """Three other schools of our size are too few; of our kind there are more."""
    near = [school(town, number) for number in range(1, 4)]
    far = [school(town, number, pupils=900) for number in range(4, 6)]
    offer = free(town, "Lezen")
    for each in (*near[:2], *far):
        books(each, offer)
    found = chosen_by_schools_like(town.kring)
    assert (titles(found), found.how) == (["Lezen"], "sector")


def test_where_it_is_known_the_share_of_target_pupils_counts(town: Town):
    organisations.count_pupils(
        town.kring, reference_date=COUNTED_ON.replace(year=2027), pupils=200, target_pupils=100, source="test",
        by=OPERATOR,
    )  # fmt: skip
    many = [school(town, number, pupils=300, target=140) for number in range(1, 5)]
    few = [school(town, number, pupils=300, target=10) for number in range(5, 9)]
    ours, theirs = free(town, "Taal"), free(town, "Schaken")
    for each in many[:3]:
        books(each, ours)
    for each in few[:3]:
        books(each, theirs)
    found = chosen_by_schools_like(town.kring)
    assert (titles(found), found.how) == (["Taal"], "share")


def test_schools_of_another_kind_are_not_like_ours(town: Town):
    others = [school(town, number, sector="SBO") for number in range(1, 5)]
    offer = free(town, "Lezen", sectors=["PO", "SBO"])
    for each in others[:3]:
        books(each, offer)
    assert titles(chosen_by_schools_like(town.kring)) == []


def test_only_what_we_can_book(town: Town, peers: list[School]):
    gone = free(town, "Weg")
    for each in peers[:3]:
        books(each, gone)
    offers.withdraw(gone, by=town.actor("librarian"))
    assert titles(chosen_by_schools_like(town.kring)) == []


def test_it_costs_the_same_for_one_offer_as_for_three(town: Town, peers: list[School]):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            chosen_by_schools_like(town.kring)
        return len(captured)

    made = [free(town, f"Aanbod {number}") for number in range(3)]
    for each in peers[:3]:
        books(each, made[0])
    one = statements()
    for each in peers[:3]:
        books(each, *made[1:])
    assert statements() == one <= 6


def test_a_school_reads_it_on_its_overview_and_beside_an_offer(town: Town, peers: list[School]):
    offer = free(town, "Dansen")
    for each in peers[:3]:
        books(each, offer)
    visitor = Visitor(town, "coordinator")
    for path in ("/school", f"/offers/{cast.offer(town).pk}"):
        page = visitor.open(path)
        assert "Scholen zoals die van u kozen" in page.text
        assert "Dansen" in page.cards
        assert "Welke scholen dat zijn, ziet niemand." in page.text
        assert not any(each.name in page.text for each in peers)
    assert "Scholen zoals" not in Visitor().open(f"/offers/{offer.pk}").text
