"""Team budgets: a school divides its budget over named teams; money, never persons."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Changing, Listing, Making, Resource, Showing
from api.conventions.shapes import Euros, Id, Ref, Shape, Text
from api.v1.acting import school_of
from portal.budgets import queries, teams
from portal.budgets.models import TeamBudget as TeamRow

SCOPES = {"GET": "budgets:read", "POST": "bookings:write", "PATCH": "bookings:write"}


class TeamShape(Shape):
    """A part of the budget of a school; `available` = amount − reserved − spent, without VAT."""

    id = Id()
    account = Id(source="account_id")
    programme = Id(source="account.programme_id")
    school = Ref(source="account.school")
    name = serializers.CharField()
    amount = Euros(source="allotted")
    reserved = Euros()
    spent = Euros()
    available = Euros()


class NewTeam(Shape):
    """A team with its part of the budget of the school in a programme. `school` only by a board."""

    programme = Id()
    school = Id(required=False)
    name = Text(max_length=80)
    amount = Euros()


class TeamChange(Shape):
    """Another name or amount; the difference comes from, or goes back to, what is common."""

    name = Text(max_length=80)
    amount = Euros()


class TeamFilters(Filters):
    """Teams by the account that they are a part of."""

    account = ids("account")


class OfTeams(Resource):
    """Where teams come from and how they look."""

    shape: ClassVar[type[Shape]] = TeamShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own school(s)."""
        return queries.teams_visible_to(self.actor)


class Teams(OfTeams, Listing, Making):
    """The teams of the own school(s); what no team has is common to the school."""

    body = NewTeam
    filters = TeamFilters

    def make(self, given: dict[str, Any]) -> TeamRow:
        """By who decides for the school."""
        school = school_of(self, given.pop("school", None))
        accounts = queries.visible_to(self.actor).filter(school=school)
        account = self.named(accounts, given.pop("programme"), "#/programme", key="programme")
        return teams.add_team(account, by=self.actor, **given)


class Team(OfTeams, Showing, Changing):
    """One team."""

    change = TeamChange

    def edit(self, thing: Any, given: dict[str, Any]) -> TeamRow:
        """By who decides for the school."""
        return teams.change_team(thing, by=self.actor, **given)


urls = [
    path("team-budgets", Teams.as_view()),
    path("team-budgets/<uuid:id>", Team.as_view()),
]
