"""May an offer be paid? Its cases, what the rules and the accountant say about each, and the deeds on them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.pagination import Pages
from api.conventions.resources import Deed, Resource
from api.conventions.shapes import Day, Shape, Text, Word
from api.v1.eligibility_rules import EligibilityRuleShape
from api.v1.offers import OfOffers
from catalogue.offers import actions, queries
from catalogue.offers.eligibility import cases_of
from catalogue.offers.models import AccountantAnswer
from catalogue.programmes.models import EligibilityRule

REVIEW = {"POST": "catalogue:review"}


class AccountantAnswerShape(Shape):
    """What the accountant said, and who wrote it down."""

    verdict = serializers.ChoiceField(AccountantAnswer.VERDICTS)
    words = serializers.CharField()
    answered_on = serializers.DateField()
    recorded_by = serializers.CharField()


class CaseShape(Shape):
    """One case of an offer. `verdict` is what counts now: of the rule, or of the accountant where the rule asks."""

    case = serializers.CharField(source="ruling.case")
    name = serializers.CharField(source="ruling.words")
    verdict = serializers.ChoiceField(EligibilityRule.VERDICTS)
    rule = EligibilityRuleShape(source="ruling.rule")
    added = serializers.SerializerMethodField(help_text="why the municipality added it; null: the provider ticked it")
    answer = AccountantAnswerShape(allow_null=True)

    def get_added(self, case: Any) -> str | None:
        """The words of the officer."""
        return case.added.words if case.added else None


class NewCase(Shape):
    """A case that the officer sees in the offer, and where."""

    case = Text(max_length=40)
    words = Text(max_length=500)


class CaseName(Shape):
    """A case of the offer."""

    case = Text(max_length=40)


class NewAnswer(Shape):
    """What the accountant said about one case; `answeredOn` is today when it is left out."""

    case = Text(max_length=40)
    verdict = Word([code for code, _label in AccountantAnswer.VERDICTS])
    words = Text(max_length=2000)
    answered_on = Day(required=False)


class Cases(Resource):
    """The cases of an offer under review, else of what is published; only for its provider and its municipality."""

    scopes = {"GET": "catalogue:read"}
    shape = CaseShape
    paged = True

    def visible(self) -> QuerySet[Any]:
        """The offers that the actor wrote or reviews."""
        return queries.concerning(self.actor)

    def get(self, request: Request, id: Any) -> Response:
        """By code."""
        offer = self.thing(id)
        cases, pages = cases_of(offer, offer.draft or offer.text), Pages()
        page: Any = pages.paginate_queryset(cases, request, count=len(cases))  # a list is sliced like rows
        return pages.get_paginated_response(self.as_json(page, many=True))


class CaseAdditions(OfOffers, Deed):
    """The officer adds a case that the provider did not tick."""

    scopes = REVIEW
    body = NewCase

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.add_case(thing, **given, by=self.actor)


class CaseRemovals(OfOffers, Deed):
    """The officer takes back a case that the municipality added."""

    scopes = REVIEW
    body = CaseName

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.drop_case(thing, **given, by=self.actor)


class AccountantAnswers(OfOffers, Deed):
    """What the accountant said about one case of the offer; a later answer counts for this one."""

    scopes = REVIEW
    body = NewAnswer

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """Written down by an officer."""
        return actions.record_answer(thing, **({"answered_on": timezone.localdate()} | given), by=self.actor)


urls = [
    path("offers/<uuid:id>/cases", Cases.as_view()),
    path("offers/<uuid:id>/case-additions", CaseAdditions.as_view()),
    path("offers/<uuid:id>/case-removals", CaseRemovals.as_view()),
    path("offers/<uuid:id>/accountant-answers", AccountantAnswers.as_view()),
]
