"""Rows of surveys, of what was answered without a name, and of the steps in which a plan came about."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from catalogue.lifecycle import Moving, Thing
from catalogue.offers.models import Offer
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import Programme, Theme
from portal.surveys.states import KINDS, PARTNER, STATUSES, STEPS, SURVEY

LONGEST_WORDS = 500


class Survey(Moving):
    """Questions to young people or partners. `token` is in its address; who knows the address may answer, once.

    Without `opens_on` it can be answered from the publication on. `smallest` is from which count on is shown.
    """

    KIND: ClassVar[str] = "survey"
    MOVES = SURVEY

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="surveys")
    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=120)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    token = models.CharField(max_length=43, unique=True, null=True, blank=True)
    most_topics = models.PositiveSmallIntegerField(default=3)
    scale_question = models.CharField(max_length=200, blank=True)
    asks_words = models.BooleanField(default=False)
    smallest = models.PositiveSmallIntegerField()
    is_public = models.BooleanField(default=False)
    files = models.JSONField(default=list, blank=True, help_text="sha256 of each table that was read in")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=dict(STATUSES)), name="survey_status_known"),
            models.CheckConstraint(condition=Q(asks_words=False) | Q(kind=PARTNER), name="words_of_partners_only"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_closes_after_opening"),
            models.CheckConstraint(condition=Q(most_topics__gte=2, most_topics__lte=5), name="survey_two_to_five"),
        ]

    def __str__(self) -> str:
        return self.name


class Topic(Thing):
    """Something to choose in a survey; afterwards linked to the theme and the offers that answer it."""

    KIND: ClassVar[str] = "survey_topic"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="topics")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    position = models.PositiveSmallIntegerField()
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="+")
    offers = models.ManyToManyField(Offer, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="one_topic_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_id(self) -> object:
        """Whose journal its lines stand in."""
        return self.survey.municipality_id


class Response(models.Model):
    """What one person answered. No name, no address, no moment; its id says nothing about the order of coming in."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    topics = models.ManyToManyField(Topic, related_name="responses")
    age_group = models.CharField(max_length=10, blank=True)
    school_kind = models.CharField(max_length=12, blank=True)
    scale = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)

    def __str__(self) -> str:
        return str(self.survey_id)


class Tally(models.Model):
    """What was counted elsewhere, such as in interviews: how many people named a topic."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tallies")
    name = models.CharField(max_length=120)
    people = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="one_tally_per_name")]

    def __str__(self) -> str:
        return f"{self.name} ({self.people})"


class TallyLine(models.Model):
    """One topic of a tally."""

    tally = models.ForeignKey(Tally, models.CASCADE, related_name="lines")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="tallied")
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tally", "topic"], name="one_line_per_topic")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.people}"


class ProcessStep(Thing):
    """A step in which a plan came about: from when until when, of what kind, with which organisations."""

    KIND: ClassVar[str] = "process_step"

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="process_steps")
    kind = models.CharField(max_length=12, choices=STEPS)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=500)
    organisations = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["starts_on", "created_at"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="step_ends_after_start")]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"
