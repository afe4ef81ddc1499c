"""How the plan of Putten came about (DOMAIN § 7 row 27): a survey, a meeting, elaboration, input; 18 organisations."""

from __future__ import annotations

from datetime import date

from portal.surveys import actions, queries
from portal.surveys.actions import Step
from tests.cast import Town

ORGANISATIONS = [f"Organisatie {number}" for number in range(1, 19)]
STEPS = (
    Step("survey", date(2022, 4, 1), "Uitvraag bij partners", date(2022, 4, 30), ORGANISATIONS[:12]),
    Step("meeting", date(2022, 5, 1), "Bijeenkomst over de uitkomsten", date(2022, 5, 31), ORGANISATIONS[6:]),
    Step("elaboration", date(2022, 10, 1), "Uitwerking in thema's", date(2022, 10, 31), ORGANISATIONS[:3]),
    Step("input", date(2023, 2, 1), "Inbreng op het plan", date(2023, 3, 31), ORGANISATIONS),
)


def test_four_steps_and_who_took_part(town: Town):
    officer = town.actor("officer")
    for step in reversed(STEPS):
        actions.add_step(town.programme, step, by=officer)
    log = list(queries.steps_visible_to(officer))
    assert [each.kind for each in log] == ["survey", "meeting", "elaboration", "input"]
    assert (log[-1].starts_on, log[-1].ends_on) == (date(2023, 2, 1), date(2023, 3, 31))
    assert len(queries.took_part(officer, town.programme)) == 18
    assert not queries.steps_visible_to(town.actor("coordinator")).exists()
