"""Changed bank accounts of providers and boards: proposed by one, checked by another, before anything is paid there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers

from api.conventions.filters import Filters, words
from api.conventions.resources import Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Day, Id, Ref, Shape, Text, Word
from catalogue.errors import Invalid
from catalogue.organisations import actions, queries
from catalogue.organisations.identifiers import written_iban
from catalogue.organisations.models import AccountChange as Row
from catalogue.organisations.states import ACCOUNT_STATUSES, NAME_CHECKS
from portal.payments import accounts


class AccountChangeShape(Shape):
    """`outcome` is what Verification of Payee said: match, close, no or not_possible; empty while it waits."""

    id = Id()
    status = serializers.ChoiceField(ACCOUNT_STATUSES)
    provider = Ref(allow_null=True)
    board = Ref(allow_null=True)
    iban = serializers.CharField()
    account_name = serializers.CharField()
    reason = serializers.CharField()
    proposed_by = serializers.CharField(source="proposed_by_name")
    outcome = serializers.CharField()
    checked_on = serializers.DateField(allow_null=True)
    words = serializers.CharField()
    decided_by = serializers.CharField(source="decided_by_name")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewAccountChange(Shape):
    """The new account; finance names the provider or board and says how it knows. A payee proposes for itself."""

    provider = Id(required=False)
    board = Id(required=False)
    iban = Text(max_length=42)
    account_name = Text(max_length=70)
    reason = Text(max_length=500, required=False, default="")


class Checked(Shape):
    """What the bank said about name and number, when, and how else it was checked."""

    outcome = Word(dict(NAME_CHECKS))
    checked_on = Day(required=False)
    words = Text(max_length=500, required=False, default="")


class WhyNotBelieved(Shape):
    """Why the account is not believed."""

    reason = Text(max_length=500)


class AccountChangeFilters(Filters):
    """By status."""

    status = words([code for code, _label in ACCOUNT_STATUSES])


class OfAccountChanges(Resource):
    """Where they come from and how they look."""

    shape = AccountChangeShape
    scopes: ClassVar[dict[str, str]] = {"GET": "accounts:read", "POST": "accounts:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own organisation; for the municipality those of who takes part in it."""
        return queries.account_changes_visible_to(self.actor)


class AccountChanges(OfAccountChanges, Listing, Making):
    """The changes, newest first."""

    filters = AccountChangeFilters
    body = NewAccountChange

    def make(self, given: dict[str, Any]) -> Row:
        """By the payee, or by a finance officer where it takes part."""
        payee = self._payee(given.pop("provider", None), given.pop("board", None))
        given["iban"] = written_iban(given["iban"])
        return actions.propose_account(payee, by=self.actor, **given)

    def _payee(self, provider: Any, board: Any) -> Any:
        if provider and board:
            raise Invalid.field("#/board", "not_expected", _("Name a provider or a board, not both."))
        if provider:
            return self.named(queries.payees_providers(self.actor), provider, "#/provider")
        if board:
            return self.named(queries.payees_boards(self.actor), board, "#/board")
        found = queries.own_providers(self.actor).first() or queries.own_board(self.actor).first()
        if found is None:
            raise Invalid.field("#/provider", "required", _("Name the provider or the board."))
        return found


class AccountChange(OfAccountChanges, Showing):
    """One change."""


class Confirmations(OfAccountChanges, Deed):
    """Another person checked number and name: from now on the payee is paid there."""

    money = True
    body = Checked

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer who did not propose it and does not belong to the payee."""
        return accounts.confirm(thing, by=self.actor, **given)


class Refusals(OfAccountChanges, Deed):
    """A finance officer does not believe it; the known account stays."""

    money = True
    body = WhyNotBelieved

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """By a finance officer who did not propose it."""
        return actions.refuse_account(thing, by=self.actor, **given)


class Withdrawals(OfAccountChanges, Deed):
    """The payee or finance takes it back; the known account stays."""

    def do(self, thing: Any, given: dict[str, Any]) -> Row:
        """While it waits."""
        return actions.withdraw_account(thing, by=self.actor)


urls = [
    path("account-changes", AccountChanges.as_view()),
    path("account-changes/<uuid:id>", AccountChange.as_view()),
    path("account-changes/<uuid:id>/confirmations", Confirmations.as_view()),
    path("account-changes/<uuid:id>/refusals", Refusals.as_view()),
    path("account-changes/<uuid:id>/withdrawals", Withdrawals.as_view()),
]
