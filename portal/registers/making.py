"""The work behind a long register: its rows are read, slowly and outside any transaction; then one step ends it.

It may run twice. Whoever reads changes nothing; the end of a step is one transaction that stands only while the job is
still this worker's, and that moves the register on: who comes second finds nothing to do.
"""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import Actor
from catalogue.deeds import unit_of_work
from catalogue.duo import actions as duo
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import parsed
from catalogue.duo.states import UNDER_WAY
from catalogue.errors import Invalid
from portal.jobs.models import Job
from portal.jobs.work import Progress, Result


def read(job: Job, progress: Progress) -> Result:
    """Look at a register that waits, or load one that is being loaded; rows done of rows."""
    row = DuoImport.objects.filter(pk=UUID(job.parameters["register"])).first()
    if row is None or row.status not in UNDER_WAY:
        return Result(_("This file was done before."))
    by = Actor.of(job.parameters["by"])
    total = max(row.length, 1)
    try:
        register = parsed(bytes(row.content), row.name, row.how, lambda rows: progress(min(rows, total), total))
    except Invalid as broken:
        with unit_of_work():
            progress(total, total)
            duo.give_up(row, broken.faults, by=by)
        return Result(_("The file cannot be read, and nothing was changed. Its page says where."))
    with unit_of_work():
        progress(total, total)
        if row.status == "waiting":
            duo.looked(row, register, by=by)
            return Result(_("Looked at. Nothing was changed yet."))
        duo.write(row, register, by=by, progress=lambda _done, _total: progress(total, total))
    number = row.figures["rows"]
    return Result(ngettext("Loaded: %(number)s row.", "Loaded: %(number)s rows.", number) % {"number": number})
