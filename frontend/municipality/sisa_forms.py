"""The form with which somebody prepares a SiSa table to be signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from frontend.forms import PageForm
from portal.accountability.models import SisaIndicator


class SigningForm(PageForm):
    """Which regulations are accounted for, for the last time, and a field per indicator that no figure fills."""

    def __init__(self, codes: Sequence[str], asked: Iterable[SisaIndicator], *data: Any) -> None:
        super().__init__(*data)
        self._asked = list(asked)
        self.fields["final"] = forms.MultipleChoiceField(
            choices=[(code, code) for code in codes], required=False, widget=forms.CheckboxSelectMultiple,
            label=_("Eindverantwoording: Ja"),
        )  # fmt: skip
        for place, each in enumerate(self._asked):
            self.fields[f"answer_{place}"] = forms.CharField(max_length=300, label=f"{each.number} · {each.label}")

    @property
    def asked(self) -> list[BoundField]:
        """The fields of the indicators."""
        return [self[f"answer_{place}"] for place in range(len(self._asked))]

    @property
    def answers(self) -> dict[str, str]:
        """What was filled in, by the number of its indicator."""
        return {each.number: self.cleaned_data[f"answer_{place}"] for place, each in enumerate(self._asked)}
