"""A workshop of planners, deciders and programmers under a project leader (DOMAIN § 7 row 10).

Members are organisations in a role; tasks have a day; decisions are linked to measures.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from portal.groups import actions, queries
from portal.people import actions as people
from tests.api.client import Api, problem
from tests.cast import OPERATOR, PASSWORD, TODAY, Town
from tests.frontend.visitor import Visitor
from tests.portal.funding.planned import measure, plan
from tests.portal.groups.together import group, task


def test_members_tasks_and_decisions_on_measures(town: Town):
    officer = town.actor("officer")
    made = actions.start(town.programme, name="Werkplaats", goal="Samen kiezen", by=officer)
    members = (("Gemeente", "lead"), ("De Kring", "planner"), ("Welzijn", "programmer"), ("JGZ", "decider"))
    for organisation, role in members:
        made = actions.join(made, organisation=organisation, role=role, by=officer)
    with pytest.raises(Invalid):
        actions.join(made, organisation="JGZ", role="decider", by=officer)
    with pytest.raises(Invalid):
        actions.give(made, words="Bellen", due_on=TODAY, organisation="Niemand", by=officer)
    given = actions.give(made, words="Uren tellen", due_on=TODAY, organisation="JGZ", by=officer)
    assert actions.finish(given, by=officer).status == "done"
    plan(town)
    about = measure(town)
    decision = actions.decide(made, words="Wij beginnen in groep 5", taken_on=TODAY, measures=[about], by=officer)
    assert list(about.decisions.all()) == [decision]
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid):
        actions.decide(made, words="Morgen", taken_on=tomorrow, by=officer)


def test_others_do_not_keep_it_and_schools_do_not_see_it(town: Town):
    made = group(town)
    with pytest.raises(Forbidden):
        actions.join(made, organisation="De Linde", role="planner", by=town.actor("finance"))
    assert not queries.visible_to(town.actor("coordinator")).exists()


def test_on_the_page(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/groups")
    assert "Nog geen werkgroep" in page.text
    page = officer.press(page, "Start de groep", name="Werkplaats")
    page = officer.press(page, "Laat deelnemen", organisation="Welzijn", role="planner")
    page = officer.press(page, "Zet op de lijst", words="Uren tellen", due_on="2026-12-01", organisation="Welzijn")
    page = officer.press(page, "Gedaan: Uren tellen")
    assert "Toch niet gedaan" in page.text
    page = officer.press(page, "Leg het besluit vast", words="Wij beginnen", taken_on="2026-01-05")
    assert "Wij beginnen" in page.text and "Welzijn (maakt de planning)" in page.text


def test_the_project_team_keeps_it_by_the_api_as_on_the_page(town: Town):
    user = people.add_user(email="team@project.example", name="Project", password=PASSWORD, by=OPERATOR)
    town.membership["project_team"] = people.add_membership(
        user, role="municipality:project_team", municipality=town.municipality, by=town.actor("admin")
    )
    made, team = group(town), Api(town, "project_team")
    said = {"words": "Wij beginnen in groep 5", "takenOn": TODAY.isoformat()}
    answer = team.post(f"working-groups/{made.pk}/decisions", said)
    assert answer.status_code == 201 and answer.json()["decisions"][0]["words"] == said["words"]
    problem(Api(town, "finance").post(f"working-groups/{made.pk}/decisions", said), 403)
    page = Visitor(town, "project_team").open(f"/municipality/groups/{made.pk}")
    assert "Leg het besluit vast" in page.text and said["words"] in page.text
    asked = {"programme": str(town.programme.pk), "kind": "youth", "name": "Wat?"}
    problem(team.post("surveys", asked | {"topics": [{"name": "A"}, {"name": "B"}]}), 403)  # an officer asks people


def test_the_list_costs_the_same_with_one_and_with_three(town: Town):
    officer = Visitor(town, "officer")
    task(town)
    first = officer.statements(lambda: officer.open("/municipality/groups"))
    for name in ("A", "B"):
        actions.start(town.programme, name=name, by=town.actor("officer"))
    task(town)
    assert officer.statements(lambda: officer.open("/municipality/groups")) == first
