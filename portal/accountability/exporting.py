"""Files for the finance system: a table at once, or as long work a ZIP with every UBL and PDF. Each is logged."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import CONTROLLER, FINANCE, OFFICER, Actor, system
from catalogue.deeds import deed
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import record
from catalogue.organisations.models import Municipality
from catalogue.sheets import as_csv, as_xlsx
from portal.accountability.bundle import Bundle
from portal.accountability.finance import invoices_of, lines_of, sheet_of
from portal.invoices.models import Document
from portal.jobs import actions as jobs
from portal.jobs.models import Job
from portal.jobs.work import File, Progress, Result

KIND: Final = "finance_export"
EVENT: Final = "municipality.finance_exported"
ENDINGS: Final = {"ubl": "xml", "pdf": "pdf"}
WORKER = system("accountability")


def may_export(actor: Actor) -> bool:
    """Finance, the controller, and the officer who answers them: it changes nothing."""
    return actor.is_one_of(CONTROLLER, FINANCE, OFFICER)


@deed
def table(since: date, until: date, way: str, *, by: Actor) -> bytes:
    """The period as `csv` or `xlsx`, logged with its hash. `Forbidden("wrong_role")`; `Invalid` for a wrong period."""
    _may(since, until, by)
    assert by.municipality is not None  # whoever may export has one
    municipality = Municipality.objects.get(pk=by.municipality)
    sheet = sheet_of(lines_of(municipality.pk, since, until))
    content = as_csv(sheet) if way == "csv" else as_xlsx(sheet)
    record(EVENT, municipality, by=by, data=_said(since, until, way, content))
    return content


@deed
def ask(since: date, until: date, *, by: Actor) -> Job:
    """The job that makes the ZIP; the one under way for the same period. Refuses as `table` does."""
    _may(since, until, by)
    given = {"since": since.isoformat(), "until": until.isoformat(), "municipality": str(by.municipality)}
    return jobs.start(KIND, given, by=by, key=f"{since}:{until}")


def make(job: Job, progress: Progress) -> Result:
    """The work of the job: the table twice, and the files of every document. `Refused("nothing_booked")` if none."""
    given: dict[str, Any] = job.parameters
    since, until = date.fromisoformat(given["since"]), date.fromisoformat(given["until"])
    own = UUID(given["municipality"])
    lines, rows = lines_of(own, since, until), invoices_of(own, since, until)
    if not lines:
        raise Refused("nothing_booked", _("Nothing was invoiced or paid in this period, so there is nothing to book."))
    bundle = Bundle()
    bundle.add("finance.csv", as_csv(sheet_of(lines)))
    bundle.add("finance.xlsx", as_xlsx(sheet_of(lines)))
    for number, row in enumerate(rows, start=1):
        for each in Document.objects.filter(invoice=row).order_by("kind"):
            folder = str(row.provider.kvk)  # two providers may number alike
            bundle.add(f"{folder}/{_safe(row.number)}.{ENDINGS[each.kind]}", bytes(each.content))
        progress(number, len(rows))
    content = bundle.closed()
    _log(job, own, _said(since, until, "zip", content))
    said = ngettext("The export has %(number)s line.", "The export has %(number)s lines.", len(lines))
    return Result(
        said % {"number": len(lines)}, File(f"finance-{since}-{until}.zip", "application/zip", content)
    )  # fmt: skip


@deed
def _log(job: Job, own: UUID, said: dict[str, str]) -> None:
    """Once per job, however often a worker began it with the same result."""
    data = {**said, "job": str(job.pk), "asked_by": job.asked_by}
    if not JournalLine.objects.filter(event=EVENT, data__job=str(job.pk), data__sha256=said["sha256"]).exists():
        record(EVENT, Municipality.objects.get(pk=own), by=WORKER, data=data)


def _may(since: date, until: date, by: Actor) -> None:
    sentence = _("Only finance, the controller or a policy officer exports for the bookkeeping.")
    require(may_export(by), "wrong_role", sentence)
    if until < since:
        raise Invalid.field("#/until", "before_start", _("Choose a last day on or after the first day."))


def _said(since: date, until: date, way: str, content: bytes) -> dict[str, str]:
    sha256 = hashlib.sha256(content).hexdigest()
    return {"since": since.isoformat(), "until": until.isoformat(), "format": way, "sha256": sha256}


def _safe(number: str) -> str:
    return "".join(each if each.isalnum() or each in "-_." else "_" for each in number).lstrip(".") or "invoice"
