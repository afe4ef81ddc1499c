"""A line may be paid by several grants: in the order of the programme's regulations, and no euro changes grants."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Invalid, Refused
from catalogue.programmes.models import ProgrammeRegulation, Regulation
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan, Grant, PlanLine
from portal.funding.queries import balances, findings
from tests.cast import Town
from tests.portal.funding.planned import grant, lines


@pytest.fixture
def oab(town: Town) -> Grant:
    """€ 4,000; the programme uses this regulation before local money."""
    regulation = Regulation.objects.get(code="OAB")
    ProgrammeRegulation.objects.filter(programme=town.programme).update(position=2)
    ProgrammeRegulation.objects.create(programme=town.programme, regulation=regulation, position=1)
    return grant(town, "4000.00", regulation="OAB")


@pytest.fixture
def own(town: Town) -> Grant:
    """€ 16,000 of local money."""
    return grant(town, "16000.00")


def _plan(town: Town, own: Grant, oab: Grant, *, of_oab: str = "3000.00") -> BudgetPlan:
    """Fixed offers of € 5,000 and a reserve of € 2,000, both paid from both grants; local money named first."""
    fixed, choice, reserve = lines(own)
    rest = Decimal("4000.00") - Decimal(of_oab)
    fixed["sources"] = _sources(own, Decimal("5000.00") - Decimal(of_oab), oab, Decimal(of_oab))
    reserve["sources"] = _sources(own, Decimal("2000.00") - rest, oab, rest)
    return funding.draft_plan(town.programme, lines=[fixed, choice, reserve], by=town.actor("officer"))


def _sources(*pairs: Any) -> list[dict[str, Any]]:
    return [{"grant": grant_, "amount": amount} for grant_, amount in zip(pairs[::2], pairs[1::2], strict=True)]


def _held(made: BudgetPlan) -> dict[str, list[tuple[str, str]]]:
    return {
        line.code: [(source.grant.regulation.code, str(source.amount)) for source in line.sources.all()]
        for line in PlanLine.objects.filter(plan=made)
    }


def test_the_order_of_use_is_that_of_the_programme(town: Town, own: Grant, oab: Grant):
    made = _plan(town, own, oab)
    assert _held(made) == {
        "fixed": [("OAB", "3000.00"), ("LOKAAL", "2000.00")],
        "keuzebudget": [("LOKAAL", "13000.00")],
        "onvoorzien": [("OAB", "1000.00"), ("LOKAAL", "1000.00")],
    }
    assert made.lines.get(code="fixed").grant == oab
    assert {each.grant.pk: each.difference for each in balances(made)} == {own.pk: 0, oab.pk: 0}
    assert findings(made) == [] and funding.adopt_plan(made, by=town.actor("officer")).status == "adopted"


def test_of_two_grants_of_one_regulation_the_one_that_ends_first_is_used_first(town: Town, own: Grant):
    sooner = grant(town, "100.00", spend_until=date(2026, 12, 31))
    row = lines(own, ("Vast aanbod", "fixed_offers", "200.00"))[0]
    row["sources"] = _sources(own, Decimal(100), sooner, Decimal(100))
    made = funding.draft_plan(town.programme, lines=[row], by=town.actor("officer"))
    assert [source.grant_id for source in made.lines.get().sources.all()] == [sooner.pk, own.pk]


def test_every_grant_is_balanced_by_itself(town: Town, own: Grant, oab: Grant):
    """The sum is right, and still a euro of the one grant stands where the other should pay."""
    fixed, choice, reserve = lines(own)
    fixed["sources"] = _sources(oab, Decimal("3999.00"), own, Decimal("1001.00"))
    made = funding.draft_plan(town.programme, lines=[fixed, choice, reserve], by=town.actor("officer"))
    assert sorted(str(each.difference) for each in balances(made)) == ["-1.00", "1.00"]
    with pytest.raises(Refused) as refused:
        funding.adopt_plan(made, by=town.actor("officer"))
    assert refused.value.code == "plan_unbalanced"


@pytest.mark.parametrize(
    ("amounts", "twice", "location"),
    [(("3000.00", "1999.99"), False, "#/lines/0/sources"), (("3000.00", "2000.00"), True, "#/lines/0/sources/1/grant"),
     (("-1.00", "5001.00"), False, "#/lines/0/sources/0/amount")],
)  # fmt: skip
def test_sources_that_cannot_be(
    town: Town, own: Grant, oab: Grant, amounts: tuple[str, str], twice: bool, location: str
):
    row = lines(own)[0]
    row["sources"] = _sources(oab, Decimal(amounts[0]), oab if twice else own, Decimal(amounts[1]))
    row["grant"] = oab
    with pytest.raises(Invalid) as invalid:
        funding.draft_plan(town.programme, lines=[row], by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == [location]


def test_a_move_takes_from_the_grant_that_is_used_last(town: Town, own: Grant, oab: Grant):
    made = funding.adopt_plan(_plan(town, own, oab), by=town.actor("officer"))
    moved = funding.propose_move(
        made, origin=made.lines.get(code="onvoorzien"), target=made.lines.get(code="fixed"), amount=Decimal("1200.00"),
        reason="Meer vraag", by=town.actor("officer"),
    )  # fmt: skip
    funding.confirm_move(moved, by=town.actor("finance"))
    assert _held(made)["onvoorzien"] == [("OAB", "800.00"), ("LOKAAL", "0.00")]
    assert _held(made)["fixed"] == [("OAB", "3200.00"), ("LOKAAL", "3000.00")]
    assert {each.difference for each in balances(made)} == {0} and verify() == []


def test_a_move_takes_no_euro_of_a_grant_that_the_other_line_does_not_have(town: Town, own: Grant, oab: Grant):
    """Of the reserve € 1,000 is local money; the choice line has no other."""
    made = funding.adopt_plan(_plan(town, own, oab), by=town.actor("officer"))
    asked = {"origin": made.lines.get(code="onvoorzien"), "target": made.lines.get(kind="choice"), "reason": "Meer"}
    with pytest.raises(Refused) as refused:
        funding.confirm_move(
            funding.propose_move(made, amount=Decimal("1000.01"), by=town.actor("officer"), **asked),
            by=town.actor("finance"),
        )
    assert refused.value.code == "budget_exhausted" and "1.000,00" in refused.value.sentence
    funding.propose_move(made, amount=Decimal("1000.00"), by=town.actor("officer"), **asked)
    assert _held(made)["keuzebudget"] == [("LOKAAL", "14000.00")]
    assert _held(made)["onvoorzien"] == [("OAB", "1000.00"), ("LOKAAL", "0.00")]
