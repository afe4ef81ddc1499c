"""Where offers and schools miss each other."""

from __future__ import annotations

from decimal import Decimal

from catalogue.offers import actions as offers
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.radar.queries import (
    choosers,
    districts_of,
    full_and_wanted,
    never_chosen,
    radar_of,
    terms_of,
    themes_of,
    unanswered,
)
from portal.radar.queries.demand import quiet_themes
from tests import cast
from tests.cast import Town
from tests.portal.radar.days import on


def test_themes_with_their_offers_choices_and_money(town: Town):
    both = cast.offer(town, themes=[town.talent.pk, town.care.pk], price=Decimal("100.00"))
    cast.offer(town, themes=[town.talent.pk], title="Dans")
    cast.offer(town, themes=[town.care.pk], title="Nog niet klaar", publish=False)
    cast.booking(town, both, units=2)
    bookings.choose(town.linde, both, by=town.actor("other_coordinator"))
    talent, care = themes_of(town.programme)
    assert (talent.theme.name, talent.offers, talent.bookings, talent.wishes, talent.amount) == (
        "Talentontwikkeling", 2, 1, 1, Decimal("200.00"),
    )  # fmt: skip
    assert (care.offers, care.bookings, care.amount) == (1, 1, Decimal("200.00")), "it counts in both"


def test_a_theme_without_offers_stays_in_sight(town: Town):
    assert [(row.theme.name, row.offers, row.bookings) for row in themes_of(town.programme)] == [
        ("Talentontwikkeling", 0, 0), ("Zorg op school", 0, 0),
    ]  # fmt: skip


def test_quiet_themes_have_no_offers_or_no_choices(town: Town):
    made = cast.offer(town)
    cast.offer(town, title="Zorg", themes=[town.care.pk])
    assert quiet_themes(town.programme) == [town.talent, town.care]
    bookings.choose(town.kring, made, by=town.actor("coordinator"))
    assert quiet_themes(town.programme) == [town.care]


def test_neighbourhoods_by_postcode(town: Town):
    School.objects.filter(pk=town.kring.pk).update(postcode="3601 AB", city="Bloemendorp")
    School.objects.filter(pk=town.linde.pk).update(postcode="3602 XY", city="Buitenwijk")
    venue = organisations.add_venue(town.library, name="Leeszaal", postcode="3601 AC", by=town.actor("librarian"))
    made = cast.offer(town, venue=venue.pk)
    cast.booking(town, made, units=12)
    rows = districts_of(town.programme, choosers(town.programme, terms_of(town.programme)))
    assert [(row.postcode, row.city, row.schools, row.nothing, row.offers) for row in rows] == [
        ("", "", 1, 1, 0), ("3601", "Bloemendorp", 1, 0, 1), ("3602", "Buitenwijk", 1, 1, 0),
    ]  # fmt: skip
    assert (rows[1].granted, rows[1].committed) == (Decimal("3000.00"), Decimal("1500.00"))


def test_what_nobody_chose(town: Town):
    lonely, wished, booked = (cast.offer(town, title=title) for title in ("Eenzaam", "Gewenst", "Geboekt"))
    cast.fixed_offer(town)
    bookings.choose(town.kring, wished, by=town.actor("coordinator"))
    cast.booking(town, booked)
    assert list(never_chosen(town.programme)) == [lonely]
    offers.withdraw(lonely, reason="Gestopt", by=town.actor("librarian"))
    assert list(never_chosen(town.programme)) == []


def test_what_is_full_and_still_wanted(town: Town):
    full = cast.offer(town, title="Vol", capacity=2)
    bookings.choose(town.kring, full, by=town.actor("coordinator"))
    bookings.choose(town.linde, full, by=town.actor("other_coordinator"))
    assert full_and_wanted(town.programme) == []
    cast.booking(town, full, units=2)
    (row,) = full_and_wanted(town.programme)
    assert (row.offer.text.title, row.schools) == ("Vol", 1), "De Kring got it; De Linde did not"


def test_requests_that_wait_too_long(town: Town):
    with on("2026-11-02"):
        cast.booking(town)
    with on("2026-11-12"):
        cast.booking(town, cast.offer(town, title="Nieuw"))
        (row,) = unanswered(town.programme, terms_of(town.programme))
        assert (row.provider, row.requests, row.amount) == (town.library, 1, Decimal("250.00"))
    with on("2026-11-11"):
        assert unanswered(town.programme, terms_of(town.programme)) == []


def test_the_radar_of_one_municipality_says_nothing_of_another(town: Town):
    other = cast.build_town("Elders", "97")
    cast.booking(other)
    radar = radar_of(town.programme)
    assert {row.school.name for row in radar.schools if row.bookings} == set()
    assert len(radar.schools) == 3 and radar.never_chosen_count == 0
    assert radar.dates.left == Decimal("13000.00")
