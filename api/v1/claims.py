"""Claims: a provider asks to be paid for what was delivered, a school for its own costs; the municipality decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response

from api.conventions.parsers import Upload
from api.conventions.resources import Changing, Deed, Download, Listing, Making, Resource, Showing
from api.conventions.shapes import Shape
from api.v1.claim_shapes import (
    ChecksShape,
    ClaimChange,
    ClaimFilters,
    ClaimShape,
    DifferencesShape,
    NewAnswers,
    NewClaim,
    NewDecision,
    NewEvidence,
    NewGathering,
    NewPostponement,
)
from portal.claims import actions, decisions, queries
from portal.claims.checks import checks_of
from portal.claims.delaying import postpone
from portal.claims.gathering import gather, programmes_of
from portal.claims.models import Claim as ClaimRow
from portal.claims.submissions import differences

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


class Gathering(OfClaims, Deed):
    """One draft claim of all that the provider can claim in this programme, or of what it delivered in one month."""

    body = NewGathering
    made: ClaimRow

    def visible(self) -> QuerySet[Any]:
        """The programmes in which the actor has bookings."""
        return programmes_of(self.actor)

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By a manager of the provider."""
        self.made = gather(thing, month=given.get("month"), by=self.actor)
        return self.made

    def again(self, thing: Any) -> Any:
        """The new claim."""
        return super().visible().get(pk=self.made.pk)


class EvidenceOf(OfClaims, Deed):
    """Add a private file to a draft or returned claim."""

    body = NewEvidence
    parser_classes = [Upload]

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By a manager of the provider, or who decides for the school."""
        return actions.add_evidence(thing, given["file"], by=self.actor)


class OneEvidence(OfClaims):
    """A file of a claim, by its own id."""

    scopes = {"DELETE": WRITE}

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take the file out of a draft or returned claim; the claim as it now is."""
        claim = self.visible().filter(evidence=id).first()
        if claim is None:
            raise Http404
        actions.remove_evidence(claim.evidence.get(pk=id), by=self.actor)
        return self.shown(self.again(claim))


class EvidenceFile(Download):
    """A file of a claim, as it was handed in; for who sees the claim."""

    scopes = {"GET": "claims:read"}
    media_type = "application/octet-stream"

    def visible(self) -> QuerySet[Any]:
        """The files of the claims that the actor sees."""
        return queries.evidence_visible_to(self.actor)

    def file(self, thing: Any) -> tuple[bytes, str]:
        """Never shown, only kept: it is somebody else's."""
        with thing.file.open("rb") as file:
            return file.read(), thing.name


class Answers(OfClaims, Deed):
    """Answer what the municipality asked about lines, when it returned the claim."""

    body = NewAnswers

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By a manager of the provider, or who decides for the school."""
        return actions.answer(thing, {line["id"]: line["answer"] for line in given["lines"]}, by=self.actor)


class Differences(OfClaims):
    """What changed since the claim was sent before."""

    shape = DifferencesShape

    def get(self, request: Request, id: UUID) -> Response:
        """Every difference, in words; nothing when it was sent once."""
        return Response(self.as_json({"results": differences(self.thing(id))}))


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
    """What is looked at in the claim: each check passes, warns or blocks. The claimant reads them before sending it."""

    scopes = {"GET": "claims:check"}
    shape = ChecksShape

    def get(self, request: Request, id: UUID) -> Response:
        """Every check, in the order in which people read them."""
        return Response(self.as_json({"results": checks_of(self.thing(id))}))


class Decisions(OfClaims, Deed):
    """Approve, return or reject. Above the threshold of the programme two different people approve."""

    scopes = {"POST": DECIDE}
    body = NewDecision
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By an assessor or officer; the version that was read is checked again inside the deed."""
        return decisions.decide(thing, verdict(given), by=self.actor, version=thing.version)


class Postponements(OfClaims, Deed):
    """Decide later on own costs of a school, once, with a letter that says why (Awb 4:14)."""

    scopes = {"POST": DECIDE}
    body = NewPostponement
    money = True

    def do(self, thing: Any, given: dict[str, Any]) -> ClaimRow:
        """By an assessor or officer."""
        return postpone(thing, given["until"], reason=given["reason"], by=self.actor)


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
        decisions.LineVerdict(line["id"], line.get("sanctioned_amount"), line["reason"], line["question"])
        for line in given.get("lines", [])
    ]
    return decisions.Verdict(given["verdict"], given["reason"], lines, given["remainder"])


urls = [
    path("claims", Claims.as_view()),
    path("programmes/<uuid:id>/claims", Gathering.as_view()),
    path("claims/<uuid:id>", Claim.as_view()),
    path("claims/<uuid:id>/evidence", EvidenceOf.as_view()),
    path("evidence/<uuid:id>", OneEvidence.as_view()),
    path("evidence/<uuid:id>/file", EvidenceFile.as_view()),
    path("claims/<uuid:id>/answers", Answers.as_view()),
    path("claims/<uuid:id>/differences", Differences.as_view()),
    path("claims/<uuid:id>/submissions", Submissions.as_view()),
    path("claims/<uuid:id>/withdrawals", Withdrawals.as_view()),
    path("claims/<uuid:id>/checks", Checks.as_view()),
    path("claims/<uuid:id>/decisions", Decisions.as_view()),
    path("claims/<uuid:id>/postponements", Postponements.as_view()),
]
