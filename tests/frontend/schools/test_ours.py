"""A board sees how its schools stand, and goes on to the year plan of one."""

from __future__ import annotations

from catalogue.actor import system
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Municipality
from portal.bookings import actions as bookings
from tests.cast import Town, booking, build_town, offer
from tests.frontend.visitor import Visitor

ROWS = "//main//ul[@class='things']/li"


def test_per_school_the_budget_what_was_chosen_and_what_waits(town: Town):
    bookings.choose(town.kring, offer(town, title="Wens"), by=town.actor("coordinator"))
    booking(town, status="confirmed")
    booking(town, status="delivered")
    bookings.book(town.kring, offer(town, title="Voorstel"), units=1, pupils=20, by=town.actor("teacher"))
    page = Visitor(town, "board").open("/school/ours")
    kring = next(row for row in page.all(ROWS) if "De Kring" in row)
    assert "Nog te kiezen € 2.500 van € 3.000" in kring and "Op de verlanglijst 1" in kring
    assert "Geboekt 1" in kring and "Geleverd 1" in kring
    assert "1 voorstel om goed te keuren, 1 levering om te beantwoorden" in kring
    assert "2 zaken wachten op antwoord. 2 scholen kozen nog niets." in page.text


def test_a_button_leads_to_the_year_plan_of_that_school(town: Town):
    visitor = Visitor(town, "board")
    page = visitor.press(visitor.open("/school/ours", q="linde"), "Naar het jaarplan")
    assert page.path == "/school/year" and "De Linde" in page.text
    town_two = build_town("Elders", "97")
    assert visitor.client.post("/school/as", {"school": town_two.kring.pk, "to": "year"}).status_code == 404


def test_only_the_own_schools_found_by_name_and_kept_as_a_file(town: Town):
    visitor = Visitor(town, "board")
    assert len(visitor.open("/school/ours", sort="left").all(ROWS)) == 3
    assert [row[:8] for row in visitor.open("/school/ours", q="LINDE").all(ROWS)] == ["De Linde"]
    file = visitor.client.get("/school/ours", {"format": "csv", "sort": "left"}).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in file.splitlines()[1:]] == ["Dorpscollege", "De Kring", "De Linde"]


def test_sixty_schools_cost_as_many_statements_as_three(town: Town):
    visitor = Visitor(town, "board")
    booking(town)
    visitor.open("/school/ours")
    three = visitor.statements(lambda: visitor.open("/school/ours"))
    town_hall = Municipality.objects.get(pk=town.municipality.pk)
    for number in range(57):
        organisations.add_school(
            town_hall, board=town.board, name=f"School {number:02}", location_code=f"97ZZ{number:02}", sector="PO",
            by=system("tests"),
        )  # fmt: skip
    assert visitor.statements(lambda: visitor.open("/school/ours")) == three <= 10
    assert len(visitor.open("/school/ours", page="2").all(ROWS)) == 30
