"""Handovers: money that goes to another municipality, which the account to the state shows apart."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from rest_framework import serializers

from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Euros, Id, Shape, Text, Whole
from api.v1.corrections import SCOPES, SecondReason
from catalogue.money import CENT
from portal.budgets import queries as budgets
from portal.funding import actions, queries, states
from portal.funding.models import Handover as HandoverRow

MOST_PUPILS = 10_000_000


class HandoverShape(Shape):
    """Money of a line for another municipality. The numbers of pupils are given figures: by site, and by residence."""

    id = Id()
    account = Id(source="account_id")
    programme = Id(source="account.programme_id")
    grant = Id(source="grant_id", allow_null=True)
    to_code = serializers.CharField()
    to_name = serializers.CharField()
    amount = Euros()
    on = serializers.DateField()
    basis = serializers.CharField()
    pupils_by_site = serializers.IntegerField(allow_null=True)
    pupils_by_residence = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField([(status, status) for status in states.MOVE])
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewHandover(Shape):
    """From which line, to whom (CBS code), how much, on which day (today when left out) and on what basis."""

    account = Id()
    to_code = Text(max_length=6)
    to_name = Text(max_length=120)
    amount = Euros(least=CENT)
    on = Day(required=False)
    basis = Text(max_length=1000)
    pupils_by_site = Whole(most=MOST_PUPILS, required=False, allow_null=True)
    pupils_by_residence = Whole(most=MOST_PUPILS, required=False, allow_null=True)


class HandoverFilters(Filters):
    """Handovers of one or more accounts."""

    account = ids("account")


class OfHandovers(Resource):
    """Where handovers come from and how they look."""

    shape: ClassVar[type[Shape]] = HandoverShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.handovers_visible_to(self.actor)


class Handovers(OfHandovers, Listing, Making):
    """What was passed on, newest first. At once up to the four-eyes threshold, above it a second person confirms."""

    body = NewHandover
    filters = HandoverFilters

    def make(self, given: dict[str, Any]) -> HandoverRow:
        """By an officer or finance officer."""
        account = self.named(budgets.visible_to(self.actor), given.pop("account"), "#/account")
        given.setdefault("on", timezone.localdate())
        made: HandoverRow = self.again(actions.propose_handover(account, by=self.actor, **given))
        return made


class Handover(OfHandovers, Showing):
    """One handover."""


class HandoverConfirmations(OfHandovers, Deed):
    """The second person agrees, and the money is booked."""

    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> HandoverRow:
        """By a finance officer who did not propose it."""
        return actions.confirm_handover(thing, by=self.actor)


class HandoverRefusals(OfHandovers, Deed):
    """The second person does not agree."""

    money = True
    body = SecondReason

    def do(self, thing: Any, given: dict[str, Any]) -> HandoverRow:
        """By a finance officer who did not propose it."""
        return actions.refuse_handover(thing, by=self.actor, **given)


urls = [
    path("handovers", Handovers.as_view()),
    path("handovers/<uuid:id>", Handover.as_view()),
    path("handovers/<uuid:id>/confirmations", HandoverConfirmations.as_view()),
    path("handovers/<uuid:id>/refusals", HandoverRefusals.as_view()),
]
