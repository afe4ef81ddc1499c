"""Rows of the post."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from catalogue.journal.models import JournalLine


class Mail(models.Model):
    """One e-mail that a journal line asked for: noted before it is sent, so that a crash leaves a trace.

    `tries` counts the times that it may have gone out: the server took it, or nobody lived to hear the answer. `id` is
    the Message-ID, the same at each try.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(JournalLine, models.PROTECT, related_name="mails")
    to = models.EmailField()
    tries = models.PositiveSmallIntegerField(default=0)
    began_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["line", "to"], name="one_mail_per_line_and_reader")]

    def __str__(self) -> str:
        return f"mail {self.pk}"


class MailServer(models.Model):
    """From when a mail server may get the next e-mail: one row for all workers together."""

    host = models.CharField(max_length=255, primary_key=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
