"""Working groups of the municipality: organisations in a role, tasks before a day, decisions on measures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Ref, Rows, Shape, Text, Word
from catalogue.programmes.queries import programmes
from portal.funding.queries import measures_visible_to
from portal.groups import actions, queries
from portal.groups.models import WorkingGroup as GroupRow
from portal.groups.states import ROLES, STATUSES

SCOPES = {"GET": "needs:read", "POST": "needs:write"}


class MemberShape(Shape):
    """An organisation in a role."""

    organisation = serializers.CharField()
    role = serializers.ChoiceField(ROLES)


class GroupTaskShape(Shape):
    """A task; `organisation` is empty when it is of all members."""

    id = Id()
    words = serializers.CharField()
    organisation = serializers.CharField()
    due_on = serializers.DateField()
    status = serializers.ChoiceField(STATUSES)


class GroupDecisionShape(Shape):
    """What was decided, on which measures."""

    id = Id()
    words = serializers.CharField()
    taken_on = serializers.DateField()
    measures = Ref(many=True)


class GroupShape(Shape):
    """A working group with everything in it."""

    id = Id()
    programme = Id(source="programme_id")
    name = serializers.CharField()
    goal = serializers.CharField()
    members = MemberShape(many=True)
    tasks = GroupTaskShape(many=True)
    decisions = GroupDecisionShape(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewGroup(Shape):
    """A group for a programme."""

    programme = Id()
    name = Text(max_length=120)
    goal = Text(max_length=500, required=False, allow_blank=True)


class NewMember(Shape):
    """An organisation, not a person."""

    organisation = Text(max_length=120)
    role = Word([code for code, _label in ROLES])


class NewGroupTask(Shape):
    """A task before a day."""

    words = Text(max_length=300)
    due_on = Day()
    organisation = Text(max_length=120, required=False, allow_blank=True)


class NewGroupDecision(Shape):
    """A decision on measures."""

    words = Text(max_length=500)
    taken_on = Day()
    measures = Rows(Id(), most=50, required=False)


class GroupFilters(Filters):
    """Groups by programme."""

    programme = ids("programme")


class OfGroups(Resource):
    """Where working groups come from and how they look."""

    shape = GroupShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.visible_to(self.actor)


class WorkingGroups(OfGroups, Listing, Making):
    """The working groups, by name."""

    body = NewGroup
    filters = GroupFilters

    def make(self, given: dict[str, Any]) -> GroupRow:
        """By an officer or the project team."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        return actions.start(programme, by=self.actor, **given)


class WorkingGroup(OfGroups, Showing):
    """One working group."""


class Members(OfGroups, Deed):
    """An organisation joins."""

    body = NewMember

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """In a role."""
        return actions.join(thing, by=self.actor, **given)


class Tasks(OfGroups, Deed):
    """A task is given."""

    body = NewGroupTask

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """To a member, or to all."""
        return actions.give(thing, by=self.actor, **given)


class Decisions(OfGroups, Deed):
    """A decision is written down."""

    body = NewGroupDecision

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """On measures of the municipality."""
        own = measures_visible_to(self.actor)
        named = given.pop("measures", [])
        measures = [self.named(own, each, f"#/measures/{place}") for place, each in enumerate(named)]
        return actions.decide(thing, by=self.actor, measures=measures, **given)


class OfTasks(Deed):
    """Where tasks come from."""

    shape = GroupTaskShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the groups of the own municipality."""
        return queries.tasks_visible_to(self.actor)


class Completions(OfTasks):
    """A task is done."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or the project team."""
        return actions.finish(thing, by=self.actor)


class Reopenings(OfTasks):
    """A task is not done after all."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer or the project team."""
        return actions.take_up_again(thing, by=self.actor)


urls = [
    path("working-groups", WorkingGroups.as_view()),
    path("working-groups/<uuid:id>", WorkingGroup.as_view()),
    path("working-groups/<uuid:id>/members", Members.as_view()),
    path("working-groups/<uuid:id>/tasks", Tasks.as_view()),
    path("working-groups/<uuid:id>/decisions", Decisions.as_view()),
    path("group-tasks/<uuid:id>/completions", Completions.as_view()),
    path("group-tasks/<uuid:id>/reopenings", Reopenings.as_view()),
]
