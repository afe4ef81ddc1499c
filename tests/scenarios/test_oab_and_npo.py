"""Weert: what OAB may not pay but fits NPO is paid by NPO; the plan of OAB has NPO beside it (DOMAIN § 7 row 13)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from portal.accountability.attribution import parts_of, spent_of
from portal.accountability.queries import sisa_table
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims.models import Claim
from portal.claims.queries import total_of
from portal.funding import actions as funding
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability.paying import delivered_and_paid
from tests.portal.funding import two_funds
from tests.portal.funding.planned import grant

YEAR = timezone.localdate().year


def _codes(town: Town) -> dict[tuple[str, str], str]:
    return {(row.sisa_code, row.goal): str(row.year) for row in sisa_table(town.municipality, YEAR).rows if row.year}


def test_every_euro_stands_in_one_code_and_oab_is_used_first(town: Town):
    oab, npo, _plan = two_funds.start(town)
    language = cast.offer(town, goal="taal", title="Taalklas")
    interpreted = cast.offer(town, goal="a", title="Ouderavond met tolk", cases=["interpreter"])

    # OAB pays the language class: it comes first, and it may.
    delivered_and_paid(town, cast.booking(town, language, status="accepted", units=2))
    assert _codes(town) == {("D8", "taal"): "250.00"}

    # For an interpreter OAB would have to ask the accountant; NPO may pay it. OAB still has € 50, and keeps it.
    delivered_and_paid(town, cast.booking(town, interpreted, status="accepted", units=1))
    assert _codes(town) == {("D8", "taal"): "250.00", ("D14", "a"): "125.00"}

    # The next class is paid with the last € 50 of OAB and € 75 of NPO: one booking, one claim, two codes.
    delivered_and_paid(town, cast.booking(town, language, status="accepted", units=1))
    assert _codes(town) == {("D8", "taal"): "300.00", ("D14", "a"): "200.00"}

    spent, ledger = spent_of([oab, npo]), Account.objects.aggregate(total=Sum("spent"))["total"]
    assert spent == {oab.pk: Decimal("300.00"), npo.pk: Decimal("200.00")}
    assert sum(spent.values()) == ledger == total_of(Claim.objects.filter(status="settled")) == Decimal("500.00")
    assert sisa_table(town.municipality, YEAR).total == ledger and verify() == []


def test_each_figure_opens_only_its_own_part_of_a_claim(town: Town):
    two_funds.start(town)
    delivered_and_paid(town, cast.booking(town, cast.offer(town, goal="taal"), status="accepted", units=3))
    finance, path = Api(town, "finance"), f"sisa-tables/{YEAR}/evidence"
    shown = {}
    for regulation, goal in (("OAB", "taal"), ("NPO", "a")):
        rows = finance.get(path, {"regulation": regulation, "goal": goal}).json()["results"]
        shown[regulation] = [(row["school"]["name"], row["amount"]) for row in rows]
    assert shown == {"OAB": [("De Kring", "300.00")], "NPO": [("De Kring", "75.00")]}


def test_what_was_paid_first_keeps_its_code_whatever_comes_after(town: Town):
    two_funds.start(town)
    language = cast.offer(town, goal="taal")
    delivered_and_paid(town, cast.booking(town, language, status="accepted", units=2))
    before = _codes(town)
    cast.approved(town, cast.claim(town, cast.booking(town, language, status="accepted", units=2)))
    cast.booking(town, language, units=2)
    assert _codes(town) == before
    found = parts_of(town.municipality, reserved=True)
    stages = {(part.spending.stage, part.grant.regulation.code): part.amount for part in found
              if part.grant}  # fmt: skip
    assert stages == {
        ("paid", "OAB"): Decimal("250.00"), ("approved", "OAB"): Decimal("50.00"),
        ("approved", "NPO"): Decimal("200.00"), ("reserved", "NPO"): Decimal("250.00"),
    }  # fmt: skip


def test_a_plan_with_two_grants_on_a_line_through_the_api(town: Town):
    """One administrative decision: the plan of OAB extended with NPO."""
    officer = Api(town, "officer")
    two_funds.start(town)
    grants = {
        each["regulation"]: each["id"]
        for each in officer.get("grants").json()["results"]
    }  # fmt: skip
    sources = [{"grant": grants["NPO"], "amount": "3700.00"}, {"grant": grants["OAB"], "amount": "300.00"}]
    line = {"name": "Taal", "kind": "other", "amount": "4000.00", "sources": sources}
    made = officer.post("budget-plans", {"programme": str(town.programme.pk), "lines": [line]}).json()
    assert (made["difference"], made["findings"]) == ("0.00", [])
    shown = made["lines"][0]
    assert shown["grant"] == grants["OAB"] and shown["sources"] == [sources[1], sources[0]]
    short = line | {"amount": "4000.01"}
    answer = officer.post("budget-plans", {"programme": str(town.programme.pk), "lines": [short]})
    assert [each["location"] for each in answer.json()["errors"]] == ["#/lines/0/sources"]
    nobody = {name: value for name, value in line.items() if name != "sources"}
    answer = officer.post("budget-plans", {"programme": str(town.programme.pk), "lines": [nobody]})
    assert [each["location"] for each in answer.json()["errors"]] == ["#/lines/0/grant"]


def test_money_that_no_grant_of_the_line_may_pay_is_shown_as_such(town: Town):
    """A later plan gives the choice line to OAB alone, which may not pay an interpreter without asking."""
    oab, npo, _plan = two_funds.start(town)
    delivered_and_paid(town, cast.booking(town, cast.offer(town, goal="a", cases=["interpreter"]), status="accepted"))
    more = grant(town, "2700.00", regulation="OAB")
    sources = [{"grant": oab, "amount": Decimal("300.00")}, {"grant": more, "amount": Decimal("2700.00")}]
    lines = [
        {"name": "Keuzebudget", "kind": "choice", "amount": Decimal("3000.00"), "sources": sources},
        {"name": "Onvoorzien", "kind": "reserve", "amount": Decimal("3700.00"), "grant": npo},
    ]
    officer = town.actor("officer")
    funding.adopt_plan(funding.draft_plan(town.programme, lines=lines, by=officer), by=officer)
    assert _codes(town) == {("", ""): "250.00"} and spent_of([oab, npo, more]) == {}
    page = Visitor(town, "finance").open(f"/municipality/sisa/{YEAR}")
    assert "Door geen uitkering van het plan betaald" in page.text and "€ 250,00" in page.text
