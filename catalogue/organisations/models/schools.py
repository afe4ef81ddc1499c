"""Boards, their schools, and how many pupils these have. Counts only: no pupil is described anywhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Thing
from catalogue.organisations import identifiers as check
from catalogue.organisations.models.payer import Municipality
from catalogue.organisations.models.place import Place

SECTORS = [
    ("VE", _("early years")),
    ("PO", _("primary school")),
    ("SBO", _("special primary school")),
    ("SO", _("special education")),
    ("VSO", _("special secondary education")),
    ("VO", _("secondary school")),
]


class Board(Thing):
    """The competent authority (bevoegd gezag) of one or more schools."""

    KIND: ClassVar[str] = "board"

    name = models.CharField(max_length=120)
    number = models.CharField(max_length=5, unique=True, validators=[check.is_board_number])
    kvk = models.CharField(max_length=8, blank=True, validators=[check.is_kvk])
    iban = models.CharField(max_length=34, blank=True, validators=[check.is_iban])
    iban_changed_at = models.DateTimeField(null=True, blank=True)
    account_name = models.CharField(max_length=70, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(iban="", account_name="") | (~models.Q(iban="") & ~models.Q(account_name="")),
                name="board_account_has_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name


class School(Place, Thing):
    """One site of a school: chooses and books. `registered`: it stood in a register of DUO; not since `closed_on`."""

    KIND: ClassVar[str] = "school"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schools")
    board = models.ForeignKey(Board, models.PROTECT, related_name="schools", null=True, blank=True)
    name = models.CharField(max_length=120)
    location_code = models.CharField(max_length=6, unique=True, validators=[check.is_location_code])
    sector = models.CharField(max_length=3, choices=SECTORS)
    registered = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PupilCount(models.Model):
    """Pupils of a school at a reference date; `masked` when the source shows only "fewer than five".

    A masked count stays masked: the number that a person filled in for it has the municipality as `source`, and a
    `reason`. The next file of the source leaves that number alone, unless it shows the count itself.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="counts")
    reference_date = models.DateField()
    pupils = models.PositiveIntegerField(null=True)
    target_pupils = models.PositiveIntegerField(null=True)
    masked = models.BooleanField(default=False)
    source = models.CharField(max_length=80)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "reference_date"], name="one_count_per_school_and_date"),
            models.CheckConstraint(
                condition=models.Q(pupils__isnull=False) | models.Q(masked=True), name="masked_or_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.reference_date}: {'<5' if self.masked else self.pupils}"

    @property
    def is_filled_in(self) -> bool:
        """A person said what the source masks."""
        return self.masked and self.pupils is not None


class SchoolScore(models.Model):
    """How disadvantaged the pupils of a school are at a reference date, as CBS reckons it (achterstandsscore).

    `score` is without the threshold (drempel) below which a school gets nothing, `score_above` with it; a file may say
    one of them. Six decimals, read exactly as they were published.
    """

    school = models.ForeignKey(School, models.CASCADE, related_name="scores")
    reference_date = models.DateField()
    score = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    score_above = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    source = models.CharField(max_length=80)

    class Meta:
        ordering = ["-reference_date"]
        constraints = [
            models.UniqueConstraint(fields=["school", "reference_date"], name="one_score_per_school_and_date"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=False) | models.Q(score_above__isnull=False),
                name="score_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.reference_date}: {self.score}"
