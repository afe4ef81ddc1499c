"""A working group as tests need it."""

from __future__ import annotations

from portal.groups import actions
from portal.groups.models import Task, WorkingGroup
from tests.cast import TODAY, Town

NAME = "Werkplaats"


def group(town: Town) -> WorkingGroup:
    """The workshop of Bloemendorp, with one member; the one that is there already when there is one."""
    found = WorkingGroup.objects.filter(municipality=town.municipality, name=NAME).first()
    if found:
        return found
    made = actions.start(town.programme, name=NAME, by=town.actor("officer"))
    return actions.join(made, organisation="De Kring", role="planner", by=town.actor("officer"))


def task(town: Town) -> Task:
    """Something that De Kring does."""
    officer = town.actor("officer")
    return actions.give(group(town), words="Uren tellen", due_on=TODAY, organisation="De Kring", by=officer)


def done(town: Town) -> Task:
    """Something that was done."""
    return actions.finish(task(town), by=town.actor("officer"))
