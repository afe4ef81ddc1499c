"""A municipality with 27 primary schools (5,358 pupils) divides € 322,000 with one click to see and one to adopt.

Issue 4, shows 4; DOMAIN § 7 row 7: a part per school and a part per pupil, to the cent, and a change of the pupil
counts shows its difference before anything is fixed. The schools are invented; the two totals are those of the sources.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from catalogue.money import ZERO
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Municipality, School
from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Regulation
from catalogue.sheets import read
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.people import actions as people
from tests.cast import COUNTED_ON, OPERATOR, PASSWORD, TERM_STARTS, Town
from tests.frontend.visitor import Page, Visitor

PUPILS = [19, 30, 41, *(60 + 11 * n for n in range(3, 27))]
ADOPT = "Stel deze verdeling vast"


@pytest.fixture
def place(town: Town) -> Town:
    """Vechtdorp: 27 primary schools, a grant of € 322,000 that is all for choosing, and its officer."""
    assert (len(PUPILS), sum(PUPILS)) == (27, 5358)
    home = organisations.add_municipality(
        name="Vechtdorp", code="GM9601", oin="00000099000000960100", iban="NL91ABNA0417164300", bic="ABNANL2A",
        account_name="Gemeente Vechtdorp", invoice_reference="JEUGD", street="Plein 1", postcode="3601 AB",
        city="Vechtdorp", by=OPERATOR,
    )  # fmt: skip
    programme = programmes.add_programme(
        home, regulations=list(Regulation.objects.filter(code="NPO")), name="Kansen 2026-2027",
        starts_on=date(2026, 8, 1), ends_on=date(2027, 7, 31), four_eyes_threshold=Decimal("1000.00"),
        tolerance_percent=10, silent_confirmation_days=14, claim_deadline_days=90, term_starts=TERM_STARTS, by=OPERATOR,
    )  # fmt: skip
    for number, pupils in enumerate(PUPILS):
        _school(home, number, pupils)
    user = people.add_user(email="beleid@vechtdorp.example", name="beleid", password=PASSWORD, by=OPERATOR)
    officer = people.add_membership(user, role="municipality:officer", municipality=home, by=OPERATOR)
    made = replace(town, municipality=home, programme=programme, membership={"officer": officer})
    npo = Regulation.objects.get(code="NPO")
    by = made.actor("officer")
    grant = funding.add_grant(home, npo, amount=Decimal("322000.00"), spend_until=date(2027, 7, 31), by=by)
    line = {"name": "Keuzebudget", "kind": "choice", "amount": grant.amount, "grant": grant}
    funding.adopt_plan(funding.draft_plan(programme, lines=[line], by=by), by=by)
    return made


def _school(home: Municipality, number: int, pupils: int) -> School:
    code = f"96{chr(65 + number // 26)}{chr(65 + number % 26)}00"
    school = organisations.add_school(home, name=f"School {number:02}", location_code=code, sector="PO", by=OPERATOR)
    organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=pupils, source="telling", by=OPERATOR)
    return school


def _granted(place: Town) -> dict[str, Decimal]:
    rows = Account.objects.filter(programme=place.programme, school__isnull=False)
    return dict(rows.values_list("school__name", "granted"))


def _amounts(page: Page) -> dict[str, str]:
    rows = page.html.xpath("//table//tbody/tr")
    return {row.xpath("string(td[1]/text())").strip(): row.xpath("string(td[3])").strip() for row in rows}


def test_one_click_shows_it_and_one_adopts_it(place: Town):
    visitor = Visitor(place, "officer")
    plan = visitor.open("/municipality/plan")
    (link,) = [each for each in plan.links() if "suggested=1" in each]
    seen = visitor.open(link)
    assert "€ 322.000,00" in seen.text and "5.358" in seen.text and "€ 60,10" in seen.text and len(_amounts(seen)) == 27
    assert not _granted(place), "looking keeps nothing"
    assert len(seen.html.xpath("//figure//li/svg")) == 27, "the picture has a bar per school"
    done = visitor.press(seen, ADOPT)
    assert done.status == 200
    granted = _granted(place)
    assert len(granted) == 27 and sum(granted.values(), ZERO) == Decimal("322000.00")
    for number, pupils in enumerate(PUPILS):
        assert abs(granted[f"School {number:02}"] - Decimal(322000) * pupils / 5358) < Decimal("0.01")
    assert Account.objects.get(programme=place.programme, school__isnull=True).granted == ZERO and verify() == []


def test_the_file_has_what_the_page_has_and_how_it_is_computed(place: Town):
    visitor = Visitor(place, "officer")
    page = visitor.open("/municipality/split", suggested="1")
    (file,) = [each for each in page.links() if "format=xlsx" in each]
    answer = visitor.client.get(f"/municipality/split{file}" if file.startswith("?") else file)
    sheet = read(answer.content, "verdeling.xlsx")
    rows = [dict(zip(sheet.header, row, strict=False)) for row in sheet.rows]
    assert len(rows) == 27
    assert sum(Decimal(str(row["Bedrag"])) for row in rows) == Decimal("322000.00")
    for row in rows:
        exact = Decimal(str(row["Naar gewicht te verdelen"])) * Decimal(str(row["Gewogen leerlingen"]))
        exact /= Decimal(str(row["Gewicht van allen die daarin delen"]))
        cut = exact.quantize(Decimal("0.01"), rounding="ROUND_DOWN")
        assert Decimal(str(row["Bedrag"])) == cut + (Decimal("0.01") if row["Restcent"] else 0)


def test_a_part_per_school_and_a_part_per_pupil_to_the_cent(place: Town):
    """Row 7: what is left after € 2,000 for each school goes by pupils; the sum equals the pot."""
    visitor = Visitor(place, "officer")
    rule = {"pot": "322000", "per_school": "2000", "reference_date": COUNTED_ON.isoformat()}
    page = visitor.open("/municipality/split", **rule)
    assert "€ 2.000,00 + € 268.000,00 × 93 ÷ 5.358 = € 6.651,74" in page.text
    visitor.press(page, ADOPT)
    assert sum(_granted(place).values(), ZERO) == Decimal("322000.00")


def test_other_counts_show_the_difference_before_anything_is_fixed(place: Town):
    visitor = Visitor(place, "officer")
    visitor.press(visitor.open("/municipality/split", suggested="1"), ADOPT)
    before = _granted(place)
    school = School.objects.get(municipality=place.municipality, name="School 26")
    organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=146, source="herteld", by=OPERATOR)
    page = visitor.open("/municipality/split", suggested="1")
    assert "−€ 11.679,19" in page.text and _granted(place) == before
    visitor.press(page, ADOPT)
    after = _granted(place)
    assert after["School 26"] < before["School 26"] and sum(after.values(), ZERO) == Decimal("322000.00")
    links = visitor.open("/municipality/split").links()
    old = [each for each in links if "/split/" in each and "leftovers" not in each]
    assert len(old) == 2 and "5.358" in visitor.open(old[1]).text


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/municipality/split?suggested=1", "/municipality/split"])
def test_the_page_costs_as_much_for_300_schools_as_for_27(place: Town, address: str):
    visitor = Visitor(place, "officer")
    visitor.press(visitor.open("/municipality/split", suggested="1"), ADOPT)
    few = visitor.statements(lambda: visitor.open(address))
    for number in range(27, 300):
        _school(place.municipality, number, number)
    visitor.press(visitor.open("/municipality/split", suggested="1"), ADOPT)
    assert visitor.statements(lambda: visitor.open(address)) == few
