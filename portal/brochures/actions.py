"""Asking for a brochure, and making it. One that was made before of the same data is there at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.actor import Actor
from catalogue.brochure import pages, pdf
from catalogue.deeds import deed
from catalogue.errors import Refused
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.brochures import queries
from portal.jobs import actions as jobs
from portal.jobs import queries as made
from portal.jobs.models import Job, JobFile
from portal.jobs.work import File, Progress, Result

KIND = "brochure"
MEDIA_TYPE = "application/pdf"
STEP_SECONDS = 90  # setting some hundred offers takes seconds; on a busy machine not this long


@deed
def ask(programme: Programme, school: School | None, *, by: Actor) -> JobFile | Job:
    """The brochure in the language that is active: its file when it is there already, else the job that makes it.

    The caller found the school by `queries.schools_of`. `Refused("no_offers")` when there is nothing to print.
    """
    printed = _printed(programme, school, _language())
    key = pdf.key_of(printed)
    if file := made.ready(KIND, key):
        return file
    return jobs.start(
        KIND, {"programme": str(programme.pk), "school": str(school.pk) if school else None, "language": _language()},
        by=by, key=key, parts=pdf.steps_of(printed), municipality=programme.municipality_id,
    )  # fmt: skip


def make(job: Job, progress: Progress) -> Result:
    """The work of the job: the brochure of what the catalogue says at this moment."""
    given: dict[str, Any] = job.parameters
    programme = Programme.objects.select_related("municipality").get(pk=UUID(given["programme"]))
    school = School.objects.get(pk=UUID(given["school"])) if given["school"] else None
    printed = _printed(programme, school, given["language"])
    content = pdf.render(printed, progress)
    number = sum(len(chapter["entries"]) for chapter in printed["chapters"])
    words = ngettext("The brochure has %(number)s offer.", "The brochure has %(number)s offers.", number)
    name = slugify(f"brochure {programme.name} {school.name if school else ''}")
    return Result(words % {"number": number}, File(f"{name}.pdf", MEDIA_TYPE, content), pdf.key_of(printed))


def _printed(programme: Programme, school: School | None, language: str) -> dict[str, Any]:
    printed = pages.printed(queries.subject_of(programme, school, language))
    if not printed["chapters"]:
        raise Refused("no_offers", _("Nothing was published in this programme yet, so there is no brochure."))
    return printed


def _language() -> str:
    return "en" if (translation.get_language() or "nl").startswith("en") else "nl"
