"""Rows of long work."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving
from portal.jobs.states import JOB


class Job(Moving):
    """One piece of long work: what (`kind` and `parameters`), for whom (`owner`), how far, and how it ended.

    `owner` is the id of the organisation of who asked; nobody's when the public asked for something public. Two live
    jobs of one owner never have the same `key`: it says what the result depends on; empty for work that is never the
    same. `attempts` counts all its turns, and is the fencing token; `tries` those since somebody last asked for it.
    """

    KIND: ClassVar[str] = "job"
    MOVES = JOB

    kind = models.CharField(max_length=30)
    parameters = models.JSONField(default=dict)
    key = models.CharField(max_length=64, blank=True)
    owner = models.UUIDField(null=True, db_index=True)
    municipality_id = models.UUIDField(null=True)
    asked_by = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)

    done = models.PositiveIntegerField(default=0)
    parts = models.PositiveIntegerField(default=0)
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["kind", "key", "status"], name="job_by_key"),
            models.Index(fields=["ended_at"], name="job_ended"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "owner"],
                condition=~Q(key="") & Q(status__in=("queued", "running")),
                name="one_live_job_per_key",
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=~Q(key="") & Q(owner__isnull=True, status__in=("queued", "running")),
                name="one_live_public_job_per_key",
            ),
            models.CheckConstraint(condition=Q(done__lte=F("parts")), name="job_not_beyond_its_end"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class JobFile(models.Model):
    """The file that a job made: kept in the database, in the transaction that ends the job (docs/adr/0006)."""

    job = models.OneToOneField(Job, models.CASCADE, related_name="file")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
