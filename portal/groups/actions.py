"""The deeds of a working group: started, organisations join, tasks are given and done, decisions are written down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Invalid, require
from catalogue.lifecycle import added, change, move
from catalogue.programmes.models import Programme
from catalogue.validation import validated
from portal.funding.models import Measure
from portal.groups import rules
from portal.groups.models import GroupDecision, Member, Task, WorkingGroup


@deed
def start(programme: Programme, *, name: str, goal: str = "", by: Actor) -> WorkingGroup:
    """A group without members. `Forbidden("wrong_role")`, `Invalid` for a name that is missing or used."""
    require(rules.may_keep(by, programme.municipality_id), "wrong_role", _only())
    row = WorkingGroup(programme=programme, municipality=programme.municipality, name=name.strip(), goal=goal.strip())
    return added(validated(row), by=by)


@deed
def join(group: WorkingGroup, *, organisation: str, role: str, by: Actor) -> WorkingGroup:
    """An organisation sits in the group, in a role. `Forbidden("wrong_role")`, `Invalid` when it does so already."""
    require(rules.may_keep(by, group.municipality_id), "wrong_role", _only())
    member = validated(Member(group=group, organisation=organisation.strip(), role=role))
    return change(group, event="joined", by=by, data={"organisation": member.organisation, "role": role})


@deed
def give(group: WorkingGroup, *, words: str, due_on: date, organisation: str = "", by: Actor) -> Task:
    """A task before a day, for a member (empty: for all). `Forbidden("wrong_role")`, `Invalid` for no member."""
    require(rules.may_keep(by, group.municipality_id), "wrong_role", _only())
    if organisation and not group.members.filter(organisation=organisation).exists():
        sentence = _("“%(name)s” is no member of this group. Let it join first.")
        raise Invalid.field("#/organisation", "unknown", sentence % {"name": organisation[:60]})
    task = Task(group=group, words=words.strip(), due_on=due_on, organisation=organisation, status="open")
    return added(validated(task), by=by, data={"due": due_on.isoformat()})


@deed
def finish(task: Task, *, by: Actor) -> Task:
    """It is done. `Forbidden("wrong_role")`, `Refused("wrong_state")`."""
    require(rules.may_keep(by, task.group.municipality_id), "wrong_role", _only())
    return move(task, "done", by=by)


@deed
def take_up_again(task: Task, *, by: Actor) -> Task:
    """It is not done after all. `Forbidden("wrong_role")`, `Refused("wrong_state")`."""
    require(rules.may_keep(by, task.group.municipality_id), "wrong_role", _only())
    return move(task, "open", by=by)


@deed
def decide(
    group: WorkingGroup, *, words: str, taken_on: date, measures: Sequence[Measure] = (), by: Actor
) -> GroupDecision:  # fmt: skip
    """What the group decided, on which measures. `Forbidden("wrong_role")`, `Invalid` per wrong field."""
    require(rules.may_keep(by, group.municipality_id), "wrong_role", _only())
    if taken_on > timezone.localdate():
        raise Invalid.field("#/takenOn", "in_future", _("This day lies in the future. Fill in the day of the meeting."))
    if any(each.municipality_id != group.municipality_id for each in measures):
        raise Invalid.field("#/measures", "unknown", _("Choose measures of your own municipality."))
    decision = validated(GroupDecision(group=group, words=words.strip(), taken_on=taken_on))
    decision.measures.set(measures)
    return added(decision, by=by, data={"measures": [each.name for each in measures]})


def _only() -> str:
    return _("Only a policy officer or the project team of the municipality keeps a working group.")
