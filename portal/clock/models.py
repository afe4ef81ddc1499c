"""Rows of the clock."""

from __future__ import annotations

from django.db import models


class Tick(models.Model):
    """When a task of the clock had its last turn; how many it had, and how many came too early to be one."""

    task = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()
    turns = models.PositiveBigIntegerField(default=0)
    too_early = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.task
