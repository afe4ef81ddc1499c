"""An external project team prepares and decides nothing: the town hall lets it in to draft, or not at all."""

from __future__ import annotations

import pytest

from portal.people import actions as people
from tests.cast import OPERATOR, PASSWORD, Town
from tests.house.doors import TOWN_HALL
from tests.house.knocking import Visitor
from tests.house.rounds import furnish
from tests.house.test_doors import DOORS, SHUT, Door, knock_at

pytestmark = pytest.mark.slow
PREPARES = {
    "post api/v1/budget-plans", "post api/v1/splits", "post api/v1/measures", "patch api/v1/measures/<uuid:id>",
    "post api/v1/frames", "post municipality/rounds/frames/draft", "post municipality/measures/<uuid:pk>/change",
    "post municipality/groups/start", "post municipality/groups/<uuid:pk>/<slug:deed>",
    "post municipality/group-tasks/<uuid:pk>/<slug:deed>", "post api/v1/working-groups",
    "post api/v1/working-groups/<uuid:id>/members", "post api/v1/working-groups/<uuid:id>/tasks",
    "post api/v1/working-groups/<uuid:id>/decisions", "post api/v1/group-tasks/<uuid:id>/completions",
    "post api/v1/group-tasks/<uuid:id>/reopenings",
}  # fmt: skip
# what is sent is read before the deed asks who does it (the scenario asks those deeds themselves): 400, nothing done
READ_FIRST = {
    "post api/v1/imports", "post api/v1/schemes", "post api/v1/scheme-applications",
    "post api/v1/panels/<uuid:id>/rankings",
}  # fmt: skip


def joined(town: Town) -> Town:
    """The town with somebody of a project team, whom the administrator gave that role."""
    user = people.add_user(email="team@project.example", name="team", password=PASSWORD, by=OPERATOR)
    town.membership["project_team"] = people.add_membership(
        user, role="municipality:project_team", municipality=town.municipality, by=town.actor("admin")
    )
    return town


def _decides(door: Door) -> bool:
    """A deed of the town hall that not everybody there may do."""
    return door.method != "get" and bool(door.welcome & set(TOWN_HALL)) and "controller" not in door.welcome


def test_it_is_let_in_to_draft_and_nowhere_else(town: Town):
    things = furnish(joined(town))
    team = Visitor(town, "project_team")
    wrong = []
    for door in filter(_decides, DOORS):
        status = team.knocks(knock_at(door, town, things, things))
        address = f"{door.method} {door.pattern}"
        shut = status in SHUT or (status == 400 and address in READ_FIRST)
        if (address in PREPARES) == shut:
            wrong.append(f"{door}: {status}")
    assert not wrong, "\n".join(wrong)


def test_it_reads_what_the_town_hall_reads(town: Town):
    things = furnish(joined(town))
    team = Visitor(town, "project_team")
    wrong = [
        str(door)
        for door in DOORS
        if door.method == "get" and set(TOWN_HALL) <= door.welcome and "teacher" not in door.welcome
        and team.knocks(knock_at(door, town, things, things)) in SHUT
    ]  # fmt: skip
    assert not wrong, "\n".join(wrong)
