"""What is kept of every private file, whatever it belongs to: a claim, a message, a question of the controller."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from catalogue.lifecycle import Thing
from portal.claims.states import NOT_SCANNED, SCANS


class PrivateFile(Thing):
    """A file for those who see what it belongs to. Its content is checked at the door (`files.kept`) and hashed.

    Each kind says in its own `file` where it is kept.
    """

    KIND: ClassVar[str] = ""

    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=10, choices=SCANS, default=NOT_SCANNED)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
