"""Rows of law and of policy. Nothing here is a constant in code: each has a validity and a source."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Thing
from catalogue.money import EuroField, is_english
from catalogue.organisations.models import Municipality


class Dated(models.Model):
    """Something that holds from a day until (and with) another, because a source says so."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        abstract = True


class LegalFact(Dated):
    """One fact of law: a rate, a term or a prescribed sentence, e.g. `vat.standard` = 21.00 since 2012-10-01."""

    UNITS = [
        ("", _("no unit")),
        ("percent", _("percent")),
        ("days", _("days")),
        ("months", _("months")),
        ("hours", _("hours")),
        ("euro", _("euros")),
    ]

    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=300)
    unit = models.CharField(max_length=10, choices=UNITS, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="one_fact_per_start")]

    def __str__(self) -> str:
        return f"{self.code} = {self.value} from {self.valid_from}"

    @property
    def words(self) -> str:
        """What the fact is about, in the language of the reader when it is known in that; else its code."""
        return (is_english() and self.label_en) or self.label or self.code


class Regulation(Dated):
    """A scheme that money comes from (NPO, OAB, local): its code, legal reference, last spending day and SiSa code.

    `terms`: in how many equal parts it is paid, per month from `first_payment`, which holds `first_holds` of them;
    empty when that differs per municipality.
    """

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    legal_reference = models.CharField(max_length=300)
    spend_until = models.DateField(null=True, blank=True)
    sisa_code = models.CharField(max_length=10, blank=True)
    terms = models.PositiveSmallIntegerField(null=True, blank=True)
    first_payment = models.DateField(null=True, blank=True)
    first_holds = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class SpendingGoal(models.Model):
    """What money of a regulation may be spent on. SiSa shows extra rent and civil-servant capacity apart."""

    APART = [("", _("measures")), ("rent", _("extra rent")), ("staff", _("civil-servant capacity"))]

    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="goals")
    code = models.CharField(max_length=10)
    label = models.CharField(max_length=200)
    apart = models.CharField(max_length=10, choices=APART, blank=True)
    legal_reference = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["regulation__code", "code"]
        constraints = [models.UniqueConstraint(fields=["regulation", "code"], name="one_goal_per_code")]

    def __str__(self) -> str:
        return f"{self.regulation_id}/{self.code}"


class GoalMatch(Dated):
    """Two goals of two regulations that one activity may serve: what is for the one may be paid as the other too."""

    goal = models.ForeignKey(SpendingGoal, models.CASCADE, related_name="+")
    other = models.ForeignKey(SpendingGoal, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "other", "valid_from"], name="one_match_per_start")]

    def __str__(self) -> str:
        return f"{self.goal_id} as {self.other_id} from {self.valid_from}"


def _one_per_start(name: str, *scope: str) -> models.UniqueConstraint:
    """One rule per case, goal and first day among those of this scope: a database does not count two nulls as equal."""
    empty = {f"{each}__isnull": each not in scope for each in ("municipality", "regulation")}
    return models.UniqueConstraint(
        fields=["case", *scope, "goal", "valid_from"], condition=models.Q(**empty), name=name
    )


