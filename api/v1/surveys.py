"""Anonymous surveys of young people and partners: made, published, filled from elsewhere, closed, and their results."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Flag, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue.errors import Invalid
from catalogue.offers.queries import visible_to as offers_visible_to
from catalogue.programmes.queries import programmes, themes
from portal.surveys import actions, queries, vocabulary
from portal.surveys.actions import Answer, Asked
from portal.surveys.models import LONGEST_WORDS
from portal.surveys.models import Survey as SurveyRow
from portal.surveys.states import KINDS, LAST_STEP, STATUSES

SCOPES = {"GET": "needs:read", "POST": "needs:write", "PATCH": "needs:write"}
AGES = ["", *(each.code for each in vocabulary.age_groups())]
SCHOOLS = ["", *(each.code for each in vocabulary.school_kinds())]
MOST_AT_ONCE = 2000
MOST_PEOPLE = 100_000


class TopicShape(Shape):
    """Something to choose, and the theme that it is linked to."""

    id = Id()
    name = serializers.CharField()
    name_en = serializers.CharField()
    theme = Ref(allow_null=True)


class SurveyShape(Shape):
    """A survey; `token` is the last part of the address at which it is answered, `smallest` the least count shown."""

    id = Id()
    programme = Id(source="programme_id")
    kind = serializers.ChoiceField(KINDS)
    name = serializers.CharField()
    status = serializers.ChoiceField(STATUSES)
    opens_on = serializers.DateField(allow_null=True)
    closes_on = serializers.DateField(allow_null=True)
    token = serializers.SerializerMethodField()
    most_topics = serializers.IntegerField()
    scale_question = serializers.CharField()
    asks_words = serializers.BooleanField()
    smallest = serializers.IntegerField()
    is_public = serializers.BooleanField()
    answers = serializers.IntegerField()
    topics = TopicShape(many=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_token(self, survey: SurveyRow) -> str | None:
        """Only for the municipality that asks."""
        return survey.token if self.context["actor"].municipality == survey.municipality_id else None


class NewTopic(Shape):
    """A topic by its names."""

    name = Text(max_length=80)
    name_en = Text(max_length=80, required=False, allow_blank=True)


class NewSurvey(Shape):
    """Whom is asked what. Words only of partners; `smallest` is never less than the house's."""

    programme = Id()
    kind = Word([code for code, _label in KINDS])
    name = Text(max_length=120)
    topics = Rows(NewTopic(), least=2, most=40)
    most_topics = Whole(least=2, most=5, required=False)
    scale_question = Text(max_length=200, required=False, allow_blank=True)
    asks_words = Flag(required=False)
    opens_on = Day(required=False, allow_null=True)
    closes_on = Day(required=False, allow_null=True)
    smallest = Whole(least=1, most=1000, required=False)


class SurveyChange(Shape):
    """What may change after it was made."""

    name = Text(max_length=120, required=False)
    opens_on = Day(required=False, allow_null=True)
    closes_on = Day(required=False, allow_null=True)
    is_public = Flag(required=False)


class SurveyFilters(Filters):
    """Surveys by programme, kind and status."""

    programme = ids("programme")
    kind = words([code for code, _label in KINDS])
    status = words([code for code, _label in STATUSES])


class OfSurveys(Resource):
    """Where surveys come from and how they look."""

    shape = SurveyShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The own ones of a municipality; for others those whose results are public."""
        return queries.visible_to(self.actor)


class Surveys(OfSurveys, Listing, Making):
    """The surveys, the newest first."""

    body = NewSurvey
    filters = SurveyFilters

    def make(self, given: dict[str, Any]) -> Any:
        """By an officer; nobody can answer it before it is published."""
        programme = self.named(programmes(), given.pop("programme"), "#/programme")
        topics = [(each["name"], each.get("name_en", "")) for each in given.pop("topics")]
        return self.again(actions.make(programme, Asked(topics, {"smallest": 0} | given), by=self.actor))


class Survey(OfSurveys, Showing, Changing):
    """One survey."""

    change = SurveyChange

    def edit(self, thing: Any, given: dict[str, Any]) -> SurveyRow:
        """Its name, days, and who sees the results."""
        return actions.change_survey(thing, by=self.actor, **given)


class Publications(OfSurveys, Deed):
    """From now on it can be answered at its address."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.publish(thing, by=self.actor)


class Closings(OfSurveys, Deed):
    """Nobody answers any more; the results can be seen."""

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.close(thing, by=self.actor)


class GivenAnswer(Shape):
    """What one person said, without a name."""

    topics = Rows(Id(), least=1, most=5)
    age_group = Word(AGES, required=False, allow_blank=True)
    school_kind = Word(SCHOOLS, required=False, allow_blank=True)
    scale = Whole(least=1, most=LAST_STEP, required=False, allow_null=True)
    words = Text(max_length=LONGEST_WORDS, required=False, allow_blank=True)


class GivenAnswers(Shape):
    """Answers that were given on paper or elsewhere: all are read in, or none."""

    responses = Rows(GivenAnswer(), least=1, most=MOST_AT_ONCE)


class Responses(OfSurveys, Deed):
    """Answers that were given elsewhere. At the address of the survey each person answers alone."""

    body = GivenAnswers

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer, until it is closed."""
        return actions.read_in(thing, [Answer(**each) for each in given["responses"]], by=self.actor)


class TopicCount(Shape):
    """How many people named a topic."""

    topic = Id()
    people = Whole(least=0, most=MOST_PEOPLE)


class NewCount(Shape):
    """What was counted, with how many people, such as 70 interviews."""

    name = Text(max_length=120)
    people = Whole(least=1, most=MOST_PEOPLE)
    topics = Rows(TopicCount(), least=1, most=40)


class Counts(OfSurveys, Deed):
    """Counts that were made elsewhere; they add up with the answers."""

    body = NewCount

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer, until it is closed."""
        known = {topic.pk: topic for topic in thing.topics.all()}
        wrong = [place for place, each in enumerate(given["topics"]) if each["topic"] not in known]
        if wrong:
            sentence = _("This topic is not one of this survey.")
            raise Invalid.field(f"#/topics/{wrong[0]}/topic", "unknown", str(sentence))
        topics = {known[each["topic"]]: each["people"] for each in given["topics"]}
        return actions.count(thing, name=given["name"], people=given["people"], topics=topics, by=self.actor)


class NewLink(Shape):
    """The theme that a topic belongs to, and the offers that answer it; it replaces what was said before."""

    theme = Id(required=False, allow_null=True)
    offers = Rows(Id(), most=50, required=False)


class Links(Deed):
    """To which theme and offers a topic belongs."""

    shape = TopicShape
    scopes = SCOPES
    body = NewLink

    def visible(self) -> QuerySet[Any]:
        """The topics of the surveys that the actor sees."""
        return queries.topics_visible_to(self.actor)

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        theme = given.get("theme") and self.named(themes(), given["theme"], "#/theme")
        offers = [
            self.named(offers_visible_to(self.actor), id, f"#/offers/{place}")
            for place, id in enumerate(given.get("offers", []))
        ]
        return actions.link(thing, theme=theme or None, offers=offers, by=self.actor)


urls = [
    path("surveys", Surveys.as_view()),
    path("surveys/<uuid:id>", Survey.as_view()),
    path("surveys/<uuid:id>/publications", Publications.as_view()),
    path("surveys/<uuid:id>/closings", Closings.as_view()),
    path("surveys/<uuid:id>/responses", Responses.as_view()),
    path("surveys/<uuid:id>/counts", Counts.as_view()),
    path("survey-topics/<uuid:id>/links", Links.as_view()),
]
