"""Bank statements: what the bank says it paid, each line with its own outcome."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.parsers import Upload, XmlFile
from api.conventions.resources import Resource
from api.conventions.shapes import Document, Euros, Shape
from portal.payments.statements import read_statement


class NewStatement(Shape):
    """A camt.053 statement as the bank made it."""

    file = Document(max_length=200)


class OutcomeShape(Shape):
    """What became of one line: settled, known, unknown, differs or returned."""

    end_to_end_id = serializers.CharField(source="entry.end_to_end_id")
    amount = Euros(source="entry.amount")
    date = serializers.DateField(source="entry.date")
    outcome = serializers.CharField()
    sentence = serializers.CharField()


class OutcomesShape(Shape):
    """One outcome per line, in the order of the statement."""

    results = OutcomeShape(many=True)


class BankStatements(Resource):
    """Read a statement (a form with `file`, or the XML itself): paid invoices are closed; again changes nothing."""

    scopes = {"POST": "payments:write"}
    body, shape = NewStatement, OutcomesShape
    parser_classes = [Upload, XmlFile]

    def post(self, request: Request) -> Response:
        """The outcomes."""
        given: dict[str, Any] = self.read(NewStatement)
        outcomes = read_statement(given["file"].read(), by=self.actor)
        return Response({"results": OutcomeShape(outcomes, many=True).data}, 201)


urls = [path("bank-statements", BankStatements.as_view())]
