"""The plan against itself: what its text says, what is under its lines, and when that is planned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Invalid
from portal.funding import actions as funding
from portal.funding.basis import Basis
from portal.funding.models import BudgetPlan, Measure
from portal.funding.queries import bottom_up, compared, findings
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned

HOURS = Basis("hour", Decimal(2), "week", sites=15, weeks=40, years=1)
TWO_YEARS = {"starts_on": date(2026, 8, 1), "ends_on": date(2028, 7, 31)}


def _plan(town: Town, *, amount: str = "60000.00", basis: Basis | None = HOURS, **period: Any) -> BudgetPlan:
    """One line for the theme of care, of which the text says how it was computed."""
    paid_by = planned.grant(town, amount, spend_until=date(2028, 7, 31))
    line = {"name": "Inloop", "kind": "fixed_offers", "theme": town.care, "amount": Decimal(amount), "grant": paid_by}
    line["basis"] = basis.kept if basis else {}
    return funding.draft_plan(town.programme, lines=[line], by=town.actor("officer"), **period)


def _measure(town: Town, **said: Any) -> Measure:
    return planned.measure(town, **said)


def _found(plan: BudgetPlan) -> dict[str, str]:
    return {each.code: each.detail.replace("\N{NO-BREAK SPACE}", " ") for each in findings(plan)}


def test_hours_a_month_against_hours_a_week(town: Town):
    _measure(town)
    found = _found(_plan(town, **TWO_YEARS))
    assert set(found) == {"basis_quantity", "basis_rate", "basis_period", "bottom_up_above_line"}
    for words in ("1.200 uur", "2 uur per week × 15 locaties × 40 weken", "360 uur", "2 uur per maand × 15 locaties"):
        assert words in found["basis_quantity"]
    assert "€ 50,00 per uur" in found["basis_rate"] and "€ 83,33" in found["basis_rate"]
    assert "1 jaar" in found["basis_period"] and "2 jaar" in found["basis_period"]
    assert "€ 62.400,00" in found["bottom_up_above_line"] and "€ 2.400,00 meer" in found["bottom_up_above_line"]


def test_what_agrees_is_not_flagged(town: Town):
    _measure(town, units_per_school_per_month=None, units_per_year=Decimal(1200), cost=Decimal(30000), per="year")
    basis = Basis("hour", Decimal(2), "week", sites=15, weeks=40, years=2, rate=Decimal("25.00"))
    assert _found(_plan(town, basis=basis, **TWO_YEARS)) == {}
    other = Basis("hour", Decimal(2), "week", sites=15, weeks=40, years=2, rate=Decimal("50.00"))
    found = _found(_plan(town, basis=other, **TWO_YEARS))
    assert set(found) == {"basis_amount"} and "€ 120.000,00" in found["basis_amount"]


def test_nothing_of_it_stops_the_adoption(town: Town):
    _measure(town, lead="", start="", cost=None, per="")
    plan = planned.plan(town, adopted=False)
    codes = {each.code for each in findings(plan)}
    assert codes == {"measure_without_lead", "measure_without_planning", "measure_without_cost", "measure_without_line"}
    assert funding.adopt_plan(plan, by=town.actor("officer")).status == "adopted"


def test_what_may_cost_more_than_the_line_is_flagged_and_what_fits_is_not(town: Town):
    measure = _measure(town, unit="", per="year", cost=Decimal(40000), cost_min=Decimal(30000))
    found = _found(_plan(town, basis=None, **TWO_YEARS))
    assert set(found) == {"bottom_up_above_line"} and "kan € 80.000,00 kosten" in found["bottom_up_above_line"]
    funding.change_measure(measure, by=town.actor("officer"), cost=Decimal(30000))
    assert _found(_plan(town, basis=None, **TWO_YEARS)) == {}


def test_a_measure_outside_the_plan_or_after_the_last_day_of_its_grant(town: Town):
    measure = _measure(town, unit="", cost=Decimal(1), start="2026-Q2", ready="2028-Q4")
    found = _found(_plan(town, basis=None, **TWO_YEARS))
    assert set(found) == {"measure_outside_period", "measure_after_spend_until"}
    assert (
        "kwartaal 2 van 2026" in found["measure_outside_period"] and "31-07-2028" in found["measure_after_spend_until"]
    )
    inside = [{"phase": "full", "from": "2026-Q4", "until": "2027-Q3"}]
    lasting = [{"phase": "lasting", "from": "2027-Q4", "until": "2030-Q4"}]
    funding.change_measure(measure, by=town.actor("officer"), start="", ready="", planning=inside + lasting)
    assert _found(_plan(town, basis=None, **TWO_YEARS)) == {}, "what lasts is paid by other money"


def test_a_stopped_measure_does_not_count(town: Town):
    funding.enter_phase(_measure(town), "stopped", by=town.actor("officer"), reason="Te duur")
    plan = _plan(town, basis=None, **TWO_YEARS)
    assert not bottom_up(plan).lines[0].total and _found(plan) == {}


def test_fixed_offers_cost_what_every_school_may_have(town: Town):
    """Four groups per school term at € 10 for two primary schools, three terms: € 240; they are paid by their theme."""
    cast.fixed_offer(town, themes=[town.care.pk])
    cast.fixed_offer(town, themes=[town.care.pk], entitlement_per_pupils=100, price=Decimal("1.00"))
    (line,) = bottom_up(_plan(town, basis=None)).lines
    assert line.of_offers == Decimal("240.00") + Decimal("36.00"), "De Kring twice for 200 pupils, De Linde once"
    assert str(line.total.least) == "0.00", "nobody knows yet what the schools use"
    assert line.difference == Decimal("60000.00") - Decimal("276.00")


def test_a_measure_names_the_line_that_pays_it(town: Town):
    measure = _measure(town, unit="", theme=town.talent, line="inloop")
    plan = _plan(town, basis=None, **TWO_YEARS)
    result = bottom_up(plan)
    assert result.lines[0].measures == (measure,) and result.unpaid == []
    assert [(each.theme, str(each.planned), str(each.total.most)) for each in result.themes] == [
        (town.talent, "0.00", "62400.00"), (town.care, "60000.00", "0.00")]  # fmt: skip


@pytest.mark.parametrize(
    "basis",
    [
        {"unit": "hour", "units": "2", "per": "day"},
        {"unit": "hour", "units": "0", "per": "year"},
        {"unit": "", "units": "1", "per": "year"},
        {"unit": "hour", "units": "2", "per": "week"},
        {"unit": "hour", "units": "veel", "per": "year"},
        {"units": "1"},
        {"unit": "hour", "units": "1", "per": "year", "years": 0},
        {"unit": "hour", "units": "1", "per": "year", "sites": 0},
        {"unit": "hour", "units": "1", "per": "year", "rate": "-1"},
        {"unit": "hour", "units": "1", "per": "year", "colour": "red"},
    ],
)
def test_a_basis_that_says_too_little_is_named(town: Town, basis: dict[str, Any]):
    line = planned.lines(planned.grant(town), ("Inloop", "reserve", "1.00"), basis=basis)
    with pytest.raises(Invalid) as invalid:
        funding.draft_plan(town.programme, lines=line, by=town.actor("officer"))
    assert {fault.location for fault in invalid.value.faults} == {"#/lines/0/basis"}


def test_a_plan_that_ends_before_it_begins_is_refused(town: Town):
    with pytest.raises(Invalid) as invalid:
        _plan(town, starts_on=date(2028, 1, 1), ends_on=date(2027, 1, 1))
    assert invalid.value.faults[0].location == "#/endsOn"


def test_two_versions_side_by_side(town: Town):
    paid_by, officer = planned.grant(town), town.actor("officer")
    first = planned.plan(town, paid_by=paid_by)
    rows = [("Vast aanbod", "fixed_offers", "6500.00"), planned.LINES[1], ("Feest", "communication", "500.00")]
    lines = planned.lines(paid_by, *rows)
    second = funding.draft_plan(town.programme, lines=lines, by=officer, reason="Meer vraag naar vast aanbod")
    found = compared(first, second)
    assert [(pair.code, str(pair.difference)) for pair in found.pairs] == [
        ("fixed", "1500.00"), ("keuzebudget", "0.00"), ("feest", "500.00"), ("onvoorzien", "-2000.00")]  # fmt: skip
    assert [str(total) for total in found.totals] == ["20000.00", "20000.00", "0.00"]
    assert [each.event for each in found.before_signed] == ["budget_plan.draft", "budget_plan.adopted"]
    (written,) = found.after_signed
    assert written.because == "Meer vraag naar vast aanbod" and written.by
