"""The budget plan in pages: grants, a version that adds up, money that moves, and the consent that it waits for."""

from __future__ import annotations

from portal.budgets.models import Account
from portal.funding.models import BudgetPlan, Grant, PlanMove
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned

GRANT = {
    "regulation": "LOKAAL", "amount": "20.000", "spend_until": "2027-07-31", "count": "10", "first": "2026-10-01",
    "first_holds": "2",
}  # fmt: skip


def test_from_a_grant_to_an_adopted_plan(town: Town):
    officer = Visitor(town, "officer")
    page = officer.press(officer.open("/municipality/grants/new"), "Leg deze uitkering vast", **GRANT)
    grant = Grant.objects.get()
    assert page.path == f"/municipality/grants/{grant.pk}" and "oktober 2026" in page.text
    booked = officer.press(page, "Boek als ontvangen", on="2026-10-20")
    assert "€ 4.000,00" in booked.text

    new = officer.open("/municipality/plan/new")
    line = {"line-0-name": "Keuzebudget", "line-0-kind": "choice", "line-0-amount": "13.000"}
    short = officer.press(new, "Bewaar deze versie", **line)
    assert "€ 7.000,00 van de uitkering LOKAAL heeft nog geen post" in short.text
    refused = officer.press(short, "Stel deze versie vast")
    assert refused.status == 409 and not BudgetPlan.objects.filter(status="adopted").exists()

    rest = {"line-1-name": "Vast aanbod", "line-1-kind": "fixed_offers", "line-1-amount": "7.000"}
    whole = officer.press(officer.open("/municipality/plan/new"), "Bewaar deze versie", **(line | rest))
    assert "klopt tot op de cent" in whole.text and "versie 2" in whole.text
    adopted = officer.press(whole, "Stel deze versie vast")
    assert "geldt nu" in adopted.text and str(Account.objects.get(line="vast-aanbod").granted) == "7000.00"


def test_a_wrong_row_is_named_and_nothing_is_lost(town: Town):
    planned.grant(town)
    officer = Visitor(town, "officer")
    wrong = {"line-0-name": "Feest", "line-0-kind": "other", "line-0-amount": "veel"}
    page = officer.press(officer.open("/municipality/plan/new"), "Bewaar deze versie", **wrong)
    assert page.status == 400 and "“veel”" in page.text and "Feest" in page.html.xpath("//input/@value")
    twice = {f"line-{at}-{name}": value for at in (0, 1) for name, value in (
        ("name", "Keuze"), ("kind", "choice"), ("amount", "1"))}  # fmt: skip
    double = officer.press(officer.open("/municipality/plan/new"), "Bewaar deze versie", **twice)
    assert double.status == 400 and "Er is al een post voor het keuzebudget" in double.text


def test_money_moves_and_a_second_person_confirms(town: Town):
    made = planned.plan(town)
    officer, finance = Visitor(town, "officer"), Visitor(town, "finance")
    lines = {line.kind: str(line.pk) for line in made.lines.all()}
    asked = {"origin": lines["reserve"], "target": lines["fixed_offers"], "amount": "1.500", "reason": "Meer vraag"}
    page = officer.press(officer.open("/municipality/plan"), "Verschuif dit geld", **asked)
    assert "wacht op een tweede persoon" in page.text and "Bevestig deze verschuiving" not in page.buttons()
    done = finance.press(finance.open("/municipality/plan"), "Bevestig deze verschuiving")
    assert PlanMove.objects.get().status == "effected" and "€ 6.500,00" in done.text
    too_much = officer.press(officer.open("/municipality/plan"), "Verschuif dit geld", **(asked | {"amount": "900"}))
    assert too_much.status == 409 and "is nog € 500,00 over" in too_much.text


def test_a_controller_only_reads(town: Town):
    planned.plan(town)
    controller = Visitor(town, "controller")
    assert controller.open("/municipality/plan").buttons() == []
    assert controller.client.get("/municipality/plan/new").status_code == 403


def test_the_page_costs_the_same_for_one_version_and_for_three(town: Town):
    paid_by = planned.grant(town)
    planned.plan(town, paid_by=paid_by)
    officer = Visitor(town, "officer")
    one = officer.statements(lambda: officer.open("/municipality/plan"))
    for _version in range(2):
        planned.plan(town, paid_by=paid_by)
    assert officer.statements(lambda: officer.open("/municipality/plan")) == one
