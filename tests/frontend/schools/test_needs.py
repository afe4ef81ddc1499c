"""The page on which a school says what its children need, and the one on which the municipality reads it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.organisations import actions as organisations
from catalogue.sheets import read
from portal.needs import actions as needs
from portal.needs.actions import Told
from portal.needs.models import CoverSheet
from tests import cast
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor


def test_from_the_first_need_to_handed_in(town: Town):
    cast.offer(town, title="Debatteren")
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school/needs")
    wrong = visitor.press(page, "Zet op de oplegger", words="", pupils="veel")
    assert wrong.status == 400 and "“veel”" in wrong.text
    told = visitor.press(page, "Zet op de oplegger", words="Durven spreken", pupils="25", urgency="5")
    assert "Durven spreken" in told.text and "heel dringend" in told.text and "Debatteren" in told.text
    kept = visitor.press(told, "Bewaren", words="Wij hebben weinig ruimte", scan_on="2026-09-01")
    assert kept.status == 200
    done = visitor.press(kept, "Inleveren")
    assert "De gemeente ziet wat uw kinderen nodig hebben" in done.text and "Zet op de oplegger" not in done.buttons()
    assert CoverSheet.objects.get().status == "handed_in"
    assert "Zet op de oplegger" in visitor.press(done, "Open hem weer").buttons()


def test_a_filled_in_table_is_read_and_a_wrong_one_says_where(town: Town):
    visitor = Visitor(town, "teacher")
    page = visitor.open("/school/needs")
    header = "Thema;Leerlingen;Urgentie;Wat nodig is\n"

    def file(rows: str) -> SimpleUploadedFile:
        return SimpleUploadedFile("behoeften.csv", (header + rows).encode())

    wrong = visitor.press(page, "Lees de tabel in", file=file("Talentontwikkeling;0;4;Lezen\n"))
    assert wrong.status == 400 and "Rij 2, Leerlingen" in wrong.text
    done = visitor.press(page, "Lees de tabel in", file=file("Talentontwikkeling;12;4;Lezen\n"))
    assert "Er zijn 1 behoeften uit het bestand gelezen." in done.text and "Lezen" in done.text


def test_the_municipality_reads_needs_by_theme_and_takes_them_along_as_a_table(town: Town):
    coordinator = town.actor("coordinator")
    need = needs.add_need(town.kring, Told(town.talent, 25, 5, "Durven spreken"), by=coordinator)
    needs.hand_in(need.sheet, by=coordinator)
    visitor = Visitor(town, "officer")
    page = visitor.open("/municipality/needs")
    assert "1 behoefte ingeleverd" in page.text and "voor 1 is er nog geen aanbod" in page.text
    sheet = read(visitor.client.get("/municipality/needs?format=csv").content, "x")
    rows = [row for _number, row in sheet.numbered()]
    assert rows == [["Talentontwikkeling", "De Kring", "25", "5", "Durven spreken", "nog geen aanbod", "nee"]]


def test_the_page_of_the_municipality_costs_the_same_for_one_school_and_for_many(town: Town):
    visitor, coordinator = Visitor(town, "officer"), town.actor("coordinator")
    needs.add_need(town.kring, Told(town.talent, 25, 5, "Durven spreken"), by=coordinator)
    needs.hand_in(CoverSheet.objects.get(), by=coordinator)

    def look() -> int:
        return visitor.statements(lambda: visitor.open("/municipality/needs"))

    one = look()
    for number in range(30):
        school = organisations.add_school(
            town.municipality, by=OPERATOR, board=town.board, location_code=f"77ZZ{number:02}", name=f"Nr. {number}",
            sector="PO",
        )  # fmt: skip
        told = Told(town.talent, 10, 3, "Lezen")
        need = needs.add_need(school, told, by=town.actor("officer"))
        needs.hand_in(need.sheet, by=town.actor("officer"))
    assert look() == one
