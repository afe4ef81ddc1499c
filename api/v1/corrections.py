"""Corrections: a wrong entry is put right by a new one with the opposite effect; the first one stays."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.filters import Filters, ids
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Euros, Id, Shape, Text
from catalogue.errors import Invalid
from catalogue.money import CENT
from portal.budgets import queries as budgets
from portal.funding import actions, queries, states
from portal.funding.models import Correction as CorrectionRow

UNKNOWN = _("There is no such thing, or it is not yours to use.")
LARGEST_ID = 2**63
SCOPES = {"GET": "funding:read", "POST": "payments:write"}


class CorrectionShape(Shape):
    """`entry` is what was wrong, `amount` how much of it. Above the threshold it waits for a second person."""

    id = Id()
    account = Id(source="account_id")
    entry = serializers.CharField(source="entry_id")
    amount = Euros()
    reason = serializers.CharField()
    status = serializers.ChoiceField([(status, status) for status in states.MOVE])
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewCorrection(Shape):
    """Which entry of the account, how much of it (all, when it is left out), and why."""

    entry = Text(max_length=20)
    amount = Euros(least=CENT, required=False)
    reason = Text(max_length=1000)


class SecondReason(Shape):
    """Why the second person does not agree."""

    reason = Text(max_length=500)


class CorrectionFilters(Filters):
    """Corrections of one or more accounts."""

    account = ids("account")


class OfCorrections(Resource):
    """Where corrections come from and how they look."""

    shape: ClassVar[type[Shape]] = CorrectionShape
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.corrections_visible_to(self.actor)


class Corrections(OfCorrections, Listing):
    """The corrections, newest first."""

    filters = CorrectionFilters


class Correction(OfCorrections, Showing):
    """One correction."""


class AccountCorrections(Resource):
    """Correct an entry of an account; the answer is the correction."""

    shape = CorrectionShape
    body = NewCorrection
    scopes = SCOPES

    def visible(self) -> QuerySet[Any]:
        """The accounts of the own municipality."""
        return budgets.visible_to(self.actor)

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """By a finance officer; at once up to the four-eyes threshold, above it a second one confirms."""
        account = self.thing(id)
        check_match(request, account, required=False)
        given = self.read(self.body)
        said = given.pop("entry")
        entry = budgets.entries_of(account).filter(pk=int(said)).first() if _is_number(said) else None
        if entry is None:
            raise Invalid.field("#/entry", "unknown", str(UNKNOWN))
        return self.shown(actions.correct(entry, by=self.actor, **given), 201)


class CorrectionConfirmations(OfCorrections, Deed):
    """The second person agrees, and the opposite entry is written."""

    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> CorrectionRow:
        """By a finance officer who did not propose it."""
        return actions.confirm_correction(thing, by=self.actor)


class CorrectionRefusals(OfCorrections, Deed):
    """The second person does not agree."""

    money = True
    body = SecondReason

    def do(self, thing: Any, given: dict[str, Any]) -> CorrectionRow:
        """By a finance officer who did not propose it."""
        return actions.refuse_correction(thing, by=self.actor, **given)


def _is_number(said: str) -> bool:
    return said.isascii() and said.isdigit() and int(said) < LARGEST_ID


urls = [
    path("corrections", Corrections.as_view()),
    path("corrections/<uuid:id>", Correction.as_view()),
    path("corrections/<uuid:id>/confirmations", CorrectionConfirmations.as_view()),
    path("corrections/<uuid:id>/refusals", CorrectionRefusals.as_view()),
    path("accounts/<uuid:id>/corrections", AccountCorrections.as_view()),
]
