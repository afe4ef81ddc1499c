"""Rows of questions about expenses: the question, what was written, and the files with it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving
from catalogue.money import ZERO, EuroField
from catalogue.organisations.models import Municipality
from portal.claims.models import ClaimLine
from portal.claims.private_files import PrivateFile
from portal.conversations.models import Saying
from portal.questions.states import IN_DOUBT, QUESTION, RUNNING, SIDES, STATUSES


class AuditQuestion(Moving):
    """The controller doubts an expense. `amount`: how much of it, when that was said; it changes no money.

    At most one question about an expense runs. `reason` is of the conclusion.
    """

    KIND: ClassVar[str] = "audit_question"
    MOVES = QUESTION

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    line = models.ForeignKey(ClaimLine, models.PROTECT, related_name="audit_questions")
    amount = EuroField(null=True, blank=True)
    asked_by = models.CharField(max_length=200)
    reason = models.TextField(max_length=2000, blank=True)
    concluded_by = models.CharField(max_length=200, blank=True)
    concluded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(status__in=RUNNING), name="one_question_per_expense"),
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="audit_question_status_known"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="doubt_not_negative"),
        ]
        indexes = [models.Index(fields=["municipality", "status"], name="audit_question_list")]

    def __str__(self) -> str:
        return f"question about {self.line_id} ({self.status})"

    @property
    def runs(self) -> bool:
        """Nothing is concluded yet."""
        return self.status in RUNNING

    @property
    def in_doubt(self) -> Decimal | None:
        """How much is in doubt now; `None` when nobody said how much."""
        amount: Decimal | None = self.amount
        return amount if self.status in IN_DOUBT else ZERO


class AuditRemark(Saying):
    """What one `side` wrote about a question: the question itself, an answer, or what is asked on."""

    KIND: ClassVar[str] = "audit_remark"

    question = models.ForeignKey(AuditQuestion, models.CASCADE, related_name="remarks")
    side = models.CharField(max_length=12, choices=SIDES)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.CheckConstraint(condition=Q(side__in=dict(SIDES)), name="audit_remark_side_known")]

    def __str__(self) -> str:
        return f"remark of the {self.side} about {self.question_id}"


class AuditFile(PrivateFile):
    """A private file with a remark, for the municipality and its controller only."""

    KIND: ClassVar[str] = "audit_file"

    remark = models.ForeignKey(AuditRemark, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="questions/%Y/%m", max_length=200)

    class Meta:
        ordering = ["created_at", "pk"]
