"""Money of several sources side by side: per theme over all of them (DOMAIN § 7 row 40); who pays with us (row 12)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from catalogue.programmes import actions as programmes
from catalogue.sheets import read
from portal.accountability.funds import GRANT, NONE, OTHER, funds_of
from portal.accountability.queries import sisa_table
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import CoFinancing
from tests import cast
from tests.api.client import Api
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability.paying import delivered_and_paid
from tests.portal.funding import two_funds

YEAR = timezone.localdate().year


def _two_themes(town: Town) -> None:
    """Youth workers with money of their own from NPO; a choice budget from OAB and NPO; the board pays with us."""
    _oab, npo, _plan = two_funds.start(town)
    town.care = programmes.add_theme(town.programme, name="Jeugdondersteuners", position=2, by=OPERATOR)
    officer, before = town.actor("officer"), town.programme.plans.get(status="adopted")
    choice = before.lines.get(kind="choice")
    sources = [{"grant": source.grant, "amount": source.amount} for source in choice.sources.all()]
    lines = [
        {"name": choice.name, "code": choice.code, "kind": "choice", "amount": choice.amount, "sources": sources},
        {"name": "Jeugdondersteuners", "kind": "staff", "amount": Decimal("1000.00"), "grant": npo,
         "theme": town.care},
        {"name": "Onvoorzien", "kind": "reserve", "amount": Decimal(0), "grant": npo},
    ]  # fmt: skip
    funding.adopt_plan(funding.draft_plan(town.programme, lines=lines, by=officer), by=officer)
    for year, amount in ((2026, "100.00"), (2027, "700.00")):
        funding.co_finance(
            town.programme, line="jeugdondersteuners", party="Stichting De Weide", year=year, amount=Decimal(amount),
            by=officer,
        )  # fmt: skip


def _rows(town: Town) -> dict[tuple[str, str], tuple[str, str, str]]:
    return {
        (row.theme.name if row.theme else "", row.source): (str(row.planned), str(row.committed), str(row.spent))
        for row in funds_of(town.programme).rows
    }


def test_the_report_shows_each_theme_over_all_sources(town: Town):
    _two_themes(town)
    delivered_and_paid(town, cast.booking(town, cast.offer(town, goal="taal"), status="accepted", units=3))
    cast.booking(town, cast.offer(town, goal="a"), units=1)
    assert _rows(town) == {
        ("Inhalen", "OAB"): ("0.00", "0.00", "300.00"),
        ("Inhalen", "NPO"): ("0.00", "125.00", "75.00"),
        ("Jeugdondersteuners", "NPO"): ("1000.00", "0.00", "0.00"),
        ("Jeugdondersteuners", "Stichting De Weide"): ("800.00", "0.00", "0.00"),
        ("", "OAB"): ("300.00", "0.00", "0.00"),
        ("", "NPO"): ("2700.00", "0.00", "0.00"),
    }
    own = funds_of(town.programme).total(GRANT, NONE)
    assert (str(own.planned), str(own.committed), str(own.spent)) == ("4000.00", "125.00", "375.00")


def test_the_share_of_who_pays_with_us_stands_beside_the_own_money_per_year(town: Town):
    """The programme has 5 months in 2026 and 7 in 2027: € 416.67 and € 583.33 of the own € 1,000."""
    _two_themes(town)
    years = [(each.year, str(each.own), str(each.others), str(each.percent)) for each in funds_of(town.programme).years]
    assert years == [(2026, "416.67", "100.00", "19.35"), (2027, "583.33", "700.00", "54.55")]


def test_what_others_pay_is_on_no_account_and_not_in_sisa(town: Town):
    two_funds.start(town)
    before = sisa_table(town.municipality, YEAR)
    _pays(town, "500.00")
    assert sisa_table(town.municipality, YEAR) == before and verify() == []
    assert funds_of(town.programme).total(OTHER).planned == Decimal("500.00")


def test_on_the_page_and_as_a_file(town: Town):
    two_funds.start(town)
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/funds")
    assert "Nog niemand betaalt met de gemeente mee" in page.text
    asked = {"line": "keuzebudget", "party": "Stichting De Weide", "year": "2027", "amount": "1.000"}
    done = officer.press(page, "Leg dit vast", **asked)
    assert "Stichting De Weide: € 1.000,00" in done.text and "36,36%" in done.text
    again = officer.press(done, "Leg dit vast", **asked)
    assert again.status == 400 and "staat al bij deze post" in again.text
    file = officer.open("/municipality/funds?format=xlsx&years").response.content
    assert next(iter(read(file, "aandelen.xlsx").rows))[1:] == ["2027", "1750", "Stichting De Weide", "1000", "36.36"]
    gone = officer.press(done, "Haal weg")
    assert "Nog niemand betaalt" in gone.text and not CoFinancing.objects.exists()
    assert "Leg dit vast" not in Visitor(town, "controller").open("/municipality/funds").text


def test_through_the_api(town: Town):
    two_funds.start(town)
    officer = Api(town, "officer")
    given = {"line": "keuzebudget", "party": "GALA", "year": 2027, "amount": "250.00"}
    made = officer.post("co-financings", {"programme": str(town.programme.pk)} | given).json()
    report = Api(town, "finance").get("reports/funding", {"programme": str(town.programme.pk)}).json()
    assert [(row["source"], row["kind"], row["planned"]) for row in report["rows"]] == [
        ("OAB", "grant", "300.00"), ("NPO", "grant", "3700.00"), ("GALA", "co_financing", "250.00"),
    ]  # fmt: skip
    [year] = report["coFinancing"]
    assert (year["line"], year["own"], year["percent"]) == ("keuzebudget", "1750.00", "12.50")
    assert officer.delete(f"co-financings/{made['id']}").status_code == 204


def test_a_line_that_is_not_there_and_a_year_of_another_age_are_named(town: Town):
    two_funds.start(town)
    faults = (({"line": "elders"}, "#/line"), ({"year": 1999}, "#/year"), ({"amount": "0.00"}, "#/amount"))
    for wrong, location in faults:
        with pytest.raises(Invalid) as invalid:
            _pays(town, **wrong)
        assert [fault.location for fault in invalid.value.faults] == [location]
    with pytest.raises(Forbidden):
        _pays(town, who="finance")


def _pays(town: Town, amount: str = "5.00", *, who: str = "officer", **said: object) -> CoFinancing:
    given = {"line": "keuzebudget", "party": "De Weide", "year": 2027} | said
    return funding.co_finance(town.programme, amount=Decimal(amount), by=town.actor(who), **given)
