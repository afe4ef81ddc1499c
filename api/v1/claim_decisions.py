"""Many decisions in one request: each row has its own result, and a refused row never stops the others."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers

from api.conventions.etags import check_tags
from api.conventions.row_by_row import RowByRow
from api.conventions.shapes import Shape
from api.v1.claim_shapes import ClaimShape, RowDecision
from api.v1.claims import DECIDE, OfClaims, verdict
from portal.claims import decisions


class RowResultShape(Shape):
    """What became of one row: the claim as it now is, or the problem that kept it as it was."""

    claim = serializers.CharField(allow_null=True)
    status = serializers.IntegerField(help_text="200, or the status of the problem")
    result = ClaimShape(allow_null=True)
    problem = serializers.DictField(allow_null=True)


class RowResultsShape(Shape):
    """One result per row, in the order of the rows."""

    results = RowResultShape(many=True)


class ClaimDecisions(OfClaims, RowByRow):
    """A list of decisions, at most a hundred. Each row is decided alone, in the order given.

    `ifMatch` of a row is the ETag of the claim as it was read; without it the row is decided on the claim as it is.
    What is in the sample is not approved in a list (409 `in_sample`): somebody looks at it by itself.
    """

    scopes = {"POST": DECIDE}
    body, thing_name, answer = RowDecision, "claim", RowResultsShape

    def one(self, given: dict[str, Any]) -> Any:
        """By an approver."""
        claim = self.thing(given["claim"])
        if "if_match" in given:
            check_tags(given["if_match"], "ifMatch", claim)
        return decisions.decide(claim, verdict(given), by=self.actor, version=claim.version, among_many=True)


urls = [path("claim-decisions", ClaimDecisions.as_view())]
