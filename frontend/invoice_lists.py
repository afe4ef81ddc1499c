"""A list of invoices by how far they are; credit notes stand apart, since nothing of them is to be paid."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from frontend import chips as filters
from frontend.chips import Chip, Stages
from portal.invoices.models import Invoice

NOTES = "notes"


def by_status(rows: QuerySet[Invoice], stages: Stages, asked: str) -> tuple[QuerySet[Invoice], list[Chip]]:
    """The rows of the asked stage and every chip with its count, as in other lists; two statements for the counts."""
    notes = rows.filter(kind="credit_note")
    found, chips = filters.by_status(rows.exclude(kind="credit_note"), stages, asked)
    chosen = asked == NOTES
    if chosen:
        chips = [replace(each, chosen=False) for each in chips]
    return notes if chosen else found, [*chips, Chip(NOTES, _("Credit notes"), notes.count(), chosen)]
