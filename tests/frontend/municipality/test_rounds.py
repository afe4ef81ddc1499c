"""The officer plans rounds and records frames; the school reads on its own pages what that means for it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.organisations.models import School
from catalogue.programmes import actions as programmes
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Choice
from portal.rounds.models import Frame, Round
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.rounds import planned

ROUNDS, FRAMES = "/municipality/rounds", "/municipality/rounds/frames"


def _typed(days: int) -> str:
    return timezone.localtime(timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def test_planning_a_round_and_seeing_who_chose(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open(ROUNDS)
    assert "Nog geen ronde" in page.text
    made = officer.press(
        page, "Plan deze ronde", name="Voorjaar", opens=_typed(-1), closes=_typed(3), budget="1.000", sectors=["PO"]
    )
    assert made.status == 200 and made.title == "Voorjaar" and "Nog 2 dagen" in made.text
    assert "0 van 2 scholen kozen" in made.text
    cast.booking(town)
    page = officer.open(made.path)
    assert "1 van 2 scholen kozen" in page.text and "€ 750,00" in page.text


def test_what_was_filled_in_wrongly_is_said_and_kept(town: Town):
    officer = Visitor(town, "officer")
    page = officer.press(officer.open(ROUNDS), "Plan deze ronde", name="Kort", opens=_typed(3), closes=_typed(1))
    assert page.status == 400 and "na de opening" in page.text
    assert page.html.xpath("//input[@name='name']/@value") == ["Kort"] and not Round.objects.exists()


def test_closing_early_asks_why(town: Town):
    officer, row = Visitor(town, "officer"), planned.round(town)
    page = officer.press(officer.open(f"{ROUNDS}/{row.pk}"), "Sluit de ronde", reason="")
    assert page.status == 400 and "zodat de scholen het begrijpen" in page.text
    page = officer.press(page, "Sluit de ronde", reason="Iedereen koos")
    assert page.status == 200 and "Gesloten op" in page.text
    assert "Sluit de ronde" not in page.buttons()


def test_extending_and_taking_back(town: Town):
    officer, row = Visitor(town, "officer"), planned.round(town)
    page = officer.open(f"{ROUNDS}/{row.pk}")
    assert officer.press(page, "Verander het sluiten", closes=_typed(9), reason="Griep").status == 200
    assert Round.objects.get().closes > timezone.now() + timedelta(days=8)
    coming = planned.round(town, opens=20, closes=30)
    page = officer.press(officer.open(f"{ROUNDS}/{coming.pk}"), "Trek in", reason="Verkeerde datum")
    assert "Deze ronde is ingetrokken." in page.text


def test_a_frame_is_written_and_its_adoption_recorded(town: Town):
    officer = Visitor(town, "officer")
    page = officer.press(officer.open(FRAMES), "Verander dit", sectors=["PO"])
    planned.round(town)
    assert "nog geen kader vastgesteld" in officer.open(ROUNDS).text
    page = officer.press(page, "Schrijf dit kader op", sector="PO", title="Kader PO", words="Eerst lezen.")
    assert Frame.objects.get().status == "draft"
    page = officer.press(page, "Leg de vaststelling vast", adopted_by="")
    assert page.status == 400
    page = officer.press(page, "Leg de vaststelling vast", adopted_by="De besturen")
    assert "vastgesteld door De besturen" in page.text
    assert "nog geen kader vastgesteld" not in officer.open(ROUNDS).text


@pytest.mark.parametrize("who", ["finance", "controller"])
def test_others_read_only(town: Town, who: str):
    row, visitor = planned.round(town), Visitor(town, who)
    for address in (ROUNDS, f"{ROUNDS}/{row.pk}", FRAMES):
        page = visitor.open(address)
        assert page.status == 200 and not page.html.xpath("//main//form[@method='post']")


def test_the_page_of_a_round_costs_the_same_for_one_school_as_for_many(town: Town):
    officer, row = Visitor(town, "officer"), planned.round(town)
    few = officer.statements(lambda: officer.open(f"{ROUNDS}/{row.pk}"))
    School.objects.bulk_create(
        School(municipality=town.municipality, name=f"School {n}", location_code=f"{n:04}00", sector="PO")
        for n in range(300)
    )
    assert officer.statements(lambda: officer.open(f"{ROUNDS}/{row.pk}")) == few


def test_a_school_reads_until_when_it_can_book(town: Town):
    planned.round(town, name="Voorjaar")
    page = Visitor(town, "coordinator").open("/school")
    assert "Voorjaar" in page.text and "U kunt boeken tot" in page.text


def test_a_school_that_comes_too_late_keeps_its_wish(town: Town):
    planned.round(town, opens=5, closes=9, name="Najaar")
    school, offer = Visitor(town, "coordinator"), cast.offer(town)
    page = school.open(f"/school/book/{offer.pk}")
    assert "“Najaar” opent op" in page.text
    page = school.press(page, "Bewaar als wens", pupils="40")
    assert page.status == 200 and "Gaat mee met de volgende ronde" in page.text
    assert (Choice.objects.get().pupils, Booking.objects.count()) == (40, 0)
    assert not page.html.xpath("//input[@name='choice']")


def test_a_school_without_a_frame_reads_why_it_waits(town: Town):
    programmes.ask_frames_first(town.programme, sectors=["PO"], by=town.actor("officer"))
    planned.round(town, budget=Decimal("500.00"))
    bookings.choose(town.kring, cast.offer(town), by=town.actor("coordinator"))
    assert "Het kader voor uw soort school is nog niet vastgesteld" in Visitor(town, "coordinator").open(
        "/school/shortlist"
    ).text.replace("\xa0", " ")
