"""The pages of measuring: agree, fill in within five minutes, see it beside the target, talk and improve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine

from portal.monitoring.models import Indicator, Talk
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned
from tests.portal.monitoring.measured import indicator, measured, of_offer, talked

pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture
def november() -> Any:
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False):
        yield


def test_the_officer_agrees_the_library_fills_in_and_both_see_it_beside_the_target(town: Town):
    measure, officer = planned.measure(town), Visitor(town, "officer")
    page = officer.open(f"/municipality/indicators/new?about=measure:{measure.pk}")
    made = officer.press(
        page, "Spreek deze indicator af", name="Hulp na een bezoek", kind="result", unit="%", target="60,5",
        asked=f"provider:{town.library.pk}", starts_on="2026-07-01",
    )  # fmt: skip
    assert "Doel: minstens 60,5 %" in made.text and "Inloopspreekuren" in made.text
    library = Visitor(town, "librarian")
    assert "Hulp na een bezoek: kwartaal 3 van 2026" in library.open("/provider").text
    form = library.open(f"/measuring/{Indicator.objects.get().pk}")
    kept = library.press(form, "Verstuur", value="48,5", words="De drempel is laag.")
    assert kept.status == 200 and "48,5 %" in kept.text and "niet gehaald" in kept.text
    listed = officer.open("/measuring")
    assert "48,5 %" in listed.text and listed.all("//*[name()='svg' and @class='mini-bar']")


def test_a_talk_with_its_action_stands_with_the_value_until_it_was_done(town: Town):
    row = measured(town)
    library = Visitor(town, "librarian")
    page = library.open(f"/measuring/{row.indicator_id}")
    said = {"held_on": "2026-11-02", "note": "Ouders weten het niet", "action": "Folder", "owner": "bibliotheek"}
    wrong = library.press(page, "Bewaar dit gesprek", **{f"talk-{row.pk}-{name}": said[name] for name in said})
    assert wrong.status == 400 and "Zeg voor welke dag dit klaar is." in wrong.text
    right = library.press(wrong, "Bewaar dit gesprek", **{f"talk-{row.pk}-due_on": "2026-12-01"})
    assert "te doen" in right.text
    done = library.press(right, "Bewaar wat ervan is gekomen", **{f"done-{Talk.objects.get().pk}-outcome": "Gedeeld"})
    assert "Gedeeld" in done.text and "te doen" not in done.text


def test_a_correction_says_why_and_a_stop_too(town: Town):
    row, officer = measured(town), Visitor(town, "officer")
    page = officer.open(f"/measuring/{row.indicator_id}")
    fixed = officer.press(
        page, "Verbeter deze waarde", **{f"correct-{row.pk}-value": "50", f"correct-{row.pk}-reason": "Vergeten"}
    )
    assert "50 %" in fixed.text and "Verbeterd: Vergeten" in fixed.text
    assert officer.press(fixed, "Stop met dit meten", reason=" ").status == 400
    assert "wordt niet meer gemeten" in officer.press(fixed, "Stop met dit meten", reason="Te veel werk").text


def test_a_small_number_of_children_is_not_shown_to_the_municipality(town: Town):
    row = measured(town, of_offer(town, cast.offer(town), name="Deelnemers"), value="3")
    for who, seen in (("librarian", True), ("officer", False)):
        page = Visitor(town, who).open(f"/measuring/{row.indicator_id}")
        assert ("3 kinderen" in page.text) is seen and ("verborgen: onder de vijf" in page.text) is not seen


def test_all_values_as_a_file_with_the_columns_that_are_documented(town: Town):
    measured(town)
    answer = Visitor(town, "officer").client.get("/measuring?format=csv")
    head, row = answer.content.decode("utf-8-sig").splitlines()[:2]
    assert head.replace(",", ";").startswith("indicator;programme;subject_kind;subject_id;subject;kind;name;unit")
    assert "2026-Q3" in row and "48" in row and "Bibliotheek" in row


@pytest.mark.parametrize("who", ["officer", "librarian", "coordinator", "board"])
def test_an_empty_page_says_what_will_be_here(town: Town, who: str):
    assert "Er wordt nog niets gemeten" in Visitor(town, who).open("/measuring").text


def test_three_indicators_cost_as_many_statements_as_one(town: Town):
    officer = Visitor(town, "officer")
    talked(town, measured(town, indicator(town)))
    one = officer.statements(lambda: officer.open("/measuring"))
    for _each in range(2):
        talked(town, measured(town, indicator(town)), held_on=date(2026, 11, 3))
    assert officer.statements(lambda: officer.open("/measuring")) == one


def test_three_periods_cost_as_many_statements_as_one(town: Town):
    officer, found = Visitor(town, "officer"), indicator(town, starts_on=date(2026, 1, 1))
    look = lambda: officer.open(f"/measuring/{found.pk}")  # noqa: E731  # looked at twice
    talked(town, measured(town, found))
    one = officer.statements(look)
    for period in ("2026-Q1", "2026-Q2"):
        talked(town, measured(town, found, period=period))
    assert officer.statements(look) == one


def test_our_own_note_stands_with_its_step(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/steps")
    kept = officer.press(page, "Bewaar deze notitie", words="Besproken met de besturen")
    assert "Besproken met de besturen" in kept.text
    assert "Bewaar deze notitie" not in Visitor(town, "controller").open("/municipality/steps").text
