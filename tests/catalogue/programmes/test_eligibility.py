"""May it be paid? The table of cases from the sources, row by row, and which of its rules counts on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from catalogue.errors import Forbidden, Invalid
from catalogue.programmes import actions as programmes
from catalogue.programmes.eligibility import Ruling, cases_of, rulings
from catalogue.programmes.models import EligibilityRule, Programme, Regulation, SpendingGoal
from tests.cast import OPERATOR, TODAY, Town

SEPTEMBER_2021 = date(2021, 9, 30)


@pytest.fixture
def programme(town: Town) -> Programme:
    """A programme that is paid from OAB first and then from NPO."""
    return programmes.add_programme(
        town.municipality, regulations=[Regulation.objects.get(code=code) for code in ("OAB", "NPO")],
        name="Inhalen 2021-2023", starts_on=date(2021, 8, 1), ends_on=date(2023, 7, 31), four_eyes_threshold=0,
        silent_confirmation_days=14, claim_deadline_days=90, by=OPERATOR,
    )  # fmt: skip


def _ruling(programme: Programme, case: str, goal: str = "NPO/a", on: date = SEPTEMBER_2021) -> Ruling:
    regulation, code = goal.split("/")
    paid_from = SpendingGoal.objects.get(regulation__code=regulation, code=code)
    (found,) = rulings([case], programme=programme, goal=paid_from, on=on)
    return found


@pytest.mark.parametrize(
    ("case", "goal", "verdict", "source"),
    [
        ("theme_park", "NPO/a", "no", "Zuid"),  # Theme-park outings (Efteling): no link to delays
        ("materials", "NPO/a", "ask", "Flevoland"),  # Materials: "vooralsnog nee" in S0, an open question in S1
        ("fibre", "NPO/a", "no", "Flevoland"),  # Fibre connection
        ("green_schoolyard", "NPO/a", "ask", "Flevoland"),  # Green schoolyards: not directly; ask the accountant
        ("speech_therapist", "OAB/taal", "ask", "Flevoland"),  # Speech therapist: GOAB screening only …
        ("speech_therapist", "NPO/c", "ask", "Flevoland"),  # … NPO unclear
        ("transport", "NPO/a", "ask", "Flevoland"),  # Transport for after-school programmes: unclear
        ("culture_and_sport", "NPO/a", "yes", "Zuid"),  # Culture activities; sport/culture outside school
        ("students", "NPO/a", "no", "Zuid"),  # MBO/HBO/WO students: other packages …
        ("professionalisation", "NPO/a", "yes", "Zuid"),  # … training of teachers and childcare staff with them: yes
        ("youth_coach", "NPO/a", "no", "Zuid"),  # … youth coach vo+mbo only …
        ("youth_coach", "NPO/e", "yes", "Zuid"),  # … for preventing thuiszitten
        ("interpreter", "OAB/taal", "ask", "Zuid"),  # Interpreter telephone: OAB difficult …
        ("interpreter", "NPO/a", "yes", "Zuid"),  # … NPO yes
        ("vouchers", "NPO/a", "ask", "Zuid"),  # Vouchers: not excluded, complex …
        ("prepaid_vouchers", "NPO/a", "no", "Zuid"),  # … prepayment not possible
        ("one_child", "NPO/a", "yes", "Zuid"),  # Case-/child-level deployment; bovenschools
        ("holiday_vve", "OAB/ve", "yes", "Zuid"),  # Extra VVE in holiday weeks
        ("in_doubt", "NPO/a", "ask", "Flevoland"),  # In doubt: ask the municipality's accountant, who audits
    ],
)
def test_a_row_of_the_table(programme: Programme, case: str, goal: str, verdict: str, source: str):
    found = _ruling(programme, case, goal)
    assert (found.verdict, source in found.rule.source) == (verdict, True)


def test_where_sources_differ_both_stay_and_the_day_decides(programme: Programme):
    assert EligibilityRule.objects.filter(case="materials").count() == 2
    assert _ruling(programme, "materials", on=date(2021, 9, 20)).verdict == "no"
    assert _ruling(programme, "materials", on=date(2021, 9, 21)).verdict == "ask"


def test_what_no_rule_knows_is_in_doubt_and_so_for_the_accountant(programme: Programme):
    """Before the first source there is none: the case is asked about."""
    found = _ruling(programme, "youth_coach", on=date(2021, 9, 21))
    assert found.verdict == "no"
    rule = EligibilityRule.objects.filter(case="fibre")
    rule.update(valid_until=date(2021, 12, 31))
    found = _ruling(programme, "fibre", on=date(2022, 1, 1))
    assert (found.verdict, found.rule.case) == ("ask", "in_doubt")


def test_a_goal_is_narrower_than_its_regulation_and_that_than_everything(programme: Programme):
    for verdict, scope in (
        ("yes", {}),
        ("ask", {"regulation": Regulation.objects.get(code="NPO")}),
        ("no", {"regulation": Regulation.objects.get(code="NPO"), "goal": "c"}),
    ):
        EligibilityRule.objects.create(
            case="pony", label="Pony", verdict=verdict, valid_from=date(2021, 1, 1), source="proef", **scope
        )
    found = [_ruling(programme, "pony", goal).verdict for goal in ("OAB/ve", "NPO/a", "NPO/c")]
    assert found == ["yes", "ask", "no"]


def test_it_says_from_which_other_money_of_the_programme_it_may_be_paid(programme: Programme):
    assert [each.code for each in _ruling(programme, "interpreter", "OAB/taal").elsewhere] == ["NPO"]
    assert _ruling(programme, "theme_park", "OAB/taal").elsewhere == ()


def _own_rule(town: Town, **changed: Any) -> EligibilityRule:
    fields = {
        "case": "theme_park", "verdict": "yes", "valid_from": TODAY, "source": "Collegebesluit",
        "regulation": Regulation.objects.get(code="LOKAAL"),
    }  # fmt: skip
    return programmes.add_rule(town.municipality, by=town.actor("officer"), **(fields | changed))


def test_an_officer_adds_a_later_rule_for_the_own_programmes_alone(town: Town, programme: Programme):
    made = _own_rule(town)
    assert made.label == "Uitstapje naar een pretpark"
    local = SpendingGoal.objects.get(regulation__code="LOKAAL", code="talent")
    ours = rulings(["theme_park"], programme=town.programme, goal=local, on=TODAY)
    assert [(each.verdict, each.rule) for each in ours] == [("yes", made)]
    elders = town.programme
    elders.municipality_id = None
    assert rulings(["theme_park"], programme=elders, goal=local, on=TODAY)[0].verdict == "no"
    assert _ruling(programme, "theme_park", on=TODAY).verdict == "no", "money of the state follows the state"


def test_a_rule_says_what_is_wrong_with_it_and_is_the_officers_to_add(town: Town):
    _own_rule(town)
    for wrong in ({}, {"verdict": "maybe", "valid_from": date(2027, 1, 1)}, {"source": "", "case": "fibre"}):
        with pytest.raises(Invalid):
            _own_rule(town, **wrong)
    with pytest.raises(Invalid):
        _own_rule(town, regulation=None, goal="talent", case="fibre")
    with pytest.raises(Forbidden):
        programmes.add_rule(town.municipality, by=town.actor("controller"), case="fibre")


def test_the_cases_have_words_in_both_languages(town: Town):
    assert len(cases_of(town.programme, TODAY)) == len({rule.case for rule in EligibilityRule.objects.all()})
    assert dict(cases_of(town.programme, TODAY))["transport"] == "Vervoer naar een programma na schooltijd"
    with translation.override("en"):
        assert dict(cases_of(town.programme, TODAY))["transport"] == "Transport to a programme after school"
    assert not EligibilityRule.objects.filter(label_en="").exists()
