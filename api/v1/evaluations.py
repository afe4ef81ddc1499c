"""Evaluations: what schools say of what they got, what they are asked, and what everybody may read."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Flag, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue import vocabulary
from catalogue.programmes import queries as programmes
from portal.bookings import queries as bookings
from portal.monitoring import actions, evaluations
from portal.monitoring.models import Evaluation, QuestionSet
from portal.monitoring.states import HIGHEST, LOWEST, STATUSES


class AnswerShape(Shape):
    """A mark from 1 to 5 for a question, by its code."""

    question = Text(max_length=40)
    mark = Whole(least=LOWEST, most=HIGHEST)


class EvaluatedOfferShape(Shape):
    """The offer that was evaluated."""

    id = Id(source="offer_id")
    title = serializers.CharField(source="offer.text.title")


class EvaluationShape(Shape):
    """What a school says. `named`: its name may stand with its words; everybody reads them once `published`."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    booking = Id(source="booking_id")
    school = Ref()
    offer = EvaluatedOfferShape(source="*")
    answers = serializers.SerializerMethodField()
    again = serializers.BooleanField()
    words = serializers.CharField()
    named = serializers.BooleanField()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    @extend_schema_field(AnswerShape(many=True))
    def get_answers(self, evaluation: Evaluation) -> list[dict[str, Any]]:
        """In the order in which they were asked."""
        return [{"question": code, "mark": mark} for code, mark in evaluation.answers.items()]


class EvaluationChange(Shape):
    """What the school may change until the municipality looked at it."""

    answers = Rows(AnswerShape(), most=20, required=False)
    again = Flag(required=False)
    words = Text(max_length=1000, required=False, allow_blank=True)
    named = Flag(required=False)


class NewEvaluation(Shape):
    """What a school says of a booking that it accepted: a mark per question of the programme."""

    booking = Id()
    answers = Rows(AnswerShape(), most=20)
    again = Flag()
    words = Text(max_length=1000, required=False, allow_blank=True)
    named = Flag(required=False)


class NewModeration(Shape):
    """Whether everybody may read the words; hiding them needs a reason, which the school reads."""

    verdict = Word(["publish", "hide"])
    reason = Text(max_length=500, required=False, allow_blank=True)


class EvaluationFilters(Filters):
    """Evaluations by status, school, offer and programme."""

    status = words([code for code, _label in STATUSES])
    school = ids("school")
    offer = ids("offer")
    programme = ids("offer__programme")


class OfEvaluations(Resource):
    """Where evaluations come from and how they look."""

    shape = EvaluationShape
    scopes = {"GET": "bookings:read", "POST": "bookings:write", "PATCH": "bookings:write"}

    def visible(self) -> QuerySet[Any]:
        """A school its own, the municipality all, a provider what may be read with a name."""
        return evaluations.visible_to(self.actor)


class Evaluations(OfEvaluations, Listing, Making):
    """Evaluations, newest first. One per booking, by who decides for the school."""

    body = NewEvaluation
    filters = EvaluationFilters

    def make(self, given: dict[str, Any]) -> Evaluation:
        """By the school that had it."""
        booking = self.named(bookings.visible_to(self.actor), given.pop("booking"), "#/booking")
        return actions.evaluate(booking, answers=_marks(given.pop("answers")), by=self.actor, **given)


class OneEvaluation(OfEvaluations, Showing, Changing):
    """One evaluation; the school changes it until the municipality looked at it."""

    change = EvaluationChange

    def edit(self, thing: Any, given: dict[str, Any]) -> Evaluation:
        """By the school."""
        if "answers" in given:
            given["answers"] = _marks(given["answers"])
        return actions.change_evaluation(thing, by=self.actor, **given)


class Moderations(OfEvaluations, Deed):
    """The officer lets everybody read the words, or not. The figures count anyway."""

    scopes = {"POST": "bookings:decide"}
    body = NewModeration

    def do(self, thing: Any, given: dict[str, Any]) -> Evaluation:
        """By the officer."""
        return actions.moderate(thing, by=self.actor, **given)


class QuestionShape(Shape):
    """One question on a scale from 1 to 5."""

    code = Text(max_length=40)
    label_ = Text(max_length=120)
    label_en = Text(max_length=120, required=False, allow_blank=True)


class NewQuestions(Shape):
    """What schools are asked from now on, in this order."""

    questions = Rows(QuestionShape(), least=1, most=20)


class QuestionSetShape(Shape):
    """What schools are asked in a programme."""

    id = Id()
    programme = Id(source="programme_id")
    questions = serializers.SerializerMethodField()

    @extend_schema_field(QuestionShape(many=True))
    def get_questions(self, found: QuestionSet) -> list[dict[str, Any]]:
        """As they are asked."""
        return [{"code": each["code"], "label": each["label"], "labelEn": each["label_en"]} for each in found.questions]


class EvaluationQuestions(Resource):
    """`POST` below a programme: what schools are asked in it from now on; what was answered stays."""

    shape = QuestionSetShape
    body = NewQuestions
    scopes = {"POST": "bookings:decide"}

    def visible(self) -> QuerySet[Any]:
        """Every programme; only its municipality may ask."""
        return programmes.programmes()

    def post(self, request: Any, id: Any) -> Any:
        """By the officer."""
        programme = self.thing(id)
        questions = [vocabulary.Word(**each) for each in self.read(self.body)["questions"]]
        return self.shown(actions.ask(programme, questions, by=self.actor), 201)


def _marks(answers: list[dict[str, Any]]) -> dict[str, int]:
    return {each["question"]: each["mark"] for each in answers}


urls = [
    path("evaluations", Evaluations.as_view()),
    path("evaluations/<uuid:id>", OneEvaluation.as_view()),
    path("evaluations/<uuid:id>/moderations", Moderations.as_view()),
    path("programmes/<uuid:id>/evaluation-questions", EvaluationQuestions.as_view()),
]
