"""Bank statements: what the bank says it paid, each line with its own outcome."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.filters import Filters, words
from api.conventions.parsers import Upload, XmlFile
from api.conventions.resources import Deed, Listing, Resource, Showing
from api.conventions.shapes import Document, Euros, Id, Shape, Text
from portal.payments import queries
from portal.payments.models import StatementEntry
from portal.payments.statements import read_statement, resolve
from portal.payments.states import ENTRY_STATUSES


class NewStatement(Shape):
    """A camt.053 statement as the bank made it."""

    file = Document(max_length=200)


class LineOutcomeShape(Shape):
    """What became of one line: settled, known, unknown, differs or returned."""

    end_to_end_id = serializers.CharField(source="entry.end_to_end_id")
    amount = Euros(source="entry.amount")
    date = serializers.DateField(source="entry.date")
    outcome = serializers.CharField()
    sentence = serializers.CharField()


class OutcomesShape(Shape):
    """One outcome per line, in the order of the statement."""

    results = LineOutcomeShape(many=True)


class StatementEntryShape(Shape):
    """A line of a statement that was read. Open: no payment of the portal has its reference, or not this amount."""

    id = Id()
    status = serializers.ChoiceField(ENTRY_STATUSES)
    outcome = serializers.CharField()
    reference = serializers.CharField()
    amount = Euros()
    came_in = serializers.BooleanField()
    date = serializers.DateField()
    reason = serializers.CharField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class WhatItIs(Shape):
    """What the line is."""

    reason = Text(max_length=500)


class EntryFilters(Filters):
    """By status."""

    status = words([code for code, _label in ENTRY_STATUSES])


class OfEntries(Resource):
    """Where lines of statements come from and how they look."""

    shape = StatementEntryShape
    scopes = {"GET": "payments:read", "POST": "payments:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.entries_visible_to(self.actor)


class Entries(OfEntries, Listing):
    """The lines of statements, newest first."""

    filters = EntryFilters


class Entry(OfEntries, Showing):
    """One line."""


class Resolutions(OfEntries, Deed):
    """Somebody looked at a line that nobody recognised."""

    body = WhatItIs

    def do(self, thing: Any, given: dict[str, Any]) -> StatementEntry:
        """By a finance officer."""
        return resolve(thing, by=self.actor, **given)


class BankStatements(Resource):
    """Read a statement (a form with `file`, or the XML itself): paid invoices are closed; again changes nothing."""

    scopes = {"POST": "payments:write"}
    body, shape = NewStatement, OutcomesShape
    parser_classes = [Upload, XmlFile]

    def post(self, request: Request) -> Response:
        """The outcomes."""
        given: dict[str, Any] = self.read(NewStatement)
        outcomes = read_statement(given["file"].read(), name=given["file"].name or "", by=self.actor)
        return Response({"results": LineOutcomeShape(outcomes, many=True).data}, 201)


urls = [
    path("bank-statements", BankStatements.as_view()),
    path("statement-entries", Entries.as_view()),
    path("statement-entries/<uuid:id>", Entry.as_view()),
    path("statement-entries/<uuid:id>/resolutions", Resolutions.as_view()),
]
