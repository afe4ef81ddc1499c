"""How claims look, what a provider fills in and what an approver says."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from rest_framework import serializers

from api.conventions.filters import Filters, OneOf, Since, ids, words
from api.conventions.shapes import Day, Document, Euros, Id, Ref, Rows, Shape, Text, Whole, Word
from catalogue.offers.models import MOST_UNITS
from portal.claims.decisions import REMAINDERS
from portal.claims.models import Claim
from portal.claims.rules import reads_verdict
from portal.claims.states import DELAYS, KINDS, SCANS, STATUSES, VERDICTS

VERDICT_CODES = [code for code, _label in VERDICTS]


class ClaimLineShape(Shape):
    """One delivered booking in a claim, or a cost for a bespoke request; `sanctionedAmount` is null until a decision.

    `explanation`: why more is claimed than was booked or delivered. `question` of the municipality and its `answer`.
    """

    id = Id()
    booking = Id(source="booking_id", allow_null=True)
    bespoke_request = Id(source="request_id", allow_null=True)
    school = Ref()
    description = serializers.CharField()
    quantity = serializers.IntegerField()
    unit_price = Euros()
    amount = Euros()
    sanctioned_amount = Euros(allow_null=True)
    reason = serializers.CharField()
    explanation = serializers.CharField()
    question = serializers.CharField()
    answer = serializers.CharField()
    goal = serializers.CharField(source="goal.code")

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Without what is not decided yet, for who makes the claim."""
        shown: dict[str, Any] = super().to_representation(instance)
        if not reads_verdict(self.context["actor"], instance.claim):
            shown |= {"sanctionedAmount": None, "reason": ""}
        return shown


class EvidenceShape(Shape):
    """A private file, by its name and hash; `scan`: whether a virus scanner looked at it."""

    id = Id()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    scan = serializers.ChoiceField(SCANS)


class ClaimDecisionShape(Shape):
    """What an approver said; `final` is false for a first approval that awaits a second person."""

    verdict = serializers.ChoiceField(VERDICTS)
    by = serializers.CharField()
    at = serializers.DateTimeField()
    reason = serializers.CharField()
    sanctioned = Euros()
    final = serializers.BooleanField()


class DelayShape(Shape):
    """Why the day to decide moved: `postponed` to `until`, or `suspended` while a question was open."""

    kind = serializers.ChoiceField(DELAYS)
    starts_on = serializers.DateField(source="since")
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    by = serializers.CharField()


class NewPostponement(Shape):
    """The later day, and why."""

    until = Day()
    reason = Text(max_length=500)


class ClaimShape(Shape):
    """A claim of a provider for delivered bookings, or of a school for its own costs; amounts without VAT."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    kind = serializers.ChoiceField(KINDS)
    claimant = Ref()
    programme = Id(source="programme_id")
    adds_to = Id(source="adds_to_id", allow_null=True)
    lines = ClaimLineShape(many=True)
    claimed = Euros()
    sanctioned = Euros()
    evidence = EvidenceShape(many=True)
    decisions = ClaimDecisionShape(many=True)
    invoice = serializers.SerializerMethodField()
    due_on = serializers.DateField(allow_null=True)
    delays = DelayShape(many=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    approved_on = serializers.DateField(allow_null=True)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """Without a first approval that awaits a second person, for who makes the claim."""
        shown: dict[str, Any] = super().to_representation(instance)
        if not reads_verdict(self.context["actor"], instance):
            shown["decisions"] = [each for each in shown["decisions"] if each["final"]]
        return shown

    def get_invoice(self, claim: Claim) -> str | None:
        """The id of its invoice, once there is one."""
        rows = claim.invoices.all()
        return next((str(invoice.pk) for invoice in rows if invoice.kind != "credit_note"), None)


class CheckShape(Shape):
    """What was looked at: `pass`, `warn` or `block`, in words; `line` when it is about one line."""

    code = serializers.CharField()
    verdict = serializers.ChoiceField([("pass", "pass"), ("warn", "warn"), ("block", "block")])
    sentence = serializers.CharField()
    line = serializers.CharField()


class ChecksShape(Shape):
    """Every check of a claim."""

    results = CheckShape(many=True)


class NewClaimLine(Shape):
    """A delivered booking (what is not given is taken from it), or a cost for a granted bespoke request.

    `explanation` is needed when more is claimed than was booked or delivered, beyond the tolerance of the programme.
    """

    booking = Id(required=False, allow_null=True)
    bespoke_request = Id(required=False, allow_null=True)
    description = Text(max_length=200, required=False, allow_blank=True, default="")
    quantity = Whole(least=1, most=MOST_UNITS, required=False, allow_null=True)
    unit_price = Euros(required=False, allow_null=True)
    explanation = Text(max_length=500, required=False, allow_blank=True, default="")


class NewClaim(Shape):
    """A new claim, as a draft; its `kind` is that of who asks."""

    kind = Word([code for code, _label in KINDS], required=False)
    lines = Rows(NewClaimLine(), least=1, most=200)


class ClaimChange(Shape):
    """Other lines for a draft or returned claim."""

    lines = Rows(NewClaimLine(), least=1, most=200)


class NewEvidence(Shape):
    """A file: PDF, PNG, JPEG, a spreadsheet or CSV; the portal says how large it may be."""

    file = Document(max_length=200)


class NewGathering(Shape):
    """`month`: any day of the month of delivery; without it everything that can be claimed."""

    month = Day(required=False)


class AnsweredLine(Shape):
    """The answer to the question about a line."""

    id = Id()
    answer = Text(max_length=1000)


class NewAnswers(Shape):
    """Answers to what the municipality asked."""

    lines = Rows(AnsweredLine(), least=1, most=200)


class DifferenceShape(Shape):
    """One thing that changed since the claim was sent before, in words."""

    code = serializers.CharField()
    sentence = serializers.CharField()


class DifferencesShape(Shape):
    """Everything that changed since the claim was sent before."""

    results = DifferenceShape(many=True)


class SanctionedLine(Shape):
    """What is sanctioned of a line (less needs a reason), or with `return` the question about it."""

    id = Id()
    sanctioned_amount = Euros(required=False, allow_null=True)
    reason = Text(max_length=500, required=False, allow_blank=True, default="")
    question = Text(max_length=500, required=False, allow_blank=True, default="")


class NewDecision(Shape):
    """What the approver says. Lines that are not named are sanctioned in full."""

    verdict = Word(VERDICT_CODES)
    reason = Text(max_length=2000, required=False, allow_blank=True, default="")
    lines = Rows(SanctionedLine(), most=200, required=False)
    remainder = Word(REMAINDERS, required=False, default="release")


class RowDecision(NewDecision):
    """One row of many: which claim, in which version (`ifMatch`, the ETag that was read), and what is said of it."""

    claim = Id()
    if_match = Text(max_length=80, required=False)


class Ordered(OneOf):
    """What is due first on top (`dueOn`), or last (`-dueOn`); newest first when nothing is said."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Claims without such a day come last."""
        due = F("due_on").desc(nulls_last=True) if value == "-dueOn" else F("due_on").asc(nulls_last=True)
        return qs.order_by(due, "submitted_at", "pk") if value else qs


class ClaimFilters(Filters):
    """Claims by what they are about."""

    ordering = Ordered(["dueOn", "-dueOn"])

    status = words([code for code, _label in STATUSES])
    programme = ids("programme")
    provider = ids("provider")
    school = ids("school")
    kind = words([code for code, _label in KINDS])
    submitted_after = Since("submitted_at")
    submitted_before = Since("submitted_at", "lte")
