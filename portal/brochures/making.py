"""The work behind a brochure: what the catalogue says at this moment, set as pages. Slow, and changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.brochure import pages, pdf
from catalogue.errors import Refused
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.brochures.queries import subject_of
from portal.jobs.models import Job
from portal.jobs.work import File, Progress, Result

KIND = "brochure"
MEDIA_TYPE = "application/pdf"


def content_of(programme: Programme, school: School | None, language: str) -> dict[str, Any]:
    """The pages as data. `Refused("no_offers")` when there is nothing to print."""
    printed = pages.printed(subject_of(programme, school, language))
    if not printed["chapters"]:
        raise Refused("no_offers", _("Nothing was published in this programme yet, so there is no brochure."))
    return printed


def make(job: Job, progress: Progress) -> Result:
    """The work of the job. It tells what it was made of, which may have changed since somebody asked."""
    given: dict[str, Any] = job.parameters
    programme = Programme.objects.select_related("municipality").get(pk=UUID(given["programme"]))
    school = School.objects.get(pk=UUID(given["school"])) if given["school"] else None
    printed = content_of(programme, school, given["language"])
    content = pdf.render(printed, progress)
    number = sum(len(chapter["entries"]) for chapter in printed["chapters"])
    words = ngettext("The brochure has %(number)s offer.", "The brochure has %(number)s offers.", number)
    name = slugify(f"brochure {programme.name} {school.name if school else ''}")
    return Result(words % {"number": number}, File(f"{name}.pdf", MEDIA_TYPE, content), pdf.key_of(printed))
