"""Bespoke requests (maatwerk): what no offer gives, asked by a school and decided by the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from api.v1.acting import school_of
from catalogue.offers.models import MOST_UNITS
from catalogue.programmes.queries import themes
from portal.bespoke import actions, queries, rules
from portal.bespoke.models import BespokeRequest as RequestRow
from portal.bespoke.states import STATUSES, VERDICTS
from portal.needs.queries import needs_visible_to

WRITE, DECIDE = "requests:write", "requests:decide"


class BespokeRequestShape(Shape):
    """What a school asks, why, and what it got. Amounts without VAT; `idea` is there when it was shown to providers."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    programme = Id(source="programme_id")
    school = Ref()
    theme = Ref()
    goal = serializers.CharField(source="goal.code")
    need = Id(source="need_id", allow_null=True)
    cases = serializers.ListField(child=serializers.CharField())
    title = serializers.CharField()
    motive = serializers.CharField()
    aim = serializers.CharField()
    supplier = serializers.CharField()
    pupils = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    amount = Euros()
    granted = Euros()
    reserved = Euros()
    spent = Euros()
    account = Id(source="account_id", allow_null=True)
    idea = Id(source="idea_id", allow_null=True)
    decision = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class BespokeRequestChange(Shape):
    """What the school may say of it."""

    title = Text(max_length=120, required=False)
    motive = Text(max_length=2000, required=False)
    aim = Text(max_length=1000, required=False)
    supplier = Text(max_length=160, required=False, allow_blank=True)
    pupils = Whole(least=1, most=MOST_UNITS, required=False)
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    amount = Euros(required=False)
    goal = Text(max_length=10, required=False)
    cases = Rows(Text(max_length=40), least=0, most=10, required=False)
    need = Id(required=False, allow_null=True)


class NewBespokeRequest(Shape):
    """A request in the programme of the theme; `school` only by a board."""

    theme = Id()
    goal = Text(max_length=10)
    title = Text(max_length=120)
    motive = Text(max_length=2000)
    aim = Text(max_length=1000)
    supplier = Text(max_length=160, required=False, allow_blank=True)
    pupils = Whole(least=1, most=MOST_UNITS)
    starts_on = Day()
    ends_on = Day()
    amount = Euros()
    cases = Rows(Text(max_length=40), least=0, most=10, required=False)
    need = Id(required=False, allow_null=True)
    school = Id(required=False)


class NewBespokeDecision(Shape):
    """Grant (all of it, or `amount` with a reason), return with a question, or refuse with a reason."""

    verdict = Word([code for code, _label in VERDICTS])
    amount = Euros(required=False)
    reason = Text(max_length=1000, required=False, allow_blank=True)


class RequestEnding(Shape):
    """Why, if there is something to say."""

    reason = Text(max_length=500, required=False, allow_blank=True)


class RequestFilters(Filters):
    """Requests by status, programme, theme and school."""

    status = words([code for code, _label in STATUSES])
    programme = ids("programme")
    theme = ids("theme")
    school = ids("school")


class OfRequests(Resource):
    """Where requests come from and how they look."""

    shape: ClassVar[type[Shape]] = BespokeRequestShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "requests:read", "POST": WRITE, "PATCH": WRITE}

    def visible(self) -> QuerySet[Any]:
        """A school (or board) sees its own, the municipality what was sent to it."""
        return queries.visible_to(self.actor)

    def looked_up(self, given: dict[str, Any], programme: Any) -> dict[str, Any]:
        """The fields with the goal and the need that they name."""
        found = dict(given)
        if "goal" in found:
            found["goal"] = self.named(rules.goals_of(programme), found["goal"], "#/goal", key="code")
        if found.get("need"):
            found["need"] = self.named(needs_visible_to(self.actor), found["need"], "#/need")
        return found


class BespokeRequests(OfRequests, Listing, Making):
    """Requests, newest first."""

    body = NewBespokeRequest
    filters = RequestFilters

    def make(self, given: dict[str, Any]) -> RequestRow:
        """By somebody of the school or its board."""
        school = school_of(self, given.pop("school", None))
        theme = self.named(themes().select_related("programme__municipality"), given.pop("theme"), "#/theme")
        return actions.ask(school, theme, by=self.actor, **self.looked_up(given, theme.programme))


class BespokeRequest(OfRequests, Showing, Changing):
    """One request."""

    change = BespokeRequestChange

    def edit(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """While it is a proposal, or after a question."""
        return actions.edit(thing, by=self.actor, **self.looked_up(given, thing.programme))


class Decisions(OfRequests, Deed):
    """The municipality decides, with reasons. What is granted is set aside on the budget of the school."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": DECIDE}
    body = NewBespokeDecision
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """By an officer."""
        return actions.decide(thing, actions.Verdict(**given), by=self.actor, version=thing.version)


class Approvals(OfRequests, Deed):
    """The budget holder sends the proposal of a teacher."""

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """By the budget holder or the board."""
        return actions.approve(thing, by=self.actor)


class Submissions(OfRequests, Deed):
    """Send it again, after a question."""

    body = RequestEnding

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """By who decides for the school."""
        return actions.send_again(thing, by=self.actor, answer=given.get("reason", ""))


class Withdrawals(OfRequests, Deed):
    """The school does not want it any more."""

    body = RequestEnding

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """Before it was decided."""
        return actions.withdraw(thing, by=self.actor, **given)


class Closings(OfRequests, Deed):
    """Nothing more is spent of it: the rest returns to the budget of the school."""

    body = RequestEnding

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """By who decides for the school, or an officer."""
        return actions.close(thing, by=self.actor, **given)


class Ideas(OfRequests, Deed):
    """Show it to the providers, to become an offer for all schools."""

    scopes: ClassVar[Mapping[str, str]] = {"POST": DECIDE}

    def do(self, thing: Any, given: dict[str, Any]) -> RequestRow:
        """By an officer, once."""
        return actions.offer_to_all(thing, by=self.actor)


urls = [
    path("bespoke-requests", BespokeRequests.as_view()),
    path("bespoke-requests/<uuid:id>", BespokeRequest.as_view()),
    path("bespoke-requests/<uuid:id>/decisions", Decisions.as_view()),
    path("bespoke-requests/<uuid:id>/approvals", Approvals.as_view()),
    path("bespoke-requests/<uuid:id>/submissions", Submissions.as_view()),
    path("bespoke-requests/<uuid:id>/withdrawals", Withdrawals.as_view()),
    path("bespoke-requests/<uuid:id>/closings", Closings.as_view()),
    path("bespoke-requests/<uuid:id>/ideas", Ideas.as_view()),
]
