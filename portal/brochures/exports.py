"""The offers of a programme as files that are made at once: tables and open data."""

from __future__ import annotations

from django.conf import settings
from django.utils.text import slugify

from catalogue.brochure import open_data
from catalogue.programmes.models import Programme
from portal.brochures.queries import subject_of

ENDINGS = ("json", "csv", "xlsx")


def export(programme: Programme, ending: str, language: str) -> tuple[bytes, str]:
    """The file and a name for it; `ending` is one of `ENDINGS`. Three statements, whatever the number of offers."""
    subject = subject_of(programme, None, language)
    if ending == "csv":
        content = open_data.table_csv(subject)
    elif ending == "json":
        content = open_data.as_json(subject, addresses_of(programme))
    else:
        content = open_data.table_xlsx(subject, addresses_of(programme))
    return content, f"{slugify(programme.name)}.{ending}"


def addresses_of(programme: Programme) -> dict[str, str]:
    """Where each format of this programme is on the web."""
    site = settings.PUBLIC_URL.rstrip("/")
    return {ending: f"{site}/brochures/{programme.pk}.{ending}" for ending in open_data.FORMATS}
