"""Measures: who leads them, when, in which phase, what they cost; and every change of them is kept."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from portal.funding import actions as funding
from portal.funding.models import Measure
from portal.funding.queries import changes_of, cost_of, measures_visible_to, once_of, per_year_of
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned


def _measure(town: Town, **said: Any) -> Measure:
    given = {"name": "Weerbaarheidstraining", "theme": town.care, "lead": "welzijn", "start": "2026-Q4"} | said
    return funding.add_measure(town.programme, by=town.actor("officer"), **given)


@pytest.mark.parametrize(
    ("said", "two_years", "per_year"),
    [
        ({"cost": "1000.00", "per": "once"}, ("1000.00", "1000.00"), "0.00"),
        ({"cost": "3000.00", "per": "year", "units_per_year": 2}, ("6000.00", "6000.00"), "3000.00"),
        ({"cost": "2600.00", "per": "month"}, ("62400.00", "62400.00"), "31200.00"),
        ({"unit_cost": "5000.00", "units_per_year": 2}, ("20000.00", "20000.00"), "10000.00"),
        ({"unit_cost": "12.50", "units_per_school_per_month": "1.5", "schools": 10}, ("4500.00",) * 2, "2250.00"),
        (
            {"cost": "45000.00", "per": "year", "cost_min": "40000.00", "other_cost_per_year": "5000.00"},
            ("90000.00", "100000.00"),
            "50000.00",
        ),
        ({}, ("0.00", "0.00"), "0.00"),
    ],
)
def test_what_a_measure_costs_in_two_years(town: Town, said: dict[str, Any], two_years: tuple[str, str], per_year: str):
    amounts = {"cost", "cost_min", "other_cost_per_year", "unit_cost", "units_per_school_per_month"}
    measure = _measure(town, **{name: Decimal(value) if name in amounts else value for name, value in said.items()})
    total = cost_of(measure, 24)
    assert (str(total.least), str(total.most)) == two_years
    assert str(per_year_of(measure).most) == per_year


def test_half_a_year_is_half_of_what_a_year_costs_rounded_once(town: Town):
    assert cost_of(_measure(town, cost=Decimal("100.01"), per="year"), 6).most == Decimal("50.01")


def test_from_a_trial_to_what_lasts_step_by_step(town: Town):
    officer, measure = town.actor("officer"), planned.with_result(town, _measure(town))
    for phase in ("trial", "full", "lasting"):
        funding.enter_phase(measure, phase, by=officer, reason=f"College: {phase}")
    assert measure.status == "lasting"
    told = [(each.event, each.because) for each in changes_of(measure)]
    assert told == [
        ("measure.prepare", ""), ("measure.result_indicators", ""),
        ("measure.trial", "College: trial"), ("measure.full", "College: full"),
        ("measure.lasting", "College: lasting"),
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        funding.enter_phase(measure, "trial", by=officer)
    assert refused.value.code == "wrong_state"


def test_what_stops_says_why_and_costs_nothing_any_more(town: Town):
    officer, measure = town.actor("officer"), _measure(town)
    with pytest.raises(Invalid) as invalid:
        funding.enter_phase(measure, "stopped", by=officer, reason=" ")
    assert invalid.value.faults[0].location == "#/reason"
    funding.enter_phase(measure, "stopped", by=officer, reason="Te weinig vraag")
    assert measure.status == "stopped" and changes_of(measure)[-1].because == "Te weinig vraag"


def test_a_change_keeps_what_it_was(town: Town):
    officer, measure = town.actor("officer"), _measure(town)
    funding.change_measure(measure, by=officer, because="Later begonnen", start="2027-Q1", theme=town.talent)
    kept = changes_of(Measure.objects.get(pk=measure.pk))[-1]
    assert kept.because == "Later begonnen" and kept.by.startswith("officer")
    assert {name: (before, after) for name, before, after in kept.fields} == {
        "start": ("2026-Q4", "2027-Q1"), "theme": (town.care.name, town.talent.name)}  # fmt: skip
    version = measure.version
    assert funding.change_measure(measure, by=officer, start="2027-Q1").version == version, "nothing changed"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"name": ""}, "#/name"),
        ({"start": "2026-Q5"}, "#/start"),
        ({"start": "2026-Q4", "ready": "2026-Q3"}, "#/ready"),
        ({"cost": Decimal(1)}, "#/per"),
        ({"cost": Decimal(1), "per": "year", "cost_min": Decimal(2)}, "#/costMin"),
        ({"cost_min": Decimal(2)}, "#/costMin"),
        ({"unit_cost": Decimal(1)}, "#/unitsPerYear"),
        ({"cost": Decimal(1), "per": "year", "unit_cost": Decimal(1), "units_per_year": 1}, "#/unitCost"),
        ({"planning": [{"phase": "stopped", "from": "2026-Q3", "until": "2026-Q4"}]}, "#/planning"),
        ({"planning": [{"phase": "trial", "from": "2026-Q4", "until": "2026-Q3"}]}, "#/planning"),
        ({"planning": [{"phase": "trial", "from": "2026", "until": "2026-Q3"}]}, "#/planning"),
    ],
)
def test_a_wrong_field_is_named(town: Town, said: dict[str, Any], where: str):
    with pytest.raises(Invalid) as invalid:
        _measure(town, **said)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_only_an_officer_of_the_own_municipality_plans_measures(town: Town):
    measure, other = _measure(town), cast.build_town(name="Elders", digits="97")
    for actor in (town.actor("finance"), town.actor("coordinator"), other.actor("officer")):
        with pytest.raises(Forbidden):
            funding.add_measure(town.programme, name="Anders", by=actor)
        with pytest.raises(Forbidden):
            funding.change_measure(measure, name="Anders", by=actor)
        with pytest.raises(Forbidden):
            funding.enter_phase(measure, "trial", by=actor)
    assert list(measures_visible_to(town.actor("controller"))) == [measure]
    assert not measures_visible_to(other.actor("officer")).exists()
    assert not measures_visible_to(town.actor("coordinator")).exists()


def test_a_theme_of_another_programme_is_refused(town: Town):
    other = cast.build_town(name="Elders", digits="97")
    with pytest.raises(Invalid) as invalid:
        _measure(town, theme=other.care)
    assert invalid.value.faults[0].location == "#/theme"


CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))


@given(cost=CENTS, lower=CENTS, other=CENTS, per=st.sampled_from(["once", "month", "year"]), months=st.integers(1, 120))
def test_the_least_is_never_above_the_most_and_months_add_up(
    cost: Decimal, lower: Decimal, other: Decimal, per: str, months: int
):
    measure = Measure(cost=max(cost, lower), cost_min=min(cost, lower), per=per, other_cost_per_year=other)
    total, longer = cost_of(measure, months), cost_of(measure, months + 12)
    assert total.least <= total.most
    assert longer.most - total.most == per_year_of(measure).most, "a year more costs exactly what a year costs"
    assert cost_of(measure, 12) == once_of(measure) + per_year_of(measure)
