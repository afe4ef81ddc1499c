"""What early-years education is reckoned with: per year, with a source, and never a constant (DOMAIN § 7 row 41).

960 hours for a target toddler, ten hours of a policy officer per target toddler since 2022, a cost price of € 9.33 an
hour in 2021, and 60 % of the municipalities with an asylum centre that have an offer.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.programmes.models import LegalFact
from catalogue.programmes.queries import number
from tests.api.client import Api, problem
from tests.cast import Town
from tests.frontend.visitor import Visitor


def test_the_hours_of_a_policy_officer_are_due_since_2022(town: Town):
    toddlers = 24
    assert number("ve.coach.hours_per_toddler", date(2022, 1, 1)) * toddlers == 240
    with pytest.raises(LookupError):
        number("ve.coach.hours_per_toddler", date(2021, 12, 31))


def test_a_place_costs_its_hours_times_the_price_of_its_year(town: Town):
    day = date(2021, 9, 21)
    assert number("ve.hours", day) * number("ve.toddler_place.cost_per_hour", day) == Decimal("8956.80")
    with pytest.raises(LookupError):
        number("ve.toddler_place.cost_per_hour", date(2022, 1, 1))


def test_a_price_of_a_later_year_is_a_line_and_no_new_program(town: Town):
    LegalFact.objects.create(
        code="ve.toddler_place.cost_per_hour", value="9.75", unit="euro", valid_from=date(2022, 1, 1), source="College"
    )
    assert number("ve.toddler_place.cost_per_hour", date(2022, 6, 1)) == Decimal("9.75")
    assert number("ve.toddler_place.cost_per_hour", date(2021, 6, 1)) == Decimal("9.33")


def test_programs_read_them_with_their_source(town: Town):
    wanted = {"on": "2021-09-21", "code": ["ve.hours", "asylum.municipalities_with_offer"]}
    found = Api().get("facts", wanted).json()["results"]
    assert [(each["code"], each["value"], each["unit"]) for each in found] == [
        ("asylum.municipalities_with_offer", "60", "percent"), ("ve.hours", "960", "hours"),
    ]  # fmt: skip
    assert all(each["source"] for each in found)
    assert Api().get("facts", {"on": "2021-12-31", "code": "ve.coach.hours_per_toddler"}).json()["count"] == 0
    problem(Api().get("facts", {"on": "gisteren"}), 400)


def test_an_officer_reads_them_for_a_day(town: Town):
    officer = Visitor(town, "officer")
    then = officer.open("/municipality/facts", on="2021-09-21")
    (price,) = [row for row in then.all("//tbody/tr") if "peuteropvang" in row]
    assert (
        "€ 9,33" in price and "tot en met" in price and "verslag kring Flevoland" in price.replace("Verslag", "verslag")
    )
    assert any("960 uur" in row for row in then.all("//tbody/tr"))
    now = officer.open("/municipality/facts")
    assert not any("€ 9,33" in row for row in now.all("//tbody/tr"))
    assert any("pbm'er" in row and "10 uur" in row for row in now.all("//tbody/tr"))
    assert officer.open("/municipality/facts", on="gisteren").status == 400
    assert "Op deze dag gold er niets" in officer.open("/municipality/facts", on="1900-01-01").text
