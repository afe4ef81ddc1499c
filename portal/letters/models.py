"""Rows of letters: the versions of their texts, the letters themselves, and their files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Moving, Thing
from catalogue.organisations.models import Board, Municipality, School
from portal.letters.states import ABOUT, KINDS, LANGUAGES, LETTER

KIND_CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]


class LetterTemplate(Thing):
    """One version of a text of a municipality; never changed, the highest number counts.

    `text`: paragraphs with an empty line between them, `# ` before a heading, `- ` before each line of a list, and
    words such as {recipient} that are filled in. Without any version the text of the house counts.
    """

    KIND: ClassVar[str] = "letter_template"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="letter_templates")
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    language = models.CharField(max_length=2, choices=[(code, code) for code in LANGUAGES])
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=15_000)
    written_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "language", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "language", "number"], name="one_template_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} version {self.number}"


class ReasonText(Thing):
    """One version of a reason that approvers can choose, in the words of a municipality; never changed.

    `code`: one of the house that it takes the place of, or one of its own. Of the versions that started the newest
    counts; one that is not `offered` takes the reason off the list.
    """

    KIND: ClassVar[str] = "reason_text"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="reason_texts")
    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    about = models.CharField(max_length=10, choices=ABOUT)
    nl = models.CharField(max_length=500)
    en = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    offered = models.BooleanField(default=True)
    written_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code", "-number"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code", "number"], name="one_reason_version")]

    def __str__(self) -> str:
        return f"{self.code} version {self.number}"


class Letter(Moving):
    """One letter. `content` is all that it says, frozen when it was written; `template` the version it was made with.

    `cause` and `cause_id` say what it is about, e.g. a `board_grant`. Without `template` it was the text of the house.
    """

    KIND: ClassVar[str] = "letter"
    MOVES = LETTER

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=30, choices=KIND_CHOICES)
    language = models.CharField(max_length=2)
    number = models.CharField(max_length=40, unique=True)
    board = models.ForeignKey(Board, models.PROTECT, null=True, blank=True, related_name="letters")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="letters")
    recipient = models.CharField(max_length=200)
    subject = models.CharField(max_length=400)
    sent_on = models.DateField()
    objection_until = models.DateField(null=True, blank=True, help_text=_("the last day to object"))
    template = models.ForeignKey(LetterTemplate, models.PROTECT, null=True, blank=True, related_name="letters")
    content = models.JSONField()
    cause = models.CharField(max_length=40)
    cause_id = models.UUIDField()

    class Meta:
        ordering = ["-sent_on", "-created_at"]
        indexes = [
            models.Index(fields=["municipality", "-sent_on"], name="letters_of_a_municipality"),
            models.Index(fields=["cause_id"], name="letter_cause"),
        ]

    def __str__(self) -> str:
        return self.number


class LetterFile(models.Model):
    """The PDF of a letter, with its hash: written once, in the transaction that issues it (docs/adr/0006)."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="file")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"PDF of {self.letter_id}"
