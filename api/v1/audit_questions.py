"""Questions of the controller about expenses in doubt. Only the municipality sees them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import path
from rest_framework import serializers

from api.conventions.filters import Filters, ids, words
from api.conventions.parsers import Upload
from api.conventions.resources import Deed, Download, Listing, Making, Resource, Showing
from api.conventions.shapes import Document, Euros, Id, Shape, Text, Word
from api.v1.claim_shapes import EvidenceShape
from portal.conversations.models import MOST_WORDS
from portal.questions import actions, queries
from portal.questions.models import AuditFile, AuditQuestion, AuditRemark
from portal.questions.states import CONCLUSIONS, SIDES, STATUSES

CODES = [code for code, _label in STATUSES]


class AuditRemarkShape(Shape):
    """What the controller or the municipality wrote; the content of a file is at `/audit-question-files/{id}`."""

    id = Id()
    side = serializers.ChoiceField(SIDES)
    name = serializers.CharField()
    words = serializers.CharField()
    files = EvidenceShape(many=True, source="files.all")
    created_at = serializers.DateTimeField()


class AuditQuestionShape(Shape):
    """`amount` is what was said to be in doubt, `inDoubt` what is so now; null while nobody said how much."""

    id = Id()
    status = serializers.ChoiceField(STATUSES)
    line = Id(source="line_id")
    claim = Id(source="line.claim_id")
    description = serializers.CharField(source="line.description")
    amount = Euros(allow_null=True)
    in_doubt = Euros(allow_null=True)
    asked_by = serializers.CharField()
    reason = serializers.CharField()
    concluded_by = serializers.CharField()
    concluded_on = serializers.DateField(allow_null=True)
    remarks = AuditRemarkShape(many=True, source="remarks.all")
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class NewAuditQuestion(Shape):
    """About which line of a claim, what is asked, and how much of it is in doubt if that can be said."""

    line = Id()
    words = Text(max_length=MOST_WORDS)
    amount = Euros(least=Decimal("0.01"), required=False, allow_null=True)


class NewAuditRemark(Shape):
    """An answer of the municipality, or what the controller asks on. No names of children."""

    words = Text(max_length=MOST_WORDS)


class NewAuditFile(Shape):
    """A file: PDF, PNG, JPEG, a spreadsheet or CSV, looked at by its content."""

    file = Document(max_length=200)


class NewConclusion(Shape):
    """How it ends and why; `amount` when it differs from what was said, and not when the expense is in order."""

    conclusion = Word([code for code, _label in CONCLUSIONS])
    reason = Text(max_length=MOST_WORDS)
    amount = Euros(least=Decimal("0.01"), required=False, allow_null=True)


class AuditQuestionFilters(Filters):
    """Questions by status, claim and line."""

    status = words(CODES)
    claim = ids("line__claim")
    line = ids("line")


class OfAuditQuestions(Resource):
    """Where questions come from and how they look."""

    shape: ClassVar[type[Shape]] = AuditQuestionShape
    scopes: ClassVar[Mapping[str, str]] = {"GET": "accountability:read", "POST": "questions:write"}

    def visible(self) -> QuerySet[Any]:
        """Those of the own municipality."""
        return queries.visible_to(self.actor)


class AuditQuestions(OfAuditQuestions, Listing, Making):
    """Questions, the newest first."""

    body = NewAuditQuestion
    filters = AuditQuestionFilters

    def make(self, given: dict[str, Any]) -> AuditQuestion:
        """By the controller, about what was approved or paid."""
        line = self.named(queries.expenses_visible_to(self.actor), given.pop("line"), "#/line")
        return actions.ask(line, by=self.actor, **given)


class OneAuditQuestion(OfAuditQuestions, Showing):
    """One question with all that was written."""


class Remarks(OfAuditQuestions, Deed):
    """Answer, or ask on."""

    body = NewAuditRemark

    def do(self, thing: Any, given: dict[str, Any]) -> AuditRemark:
        """By finance, an assessor or an officer; by the controller."""
        return actions.write(thing, words=given["words"], by=self.actor, version=thing.version)


class Conclusions(OfAuditQuestions, Deed):
    """Close it. No money changes by this."""

    body = NewConclusion

    def do(self, thing: Any, given: dict[str, Any]) -> AuditQuestion:
        """By the controller."""
        return actions.conclude(thing, given.pop("conclusion"), by=self.actor, version=thing.version, **given)


class RemarkFiles(OfAuditQuestions, Deed):
    """Another file with what one wrote oneself, while the question runs."""

    shape = AuditRemarkShape
    body = NewAuditFile
    parser_classes = [Upload]

    def visible(self) -> QuerySet[Any]:
        """What was written in the questions of the own municipality."""
        return queries.remarks_visible_to(self.actor)

    def do(self, thing: Any, given: dict[str, Any]) -> AuditFile:
        """By who wrote it."""
        return actions.attach(thing, given["file"], by=self.actor)


class QuestionFile(OfAuditQuestions, Download):
    """The content of a file of a question."""

    shape = EvidenceShape
    media_type = "application/octet-stream"

    def visible(self) -> QuerySet[Any]:
        """The files of the own municipality."""
        return queries.files_visible_to(self.actor)

    def file(self, thing: Any) -> tuple[bytes, str]:
        """As it was kept; never run by a browser."""
        with thing.file.open("rb") as kept:
            return kept.read(), thing.name


urls = [
    path("audit-questions", AuditQuestions.as_view()),
    path("audit-questions/<uuid:id>", OneAuditQuestion.as_view()),
    path("audit-questions/<uuid:id>/remarks", Remarks.as_view()),
    path("audit-questions/<uuid:id>/conclusions", Conclusions.as_view()),
    path("audit-remarks/<uuid:id>/files", RemarkFiles.as_view()),
    path("audit-question-files/<uuid:id>", QuestionFile.as_view()),
]
