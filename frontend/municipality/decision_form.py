"""The form of a decision: an amount and a reason per line, why, and what becomes of the remainder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.errors import Fault
from frontend.deeds import Refusal
from frontend.euro_field import Euros
from frontend.forms import PageForm, Words
from portal.claims.decisions import LineVerdict, Verdict
from portal.claims.models import ClaimLine
from portal.letters.reasons import reasons_of

NAMES = {"sanctionedAmount": "amount", "reason": "reason", "question": "question"}


@dataclass(frozen=True, slots=True)
class LineFields:
    """The fields of a line."""

    amount: forms.BoundField
    reason: forms.BoundField
    question: forms.BoundField


class Decide(PageForm):
    """What the approver says. `version` and `seen` are what the person was looking at."""

    verdict = forms.ChoiceField(choices=[(each, each) for each in ("approve", "return", "reject")])
    reason = Words(
        label=_("Why?"), most=2000, rows=3, required=False,
        help_text=_("The claimant reads this. Needed to reject, and to return unless you ask something about a line."),
    )  # fmt: skip
    remainder = forms.ChoiceField(
        label=_("What is reserved but not approved"), widget=forms.RadioSelect, initial="release",
        choices=[("release", _("goes back to the school")), ("keep", _("stays reserved for this booking"))],
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, lines: Sequence[ClaimLine], filled: Any = None, *, town: UUID, version: int = 0, seen: int = 0
    ) -> None:
        super().__init__(filled, initial={"version": version, "seen": seen})
        self.lines = list(lines)
        today = reasons_of(town, timezone.localdate())
        texts = [each.words for each in today if each.about in ("return", "reject")]
        self.reasons = [each.words for each in today if each.about == "lower"]  # often said about a line
        self.fields["text"] = forms.ChoiceField(
            label=_("A text that is ready (to return or reject)"), required=False,
            choices=[("", _("none: I write it myself")), *((words, words) for words in texts)],
        )  # fmt: skip
        for line in self.lines:
            self.fields[f"amount-{line.pk}"] = Euros(label=_("Approve, in euros"), initial=line.granted)
            self.fields[f"reason-{line.pk}"] = forms.CharField(
                label=_("Why less?"), max_length=500, required=False, initial=line.reason
            )
            self.fields[f"question-{line.pk}"] = forms.CharField(
                label=_("What do you ask about this line?"), max_length=500, required=False
            )

    def of(self, line: ClaimLine) -> LineFields:
        """The fields of this line."""
        return LineFields(self[f"amount-{line.pk}"], self[f"reason-{line.pk}"], self[f"question-{line.pk}"])

    @property
    def said(self) -> Verdict:
        """The decision, as `claims.decisions` takes it."""
        given = self.cleaned_data
        lines = [
            LineVerdict(
                line.pk, given[f"amount-{line.pk}"], given[f"reason-{line.pk}"], given[f"question-{line.pk}"]
            )
            for line in self.lines
        ]  # fmt: skip
        ready = given["text"] if given["verdict"] != "approve" else ""
        return Verdict(given["verdict"], f"{ready} {given['reason']}".strip(), lines, given["remainder"])

    def take(self, refusal: Refusal) -> None:
        """Show each fault beside its field: `#/lines/2/reason` is the reason of the third line."""
        faults = tuple(self._renamed(fault) for fault in refusal.faults)
        super().take(Refusal(refusal.status, refusal.sentence, faults))

    def _renamed(self, fault: Fault) -> Fault:
        parts = fault.location.removeprefix("#/").split("/")
        if parts[0] != "lines" or len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(self.lines):
            return fault
        name = f"{NAMES.get(parts[2], 'amount')}-{self.lines[int(parts[1])].pk}"
        return Fault(f"#/{name}", fault.code, fault.detail)
