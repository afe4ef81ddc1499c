"""Accounts: what a school may choose from, what is set aside and what is spent; and every movement on them."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, ids
from api.conventions.resources import Listing, Resource, Showing
from api.conventions.shapes import Euros, Id, Ref, Shape
from portal.budgets import queries
from portal.budgets.models import Account as AccountRow
from portal.budgets.states import KINDS


class AccountShape(Shape):
    """Balances without VAT; `available` = granted − reserved − spent."""

    id = Id()
    programme = Id(source="programme_id")
    school = Ref(allow_null=True)
    line = serializers.SerializerMethodField()
    granted = Euros()
    reserved = Euros()
    spent = Euros()
    available = Euros()

    def get_line(self, account: AccountRow) -> dict[str, str] | None:
        """The municipal line, when this is no account of a school."""
        return {"id": account.line, "name": account.line} if account.line else None


class EntryShape(Shape):
    """One movement; the amount is positive and the kind says what it did."""

    id = serializers.CharField(source="pk")
    kind = serializers.ChoiceField(KINDS)
    amount = Euros()
    cause = serializers.CharField(help_text="what it was for: booking, split, …")
    cause_id = Id()
    at = serializers.DateTimeField()
    by = serializers.CharField()


class AccountFilters(Filters):
    """Accounts by programme or school."""

    programme = ids("programme")
    school = ids("school")


class EntryFilters(Filters):
    """Movements by what caused them."""

    cause_id = django_filters.UUIDFilter()


class OfAccounts(Resource):
    """Where accounts come from and how they look."""

    shape: ClassVar[type[Shape]] = AccountShape
    scopes = {"GET": "budgets:read"}

    def visible(self) -> QuerySet[Any]:
        """Of the own school(s); for the municipality all of its own."""
        return queries.visible_to(self.actor)


class Accounts(OfAccounts, Listing):
    """The accounts of the own school(s); for the municipality all of its accounts."""

    filters = AccountFilters


class Account(OfAccounts, Showing):
    """One account."""


class Entries(OfAccounts):
    """The movements on an account, newest first; their sum is the balance."""

    shape = EntryShape
    paged = True
    filters = EntryFilters

    def get(self, request: Request, id: UUID) -> Response:
        """A page of movements."""
        return self.listed(queries.entries_of(self.thing(id)))


urls = [
    path("accounts", Accounts.as_view()),
    path("accounts/<uuid:id>", Account.as_view()),
    path("accounts/<uuid:id>/entries", Entries.as_view()),
]
