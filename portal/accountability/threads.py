"""What was asked about an item of a sample, as files: the conversation as a table, and everything sent with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from catalogue.sheets import Sheet, as_csv
from portal.accountability.bundle import Bundle, safe
from portal.claims.models import ClaimLine
from portal.questions.models import AuditQuestion

HEAD: Final = ["question", "status", "amount", "at", "side", "by", "words", "files"]


def put_questions(bundle: Bundle, folder: str, line: ClaimLine) -> list[AuditQuestion]:
    """Add `questions.csv` and the files of the questions about a line, if any; the questions, oldest first."""
    asked = list(line.audit_questions.order_by("created_at", "pk").prefetch_related("remarks__files"))
    if asked:
        rows = [row for number, each in enumerate(asked, start=1) for row in _rows(bundle, folder, number, each)]
        bundle.add(f"{folder}/questions.csv", as_csv(Sheet("questions", HEAD, rows)))
    return asked


def _rows(bundle: Bundle, folder: str, number: int, asked: AuditQuestion) -> Iterator[list[object]]:
    """What was written, oldest first, and the conclusion; the files go along under `questions/`."""
    files = 0
    for said in asked.remarks.all():
        names = []
        for each in said.files.all():
            files += 1
            names.append(f"questions/{number:02d}-{files:02d}-{safe(each.name)}")
            with each.file.open("rb") as file:
                bundle.add(f"{folder}/{names[-1]}", file.read())
        at = said.created_at.isoformat()
        yield [str(asked.pk), "", None, at, said.side, said.name, said.words, " ".join(names)]
    yield [
        str(asked.pk), asked.status, asked.amount, asked.concluded_on, "controller" if asked.concluded_on else "",
        asked.concluded_by, asked.reason, "",
    ]  # fmt: skip
