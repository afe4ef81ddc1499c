"""What is measured: a few indicators per measure, theme or offer, and no measure is carried out without a result."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import time_machine

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations.models import Provider
from portal.funding import actions as funding
from portal.funding.models import Measure
from portal.monitoring import actions
from portal.monitoring.indicators import indicators_visible_to, standings_of
from portal.monitoring.models import Indicator
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned
from tests.portal.monitoring.measured import indicator, measured, of_offer

pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture
def november() -> Any:
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False):
        yield


@pytest.mark.parametrize("phase", ["full", "lasting"])
def test_nothing_is_carried_out_before_we_say_how_we_know_that_it_helps(town: Town, phase: str):
    officer, measure = town.actor("officer"), planned.measure(town)
    funding.enter_phase(measure, "trial", by=officer)
    if phase == "lasting":
        indicator(town, measure)
        measure.refresh_from_db()
        funding.enter_phase(measure, "full", by=officer)
        Measure.objects.filter(pk=measure.pk).update(result_indicators=0)
        measure.refresh_from_db()
    indicator(town, measure, kind="process", name="Spreekuren die doorgingen")
    with pytest.raises(Refused) as refused:
        funding.enter_phase(measure, phase, by=officer)
    assert refused.value.code == "no_result_indicator"
    indicator(town, measure, name="Wachttijd", unit="weken", at_most=True)
    measure.refresh_from_db()
    assert funding.enter_phase(measure, phase, by=officer).status == phase


def test_the_last_result_indicator_stays_while_it_is_carried_out(town: Town):
    officer, measure = town.actor("officer"), planned.measure(town)
    first = indicator(town, measure)
    measure.refresh_from_db()
    funding.enter_phase(measure, "full", by=officer)
    with pytest.raises(Refused) as refused:
        actions.stop(first, reason="Niet te tellen", by=officer)
    assert refused.value.code == "last_result_indicator"
    assert Indicator.objects.get(pk=first.pk).status == "active", "nothing of it was done"
    indicator(town, measure, name="Wachttijd")
    actions.stop(Indicator.objects.get(pk=first.pk), reason="Niet te tellen", by=officer)
    assert Measure.objects.get(pk=measure.pk).result_indicators == 1


def test_a_measure_theme_or_offer_has_only_a_few_indicators(town: Town):
    measure = planned.measure(town)
    rows = [indicator(town, measure, kind="process", name=f"Telling {number}") for number in range(6)]
    with pytest.raises(Refused) as refused:
        indicator(town, measure)
    assert refused.value.code == "too_many"
    indicator(town, theme=town.care, name="Van het thema")
    actions.stop(rows[0], reason="Te veel werk", by=town.actor("officer"))
    assert indicator(town, measure).status == "active"


def test_an_offer_is_measured_by_its_provider_unless_a_school_is_asked(town: Town):
    offer = cast.offer(town)
    assert of_offer(town, offer).provider == town.library
    assert of_offer(town, offer, school=town.kring).provider is None


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"name": ""}, "#/name"), ({"kind": "joy"}, "#/kind"), ({"every": "day"}, "#/every"),
        ({"measure": None}, "#/measure"), ({"target": Decimal("1.234")}, "#/target"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_named(town: Town, said: dict[str, Any], where: str):
    given = {"kind": "result", "name": "Bereik", "unit": "%", "every": "year", "starts_on": cast.COUNTED_ON,
             "measure": planned.measure(town)} | said  # fmt: skip
    with pytest.raises(Invalid) as invalid:
        actions.define(town.programme, by=town.actor("officer"), **given)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_who_fills_it_in_is_one_that_takes_part_here(town: Town):
    stranger = Provider.objects.exclude(admissions__municipality=town.municipality).first()
    elsewhere = cast.build_town(name="Elders", digits="97")
    for said in ({"provider": stranger or elsewhere.library}, {"provider": None, "school": elsewhere.kring},
                 {"school": town.kring}):  # fmt: skip
        with pytest.raises(Invalid):
            indicator(town, **said)


@pytest.mark.parametrize("who", ["controller", "coordinator", "librarian", "finance"])
def test_only_the_policy_officer_says_what_is_measured(town: Town, who: str):
    found = indicator(town)
    with pytest.raises(Forbidden):
        actions.define(town.programme, by=town.actor(who), kind="result", name="Bereik", theme=town.care)
    with pytest.raises(Forbidden):
        actions.stop(found, reason="Niet nodig", by=town.actor(who))


def test_each_sees_what_is_asked_of_them_and_the_municipality_all(town: Town):
    library, school = indicator(town), indicator(town, provider=None, school=town.kring)
    seen = {who: set(indicators_visible_to(town.actor(who))) for who in
            ("officer", "controller", "librarian", "teacher", "board", "other_coordinator", "musician")}  # fmt: skip
    assert seen == {
        "officer": {library, school}, "controller": {library, school}, "librarian": {library}, "teacher": {school},
        "board": {school}, "other_coordinator": set(), "musician": set(),
    }  # fmt: skip


def test_many_stand_in_as_many_statements_as_one(town: Town, django_assert_num_queries: Any):
    officer = town.actor("officer")
    for _each in range(3):
        measured(town)
    rows = list(indicators_visible_to(officer))
    for number in (1, 3):
        with django_assert_num_queries(2):
            found = standings_of(officer, rows[:number])
        assert [str(each.newest.number) for each in found if each.newest] == ["48.00"] * number
