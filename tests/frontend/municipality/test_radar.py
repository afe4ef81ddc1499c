"""The radar as a page: what may stay unspent, and a reminder by one click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalogue.journal.outbox import drain
from catalogue.sheets import read
from portal.radar.models import Reminder
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Page, Visitor
from tests.portal.funding import planned
from tests.portal.radar.days import on
from tests.portal.radar.test_however_many import more_schools


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November 2026."""
    with on("2026-11-22"):
        yield town


def _rows(page: Page, section: str) -> list[str]:
    return page.all(f"//section[@aria-labelledby='{section}']//tbody/tr")


def test_who_chose_nothing_with_money_contact_and_a_button(town: Town):
    cast.offer(town)
    page = Visitor(town, "officer").open("/municipality/radar")
    assert page.title == "Wat dreigt over te blijven?"
    first, second, third = _rows(page, "silent")
    assert "Dorpscollege" in first and "€ 8.000" in first and "schoolbestuur" in first and "Herinner" in first
    assert "De Kring" in second and "coördinator" in second and "De Linde" in third
    assert "17 juli 2027" in page.text and "Herinner alle 3" in page.text


def test_one_click_reminds_and_the_page_says_so_afterwards(town: Town, mailoutbox: list):
    officer = Visitor(town, "officer")
    page = officer.press(officer.open("/municipality/radar"), "Herinner: De Kring")
    assert "De Kring krijgt een herinnering per e-mail" in page.text
    drain()
    assert [letter.to for letter in mailoutbox] == [["coordinator@bloemendorp.example"]]
    row = next(row for row in _rows(page, "silent") if "De Kring" in row)
    assert "herinnerd op" in row and "22 november 2026" in row and "Herinner:" not in row
    with on("2026-12-06"):
        row = next(
            row for row in _rows(Visitor(town, "officer").open("/municipality/radar"), "silent") if "De Kring" in row
        )
        assert "Herinner opnieuw" in row


def test_all_at_once_with_a_result_for_each(town: Town):
    officer = Visitor(town, "officer")
    before = officer.open("/municipality/radar")
    officer.press(before, "Herinner: De Linde")
    page = officer.press(before, "Herinner alle 3")
    assert "2 krijgen een herinnering" in page.text and "De Linde is hier op 22 november aan herinnerd" in page.text
    assert Reminder.objects.count() == 3


def test_who_only_reads_sees_no_buttons_and_reminds_nobody(town: Town):
    controller = Visitor(town, "controller")
    assert controller.open("/municipality/radar").all("//main//form//button") == []
    body = {"about": "nothing_chosen", "whom": str(town.kring.pk)}
    assert controller.client.post("/municipality/radar/remind", body).status_code == 403


@pytest.mark.parametrize(
    "body",
    [{}, {"about": "nothing_chosen"}, {"about": "weather", "whom": "x"}, {"about": "nothing_chosen", "whom": "x"}],
)
def test_nonsense_reminds_nobody(town: Town, body: dict[str, str]):
    assert Visitor(town, "officer").client.post("/municipality/radar/remind", body).status_code == 404


def test_a_school_of_another_municipality_is_not_reminded(town: Town):
    other = cast.build_town("Elders", "97")
    body = {"about": "nothing_chosen", "whom": str(other.kring.pk)}
    page = Page(Visitor(town, "officer").client.post("/municipality/radar/remind", body, follow=True), "")
    assert "hoort niet bij uw gemeente" in page.text and Reminder.objects.count() == 0


def test_the_terms_are_set_on_the_page_and_a_mistake_is_shown_beside_its_field(town: Town):
    cast.offer(town)
    officer = Visitor(town, "officer")
    page = officer.press(officer.open("/municipality/radar"), "Waarschuw op deze manier", committed_percent="101")
    assert page.status == 400 and "101" in page.text
    page = officer.press(page, "Waarschuw op deze manier", committed_percent="20", choose_by="2028-01-01")
    assert page.status == 400 and "binnen het programma" in page.text
    page = officer.press(page, "Waarschuw op deze manier", choose_by="2027-01-15")
    assert page.status == 200 and "15 januari 2027" in page.text


def test_themes_neighbourhoods_and_offers_that_miss_each_other(town: Town):
    cast.offer(town, title="Eenzaam")
    page = Visitor(town, "officer").open("/municipality/radar")
    talent, care = _rows(page, "themes")
    assert "geen keuzes" in talent and "geen aanbod" in care
    assert "Eenzaam" in _rows(page, "lonely")[0]
    assert "adres niet bekend" in _rows(page, "districts")[0]


def test_what_is_expected_at_the_end_with_its_method_in_one_sentence(town: Town):
    planned.plan(town)
    page = Visitor(town, "controller").open("/municipality/radar")
    assert "het tempo van de 4 maanden die voorbij zijn" in page.text
    assert any("Keuzebudget" in row and "€ 13.000" in row for row in _rows(page, "forecast"))
    with on("2026-08-20"):
        assert "te weinig maanden" in Visitor(town, "controller").open("/municipality/radar").text


def test_the_schools_as_a_file(town: Town):
    cast.booking(town)
    answer = Visitor(town, "controller").client.get("/municipality/radar", {"format": "xlsx"})
    sheet = read(answer.content, "radar.xlsx")
    assert list(sheet.header)[:3] == ["School", "Bestuur", "Hoe ver"]
    assert {row[0]: row[2] for _number, row in sheet.numbered()} == {
        "Dorpscollege": "niets gekozen", "De Linde": "niets gekozen", "De Kring": "weinig gekozen",
    }  # fmt: skip


def test_home_shows_the_direction_and_the_radar(town: Town):
    with on("2026-11-10"):
        cast.booking(town)
    page = Visitor(town, "officer").open("/municipality")
    assert "€ 250 meer sinds" in page.text
    assert "2 scholen kozen nog niets" in page.text and "Zorg op school" in page.text
    assert "/municipality/radar#silent" in page.links()


def test_the_pages_cost_the_same_for_three_schools_and_for_three_hundred(town: Town):
    cast.booking(town)
    officer = Visitor(town, "officer")
    pages = ("/municipality/radar", "/municipality")
    before = [officer.statements(lambda path=path: officer.open(path)) for path in pages]
    more_schools(town, 297)
    assert [officer.statements(lambda path=path: officer.open(path)) for path in pages] == before


def test_a_school_that_chose_nothing_reads_by_when_it_should(town: Town):
    made = cast.offer(town)
    school = Visitor(town, "coordinator")
    assert "Uw school heeft nog niets gekozen" in school.open("/school").text
    cast.booking(town, made)
    assert "Uw school heeft nog niets gekozen" not in school.open("/school").text
