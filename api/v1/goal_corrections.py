"""Putting right for which spending goal a line of an approved claim counts."""

from __future__ import annotations

from typing import Any

from django.urls import path

from api.conventions.resources import Deed
from api.conventions.shapes import Id, Shape, Text
from api.v1.claims import OfClaims
from portal.claims.goals import correct_goal


class GoalCorrection(Shape):
    """The line, the codes of its regulation and goal from now on, and why."""

    line = Id()
    regulation = Text(max_length=20)
    goal = Text(max_length=10)
    reason = Text(max_length=500)


class GoalCorrections(OfClaims, Deed):
    """Another goal for a line; a signed SiSa table stays, and the next one corrects it."""

    scopes = {"POST": "payments:write"}
    body = GoalCorrection

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By a finance officer of the municipality that pays."""
        return correct_goal(thing, given.pop("line"), by=self.actor, **given)


urls = [path("claims/<uuid:id>/goal-corrections", GoalCorrections.as_view())]
