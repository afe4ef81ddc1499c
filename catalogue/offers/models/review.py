"""What was said about an offer: by the officer, by the accountant, and by schools that want it again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.lifecycle import Thing
from catalogue.offers.models.offer import Offer
from catalogue.offers.models.revision import Revision
from catalogue.organisations.models import School


class Remark(models.Model):
    """What the officer asks to change in one field of a returned revision; `field` is a field of `Revision`."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="remarks")
    field = models.CharField(max_length=30)
    words = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.field}: {self.words}"


class AddedCase(Thing):
    """A case that the officer sees in an offer though its provider did not tick it, and why."""

    KIND: ClassVar[str] = "added_case"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="added_cases")
    case = models.SlugField(max_length=40)
    words = models.CharField(max_length=500)
    added_by = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "case"], name="one_added_case")]

    def __str__(self) -> str:
        return f"{self.case}: {self.words}"


class AccountantAnswer(Thing):
    """The recorded answer of the accountant on one doubtful case of an offer."""

    KIND: ClassVar[str] = "accountant_answer"
    VERDICTS = [("yes", _("may be paid")), ("no", _("may not be paid"))]

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="answers")
    case = models.CharField(max_length=40)
    verdict = models.CharField(max_length=3, choices=VERDICTS)
    words = models.TextField(max_length=2000)
    answered_on = models.DateField()
    recorded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-answered_on", "-created_at"]

    def __str__(self) -> str:
        return f"{self.case}: {self.verdict}"


class RenewalWish(Thing):
    """A school wants to have this offer again in the next school year."""

    KIND: ClassVar[str] = "renewal_wish"

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="wishes")
    school = models.ForeignKey(School, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["offer", "school"], name="one_renewal_wish_per_school")]

    def __str__(self) -> str:
        return f"{self.school_id} wants {self.offer_id} again"
