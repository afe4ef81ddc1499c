"""What the rules of the house need to know of working groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalogue.lifecycle import Moving
from portal.groups import actions as groups
from portal.groups import states
from portal.groups.models import WorkingGroup
from tests.cast import Town
from tests.portal.groups.together import done, group, task

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    working-groups                       -              signed-in
POST   working-groups                       -              officer
GET    working-groups/<uuid:id>             working-group  town-hall
POST   working-groups/<uuid:id>/members     working-group  officer
POST   working-groups/<uuid:id>/tasks       working-group  officer
POST   working-groups/<uuid:id>/decisions   working-group  officer
POST   group-tasks/<uuid:id>/completions    group-task     officer
POST   group-tasks/<uuid:id>/reopenings     done-task      officer
"""
PAGES = """
GET  municipality/groups                    -              town-hall
POST municipality/groups/start              -              officer
GET  municipality/groups/<uuid:pk>          working-group  town-hall
POST municipality/groups/<uuid:pk>/<slug:deed>  working-group+join  officer
POST municipality/group-tasks/<uuid:pk>/<slug:deed>  group-task+done  officer
"""
WORDS = {"group_task": states}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """A group with a task that is to be done and one that is done."""
    return {"working-group": group(town).pk, "group-task": task(town).pk, "done-task": done(town).pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    named = {"programme": str(town.programme.pk), "name": "Denktank"}
    return {
        "v1/working-groups": named, "groups/start": named,
        "working-groups/<uuid:id>/members": {"organisation": "De Linde", "role": "decider"},
        "working-groups/<uuid:id>/tasks": {"words": "Uren tellen", "dueOn": "2026-12-01"},
        "working-groups/<uuid:id>/decisions": {"words": "Wij beginnen", "takenOn": "2026-05-01"},
        "groups/<uuid:pk>/<slug:deed>": {"organisation": "De Linde", "role": "decider"},
    }  # fmt: skip


def another(town: Town) -> dict[str, Any]:
    """One more group."""
    number = WorkingGroup.objects.count() + 1
    groups.start(town.programme, name=f"Werkplaats {number}", by=town.actor("officer"))
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """A task."""
    return {"group_task": task(town)}
