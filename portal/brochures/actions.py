"""Asking for a brochure. One that was made before of the same data is there at once."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from catalogue.actor import Actor
from catalogue.brochure import pdf
from catalogue.deeds import deed
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from portal.brochures.making import KIND, content_of
from portal.jobs import actions as jobs
from portal.jobs import queries as made
from portal.jobs.models import Job, JobFile


@deed
def ask(programme: Programme, school: School | None, *, language: str, by: Actor) -> JobFile | Job:
    """The brochure in this language (`nl` or `en`): its file when it is there already, else the job that makes it.

    The caller found the school by `queries.schools_of`. `Refused("no_offers")` when there is nothing to print.
    """
    printed = content_of(programme, school, language)
    key = pdf.key_of(printed)
    if file := made.ready(KIND, key):
        return file
    given = {"programme": str(programme.pk), "school": str(school.pk) if school else None, "language": language}
    parts = pdf.steps_of(printed)
    with translation.override(language):  # what the job says is read by who reads the brochure
        return jobs.start(KIND, given, by=by, key=key, parts=parts, municipality=programme.municipality_id)


def fetch(programme: Programme, school: School | None, *, language: str, by: Actor) -> JobFile | Job:
    """As `ask`, with a moment of patience: most brochures are there before somebody would look again."""
    found = ask(programme, school, language=language, by=by)
    if isinstance(found, JobFile):
        return found
    ended = made.awaited(found, settings.BROCHURE_WAIT_SECONDS)
    return made.file_of(ended) or ended
