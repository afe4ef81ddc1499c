"""How activities and enrolments look, and what is sent about them."""

from __future__ import annotations

from rest_framework import serializers

from api.conventions.shapes import Day, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue.offers.models import MOST_UNITS
from portal.enrolments.actions import MOST_AT_ONCE
from portal.enrolments.states import STATUSES, WAYS


class ActivityShape(Shape):
    """An activity: `placed` children have a place, `waiting` have none yet, over all schools."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    offer = Id(source="offer_id")
    title = serializers.CharField(source="offer.text.title")
    way = serializers.ChoiceField(WAYS)
    capacity = serializers.IntegerField()
    placed = serializers.IntegerField()
    waiting = serializers.IntegerField()
    left = serializers.IntegerField()
    most_per_school = serializers.IntegerField(allow_null=True)
    closes_on = serializers.DateField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewActivity(Shape):
    """Open an offer for sign-up. `way`: `count` (default) or `code`, one code per child that only the school knows."""

    offer = Id()
    capacity = Whole(least=1, most=MOST_UNITS)
    closes_on = Day()
    way = Word([code for code, _label in WAYS], required=False)
    most_per_school = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)


class Places(Shape):
    """How many places there are from now on."""

    capacity = Whole(least=1, most=MOST_UNITS)


class Until(Shape):
    """The last day of sign-up."""

    closes_on = Day()


class WhyCancelled(Shape):
    """Why it does not go on."""

    reason = Text(max_length=500)


class Children(Shape):
    """So many children of a school; `school` only by a board."""

    children = Whole(least=1, most=MOST_AT_ONCE)
    school = Id(required=False)


class Came(Shape):
    """How many of an enrolment came."""

    enrolment = Id()
    present = Whole(least=0, most=MOST_UNITS)


class WhoCame(Shape):
    """Who came on a date: each enrolment once."""

    session = Id()
    present = Rows(Came(), least=1, most=1000)


class EnrolmentShape(Shape):
    """Children of a school in an activity; `code` is there when the activity works with codes."""

    id = Id()
    activity = Id(source="activity_id")
    school = Ref()
    number = serializers.IntegerField()
    code = serializers.CharField()
    children = serializers.IntegerField(source="wanted")
    placed = serializers.IntegerField()
    waiting = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class SomeChildren(Shape):
    """So many do not come; all of them when not said."""

    children = Whole(least=1, most=MOST_UNITS, required=False)
