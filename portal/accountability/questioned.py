"""The expenses that the controller asked about, by year and regulation, with what is in doubt: each cent once.

The year and the regulation are those of the figures for the state (`attribution.parts_of`), so a doubt stands beside
the figure that it is about. Added up anew at every look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from catalogue.money import ZERO, share
from catalogue.sheets import Sheet
from portal.accountability.attribution import parts_of
from portal.accountability.spending import BANK
from portal.claims.models import ClaimLine
from portal.questions.models import AuditQuestion
from portal.questions.states import IN_DOUBT, RUNNING


@dataclass(frozen=True, slots=True)
class Of:
    """Where an expense counts: the year of the bank (`None`: not paid), and the regulation and goal that pay it."""

    year: int | None
    regulation: str = ""
    sisa_code: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A question and the part of its expense in one year and regulation.

    `amount` is the part of what was said to be in doubt, `None` when nothing was said; `spent` what the expense costs.
    """

    question: AuditQuestion
    of: Of
    spent: Decimal
    amount: Decimal | None

    @property
    def in_doubt(self) -> Decimal | None:
        """What is in doubt now: nothing once it is in order or corrected."""
        return self.amount if self.question.status in IN_DOUBT else ZERO


@dataclass(frozen=True, slots=True)
class Sum:
    """How many questions ended (or run) like this, their amounts, and how many named no amount."""

    status: str
    number: int
    amount: Decimal
    unsaid: int


def doubted(
    municipality: UUID, *, year: int | None = None, regulation: str = "", sisa_code: str = "",
    programme: UUID | None = None,
) -> list[Doubted]:  # fmt: skip
    """The questions of a municipality, newest first; all of them, or of one year, regulation, code or programme.

    Three statements and those of `parts_of`; one when nothing was asked.
    """
    rows = AuditQuestion.objects.filter(municipality=municipality).select_related(
        "line__claim__provider", "line__claim__school", "line__goal__regulation", "line__booking__school",
        "line__request__school",
    )  # fmt: skip
    rows = rows.filter(line__claim__programme=programme) if programme else rows
    asked = list(rows.order_by("-created_at", "pk"))
    counts = _where(municipality, [each.line for each in asked]) if asked else {}
    return [
        Doubted(question, of, spent, amount)
        for question in asked
        for of, spent, amount in _divided(question, counts[question.line_id])
        if year in (None, of.year) and regulation in ("", of.regulation) and sisa_code in ("", of.sisa_code)
    ]


def sums_of(rows: Iterable[Doubted]) -> list[Sum]:
    """How it stands: what runs, what was not accepted, what was corrected and what was in order."""
    found = list(rows)
    groups = (("open", RUNNING), *((each, (each,)) for each in ("not_accepted", "corrected", "in_order")))
    return [_sum(status, [row for row in found if row.question.status in those]) for status, those in groups]


HEAD: Final = [
    "question", "year", "regulation", "sisa_code", "goal", "status", "expense", "claimant", "school", "spent",
    "amount", "in_doubt", "asked_on", "asked_by", "concluded_on", "concluded_by", "reason", "line", "claim",
]  # fmt: skip


def sheet_of(rows: Iterable[Doubted]) -> Sheet:
    """The list as a table, one line per question, year and regulation."""
    return Sheet("questions", HEAD, [_cells(row) for row in rows])


def _cells(row: Doubted) -> list[object]:
    question, line, of = row.question, row.question.line, row.of
    return [
        str(question.pk), of.year, of.regulation, of.sisa_code, of.goal, question.status, line.description,
        line.claim.claimant.name, line.school.name, row.spent, row.amount, row.in_doubt, question.created_at.date(),
        question.asked_by, question.concluded_on, question.concluded_by, question.reason, str(line.pk),
        str(line.claim_id),
    ]  # fmt: skip


def _where(municipality: UUID, lines: Sequence[ClaimLine]) -> dict[UUID, dict[Of, Decimal]]:
    """Of each line what it costs, by where it counts. What was credited in full counts where it was paid, for zero."""
    wanted = {line.pk for line in lines}
    found: dict[UUID, dict[Of, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
    for part in parts_of(municipality):
        if part.spending.thing in wanted:
            day, goal = part.spending.paid_on, part.goal
            of = Of(day.year if day else None)
            if goal:
                of = Of(of.year, goal.regulation.code, goal.regulation.sisa_code, goal.code)
            found[part.spending.thing][of] += part.amount
    gone = [line for line in lines if line.pk not in found]
    paid = ClaimLine.objects.filter(pk__in=[each.pk for each in gone]).annotate(bank=BANK)
    banks = dict(paid.values_list("pk", "bank"))
    for line in gone:
        day, paid_by = banks[line.pk], line.goal.regulation
        found[line.pk] = {Of(day.year if day else None, paid_by.code, paid_by.sisa_code, line.goal.code): ZERO}
    return found


def _divided(question: AuditQuestion, counts: dict[Of, Decimal]) -> list[tuple[Of, Decimal, Decimal | None]]:
    """The amount in doubt over the places where the expense counts, in proportion to what it costs there."""
    if question.amount is None or len(counts) == 1:
        return [(of, spent, question.amount) for of, spent in counts.items()]
    parts = share(question.amount, list(counts.values()))
    return [(of, spent, part) for (of, spent), part in zip(counts.items(), parts, strict=True)]


def _sum(status: str, rows: Sequence[Doubted]) -> Sum:
    unsaid = {row.question.pk for row in rows if row.amount is None}
    amount = sum((row.amount for row in rows if row.amount is not None), ZERO)
    return Sum(status, len({row.question.pk for row in rows}), amount, len(unsaid))
