"""Which loaded registers an actor sees, and their rows in words."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.duo.models import DuoImport
from catalogue.duo.states import FIELDS


def visible_to(actor: Actor) -> QuerySet[DuoImport]:
    """What was loaded for the own municipality, and for the whole country; newest first."""
    if not actor.municipality:
        return DuoImport.objects.none()
    return DuoImport.objects.filter(Q(municipality_id=actor.municipality) | Q(municipality=None)).defer("content")


def own(actor: Actor) -> QuerySet[DuoImport]:
    """The files of the own municipality, which its officers load."""
    return visible_to(actor).exclude(municipality=None)


def rows_of(row: DuoImport, verdict: str) -> list[dict[str, Any]]:
    """The rows of a file that came to this (a word of `states.VERDICTS`), in the order of the file."""
    found: list[dict[str, Any]] = row.told.get(verdict, [])
    return found


def words_of(name: str) -> str:
    """What a field of a change is called: `pupils 2025-10-01` → “pupils on 2025-10-01”."""
    field, _blank, day = name.partition(" ")
    label = str(dict(FIELDS).get(field, field))
    return _("%(what)s on %(day)s") % {"what": label, "day": day} if day else label