class EligibilityRule(Dated, Thing):
    """Whether money may pay for a case that is often asked about, after a source: yes, no, or ask the accountant.

    Without `regulation` it holds for every regulation; `goal` (a code of it) limits it to one spending goal. With
    `municipality` it holds for the programmes of that municipality alone. Rules are never changed: a better insight, or
    another source, is a new row with its own first day. `eligibility.rulings` says which one counts.
    """

    KIND: ClassVar[str] = "eligibility_rule"
    VERDICTS = [("yes", _("may be paid")), ("no", _("may not be paid")), ("ask", _("ask the accountant"))]

    case = models.SlugField(max_length=40)
    label = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, null=True, blank=True, related_name="rules")
    regulation = models.ForeignKey(Regulation, models.CASCADE, null=True, blank=True, related_name="rules")
    goal = models.CharField(max_length=10, blank=True)
    verdict = models.CharField(max_length=3, choices=VERDICTS)
    explanation = models.CharField(max_length=500, blank=True)
    explanation_en = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["case", "valid_from", "pk"]
        constraints = [
            _one_per_start("one_rule"),
            _one_per_start("one_regulation_rule", "regulation"),
            _one_per_start("one_municipal_rule", "municipality"),
            _one_per_start("one_municipal_regulation_rule", "municipality", "regulation"),
            models.CheckConstraint(
                condition=models.Q(goal="") | models.Q(regulation__isnull=False), name="rule_goal_has_a_regulation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.verdict} from {self.valid_from}"

    @property
    def words(self) -> str:
        """The case, in the language of the reader when it is known in that."""
        return (is_english() and self.label_en) or self.label

    @property
    def why(self) -> str:
        """What the source says about it, in the language of the reader when it is known in that."""
        return (is_english() and self.explanation_en) or self.explanation


class Programme(Thing):
    """What a municipality offers in a period, from which money, on which terms.

    The two `overspend` terms say what happens when a wish (a proposal, a line of a shortlist) or a booking is more than
    what is left of the budget. Whatever they say, no account goes below zero.
    """

    KIND: ClassVar[str] = "programme"
    WISH_POLICIES = [("warn", _("say so, and go on")), ("stop", _("stop"))]
    ORDERED_BY = [("school", _("the school")), ("municipality", _("the municipality"))]
    BOOKING_POLICIES = [("stop", _("stop")), ("own_money", _("the school may pay the difference itself"))]

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    regulations = models.ManyToManyField(Regulation, through="ProgrammeRegulation")
    four_eyes_threshold = EuroField(help_text=_("claims above this amount need a second approver"))
    tolerance_percent = models.PositiveSmallIntegerField(default=0, help_text=_("claimed above booked, at most"))
    silent_confirmation_days = models.PositiveSmallIntegerField(
        help_text=_("after this silence a delivery is accepted")
    )
    claim_deadline_days = models.PositiveSmallIntegerField(help_text=_("days after the delivery to claim"))
    waiting_hours = models.PositiveSmallIntegerField(
        default=48, validators=[MinValueValidator(1)], help_text=_("how long a free place is kept for who waits")
    )
    cancellation_terms = models.TextField(max_length=500, blank=True)
    cancel_free_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
        help_text=_("a confirmed booking moves and ends for free until so many days before"),
    )
    cancel_late_percent = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)], help_text=_("what a later cancellation costs")
    )
    no_show_percent = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=_("what it costs when the provider came and nobody was there"),
    )
    panel_first = models.BooleanField(default=False, help_text=_("only what a panel prioritised can be published"))
    frames_first = models.JSONField(
        default=list, blank=True, help_text=_("sectors that adopt a frame before a round opens for them")
    )
    term_starts = models.JSONField(default=list, blank=True, help_text=_("first days of the school terms"))
    ordered_by = models.CharField(
        max_length=12, choices=ORDERED_BY, default="school", help_text=_("who places the order with the provider")
    )
    overspend_wish = models.CharField(max_length=10, choices=WISH_POLICIES, default="warn")
    overspend_booking = models.CharField(max_length=10, choices=BOOKING_POLICIES, default="stop")

    class Meta:
        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_period"),
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeRegulation(models.Model):
    """A regulation that pays for a programme, in order of use (1 first)."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    regulation = models.ForeignKey(Regulation, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "regulation"], name="one_use_of_a_regulation")]

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.position} {self.regulation_id}"


class Theme(Thing):
    """A heading of the catalogue, with the result that the municipality wants from it."""

    KIND: ClassVar[str] = "theme"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="themes")
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    intended_result = models.TextField(max_length=500, blank=True)
    colour = models.CharField(max_length=20, blank=True, help_text=_("name of a colour of the house style"))
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="one_theme_per_name")]

    def __str__(self) -> str:
        return self.name
