"""The rows of the journal."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone


class JournalLines(models.QuerySet["JournalLine"]):
    """What happened cannot be changed or taken away; only its dispatch moves on."""

    DISPATCH = frozenset({"due_at", "lease_until", "attempts", "tries", "dispatched_at", "failed_at", "last_error"})

    def update(self, **changes: Any) -> int:
        """Only the columns of the outbox may change."""
        if forbidden := set(changes) - self.DISPATCH:
            raise TypeError(f"the journal is append-only: {', '.join(sorted(forbidden))}")
        return super().update(**changes)

    def delete(self) -> NoReturn:
        """Never."""
        raise TypeError("the journal is append-only")


class JournalLine(models.Model):
    """One deed: the event, the thing, who did it, from which status to which; and, as outbox, its dispatch."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    event = models.CharField(max_length=60, db_index=True)
    thing = models.CharField(max_length=40)
    thing_id = models.UUIDField(db_index=True)
    origin = models.CharField(max_length=20, blank=True)
    to = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=30)
    person = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=200, blank=True)
    municipality_id = models.UUIDField(null=True, db_index=True)
    because = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    # the outbox: null `due_at` means that nobody awaits this line; `attempts` is the fencing token and only grows,
    # `tries` counts since somebody last asked for it
    queue = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    dispatched_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = JournalLines.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["queue", "due_at"],
                name="journal_by_queue",
                condition=models.Q(due_at__isnull=False, dispatched_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} by {self.actor or self.role}"
