"""The forms of a review: what has to change, field by field; what the accountant said; a case that was not ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.errors import Fault
from catalogue.offers.models import AccountantAnswer
from catalogue.offers.said import LABELS
from frontend.deeds import Refusal
from frontend.forms import Day, PageForm, Words


class Return(PageForm):
    """What the provider has to change: in general, and beside each field (`remark-title`)."""

    reason = Words(
        most=500, required=False, label=_("In general"),
        help_text=_("The provider reads this on top of its offer, and your remarks beside the fields."),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, filled: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, initial={"version": version})
        for field, label in LABELS.items():
            remark = Words(most=500, rows=2, required=False, label=_("What should be different?"))
            remark.widget.attrs |= {"form": "return", "aria-label": f"{label}: {remark.label}"}
            self.fields[f"remark-{field}"] = remark

    @property
    def remarks(self) -> list[tuple[str, str]]:
        """The remarks that were written, as `offers.actions` takes them."""
        return [(field, words) for field in LABELS if (words := self.cleaned_data[f"remark-{field}"].strip())]

    def take(self, refusal: Refusal) -> None:
        """Show each fault beside its field: `#/remarks/1/words` is the second remark that was written."""
        written = [field for field, _words in self.remarks]
        super().take(
            Refusal(refusal.status, refusal.sentence, tuple(_placed(each, written) for each in refusal.faults))
        )


def _placed(fault: Fault, written: Sequence[str]) -> Fault:
    parts = fault.location.removeprefix("#/").split("/")
    if parts[0] != "remarks" or len(parts) < 2:
        return fault
    return Fault(f"#/remark-{written[int(parts[1])]}", fault.code, fault.detail)


class Answer(PageForm):
    """What the accountant said about one case."""

    case = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("What is the answer?"), choices=AccountantAnswer.VERDICTS, widget=forms.RadioSelect
    )
    words = Words(most=2000, rows=2, label=_("In the words of the accountant"), required=False)
    answered_on = Day(label=_("Answered on"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, filled: Any = None, *, case: str = "", version: int = 0) -> None:
        initial = {"case": case, "version": version, "answered_on": timezone.localdate()}
        super().__init__(filled, initial=initial, auto_id=f"id-{case}-%s")


class NewCase(PageForm):
    """A case that the officer sees."""

    case = forms.ChoiceField(label=_("Which case?"))
    words = Words(most=500, rows=2, label=_("Where do you see it?"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, cases: Sequence[tuple[str, str]], filled: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, initial={"version": version}, auto_id="id-new-%s")
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(cases)
