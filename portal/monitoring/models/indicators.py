"""Rows of measuring: what is measured, what was measured, what was said of it, and what was done then."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality, Provider, School
from catalogue.programmes.models import Programme, Theme
from portal.funding.models import Measure
from portal.monitoring.periods import Period
from portal.monitoring.states import EVERY, INDICATOR, KINDS, TALK

ONE_SUBJECT = (
    Q(measure__isnull=False, theme=None, offer=None)
    | Q(measure=None, theme__isnull=False, offer=None)
    | Q(measure=None, theme=None, offer__isnull=False)
)


class Figure(models.DecimalField):  # type: ignore[type-arg]  # Django's fields take no type arguments
    """A number with at most two decimals."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        given = {"max_digits": 12, "decimal_places": 2} | kwargs
        super().__init__(*args, **given)  # type: ignore[arg-type]  # passes Django's own field options through


class Indicator(Moving):
    """What is measured of one measure, theme or offer: how do we know that it goes well?

    `target` is what is wanted at least, or at most with `at_most`. `source` says where the number comes from.
    `provider` or `school` fills it in, `every` so often from the period of `starts_on`; neither: the municipality.
    `hides_small`: it counts children, and a number from 1 to 4 could show who they are, so others do not see it.
    """

    KIND: ClassVar[str] = "indicator"
    MOVES = INDICATOR

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="indicators")
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    target = Figure(null=True, blank=True)
    at_most = models.BooleanField(default=False)
    source = models.CharField(max_length=200, blank=True)
    every = models.CharField(max_length=9, choices=EVERY)
    starts_on = models.DateField()
    hides_small = models.BooleanField(default=False)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="indicator_of_one_subject"),
            models.CheckConstraint(condition=Q(provider=None) | Q(school=None), name="indicator_of_one_executor"),
            models.CheckConstraint(condition=Q(status__in=INDICATOR), name="indicator_status_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Measure | Theme | Offer:
        """What it says something of."""
        found = self.measure or self.theme or self.offer
        assert found is not None  # one of the three, says the constraint
        return found

    @property
    def subject_words(self) -> str:
        """The name of that."""
        return self.offer.text.title if self.offer else str(self.subject)

    @property
    def first(self) -> Period:
        """The period from which on it is measured."""
        return Period.of(self.every, self.starts_on)


class Measurement(Thing):
    """What an indicator was in one period: a number and words. Corrected, it stays with a newer one beside it."""

    KIND: ClassVar[str] = "measurement"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    period = models.CharField(max_length=7)
    value = Figure()
    words = models.TextField(max_length=1000, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    counts = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["period", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "period"], condition=Q(counts=True), name="one_measurement_counts"
            ),
            models.UniqueConstraint(fields=["indicator", "period", "edition"], name="measurement_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period}"

    @property
    def during(self) -> Period:
        """The period that it is about."""
        return Period.read(self.indicator.every, self.period)


class Talk(Moving):
    """What was said of a measurement, and what is done about it: by whom (`owner`, a role or organisation) and when.

    `noted` asks for nothing; `agreed` waits for its action; `done` says in `outcome` what became of it.
    """

    KIND: ClassVar[str] = "talk"
    MOVES = TALK

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="talks")
    held_on = models.DateField()
    note = models.TextField(max_length=2000)
    action = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["held_on", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(status__in=TALK), name="talk_status_known")]

    def __str__(self) -> str:
        return f"talk of {self.measurement_id}"


class StepNote(Thing):
    """What the municipality itself says of one of the seven steps of a programme."""

    KIND: ClassVar[str] = "step_note"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="step_notes")
    step = models.CharField(max_length=20)
    words = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["programme", "step"], name="one_note_per_step")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.step}"
