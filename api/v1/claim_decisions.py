"""Many decisions in one request: each row has its own result, and a refused row never stops the others."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import path
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.etags import check_tags
from api.conventions.problems import Found, Wrong, invalid, problem_of
from api.conventions.shapes import Shape
from api.v1.claim_shapes import ClaimShape, RowDecision
from api.v1.claims import DECIDE, OfClaims, verdict
from catalogue.deeds import row_of_many
from catalogue.errors import Invalid, Refused
from portal.claims import decisions

MOST_ROWS = 100


class RowResultShape(Shape):
    """What became of one row: the claim as it now is, or the problem that kept it as it was."""

    claim = serializers.CharField(allow_null=True)
    status = serializers.IntegerField(help_text="200, or the status of the problem")
    result = ClaimShape(allow_null=True)
    problem = serializers.DictField(allow_null=True)


class RowResultsShape(Shape):
    """One result per row, in the order of the rows."""

    results = RowResultShape(many=True)


class ClaimDecisions(OfClaims):
    """A list of decisions, at most a hundred. Each row is decided alone, in the order given.

    `ifMatch` of a row is the ETag of the claim as it was read; without it the row is decided on the claim as it is.
    """

    scopes = {"POST": DECIDE}
    body = RowDecision
    many, status, answer = True, 200, RowResultsShape

    def post(self, request: Request) -> Response:
        """One result per row."""
        rows = request.data
        if not isinstance(rows, list):
            raise invalid(Found("body", "#", "not_a_list", _("A list of decisions is expected.")))
        if not 1 <= len(rows) <= MOST_ROWS:
            raise invalid(Found("body", "#", "out_of_range", _("1 to %d rows are expected.") % MOST_ROWS))
        return Response({"results": [self._result(row) for row in rows]})

    def _result(self, row: Any) -> dict[str, Any]:
        named = row.get("claim") if isinstance(row, dict) else None
        try:
            claim = self._decided(row)
        except (Refused, Invalid, Http404, Wrong, ValidationError) as error:
            problem = problem_of(error)
            return {
                "claim": named if isinstance(named, str) else None,
                "status": problem.status,
                "result": None,
                "problem": problem.body(),
            }
        return {"claim": named, "status": 200, "result": self.as_json(claim), "problem": None}

    def _decided(self, row: Any) -> Any:
        read = RowDecision(data=row, context={"actor": self.actor})
        read.is_valid(raise_exception=True)
        given = read.validated_data
        with row_of_many():
            claim = self.thing(given["claim"])
            if "if_match" in given:
                check_tags(given["if_match"], "ifMatch", claim)
            decisions.decide(claim, verdict(given), by=self.actor, version=claim.version)
        return self.again(claim)


urls = [path("claim-decisions", ClaimDecisions.as_view())]
