"""Claims: a provider asks to be paid for what was delivered, a school for its own costs; the municipality decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.parsers import Upload
from api.conventions.resources import Changing, Deed, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape
from api.v1.claim_shapes import (
    ChecksShape,
    ClaimChange,
    ClaimFilters,
    ClaimShape,
    NewClaim,
    NewDecision,
    NewEvidence,
)
from portal.claims import actions, decisions, queries
from portal.claims.checks import checks_of
from portal.claims.models import Claim as ClaimRow

WRITE, DECIDE = "claims:write", "claims:decide"


class OfClaims(Resource):
    """Where claims come from and how they look."""

    shape: ClassVar[type[Shape]] = ClaimShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "claims:read", "POST": WRITE, "PATCH": WRITE}

    def visible(self) -> QuerySet[Any]:
        """A provider, school or board sees its own, the municipality what was submitted to it."""
        return queries.visible_to(self.actor)


class Claims(OfClaims, Listing, Making):
    """Claims, newest first."""

    body = NewClaim
    filters = ClaimFilters

    def make(self, given: dict[str, Any]) -> ClaimRow:
        """A draft, by a manager of the provider or who decides for the school."""
        return actions.claim(wanted(given["lines"]), by=self.actor, kind=given.get("kind", ""))


class Claim(OfClaims, Showing, Changing):
    """One claim; its lines can be changed until it is submitted, and when it was returned."""

    change = ClaimChange

    def edit(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By a manager of the provider, or who decides for the school."""
        return actions.edit(thing, wanted(given["lines"]), by=self.actor)


class EvidenceOf(OfClaims, Deed):
    """Add a private file to a draft or returned claim."""

    body = NewEvidence
    parser_classes = [Upload]

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By a manager of the provider, or who decides for the school."""
        return actions.add_evidence(thing, given["file"], by=self.actor)


class Submissions(OfClaims, Deed):
    """Send the claim to the municipality; from now on the legal term runs."""

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By a manager of the provider, or who decides for the school."""
        return actions.submit(thing, by=self.actor)


class Withdrawals(OfClaims, Deed):
    """Throw the claim away; its bookings can be claimed again."""

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By a manager of the provider, or who decides for the school."""
        return actions.withdraw(thing, by=self.actor)


class Checks(OfClaims):
    """What the approver is shown about the claim: each check passes, warns or blocks. For the town hall only."""

    scopes = {"GET": "claims:check"}
    shape = ChecksShape

    def get(self, request: Request, id: UUID) -> Response:
        """Every check, in the order in which an approver reads them."""
        return Response(self.as_json({"results": checks_of(self.thing(id))}))


class Decisions(OfClaims, Deed):
    """Approve, return or reject. Above the threshold of the programme two different people approve."""

    scopes = {"POST": DECIDE}
    body = NewDecision
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By an assessor or officer; the version that was read is checked again inside the deed."""
        return decisions.decide(thing, verdict(given), by=self.actor, version=thing.version)


def wanted(lines: Sequence[dict[str, Any]]) -> list[actions.Wanted]:
    """The lines as the room reads them."""
    return [
        actions.Wanted(
            line.get("booking"), line.get("quantity"), line.get("unit_price"), line.get("description", ""),
            line.get("bespoke_request"), line.get("explanation", ""),
        )
        for line in lines
    ]  # fmt: skip


def verdict(given: dict[str, Any]) -> decisions.Verdict:
    """What the approver says, as the room reads it."""
    lines = [
        decisions.LineVerdict(line["id"], line["sanctioned_amount"], line["reason"]) for line in given.get("lines", [])
    ]
    return decisions.Verdict(given["verdict"], given["reason"], lines, given["remainder"])


urls = [
    path("claims", Claims.as_view()),
    path("claims/<uuid:id>", Claim.as_view()),
    path("claims/<uuid:id>/evidence", EvidenceOf.as_view()),
    path("claims/<uuid:id>/submissions", Submissions.as_view()),
    path("claims/<uuid:id>/withdrawals", Withdrawals.as_view()),
    path("claims/<uuid:id>/checks", Checks.as_view()),
    path("claims/<uuid:id>/decisions", Decisions.as_view()),
]
