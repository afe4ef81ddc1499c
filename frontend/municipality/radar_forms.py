"""The forms of the radar: whom to remind of what, and when it warns."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms import Day, PageForm, WholeNumber
from portal.radar.states import SUBJECTS

AT_ONCE = 500


class Ids(forms.MultipleChoiceField):
    """Ids of schools or providers; which of them may be reminded, the deed says."""

    def validate(self, value: list[str]) -> None:
        """At least one, and not without end."""
        if not 1 <= len(value) <= AT_ONCE:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def clean(self, value: Any) -> list[UUID]:
        """As ids."""
        try:
            return [UUID(each) for each in super().clean(value)]
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["required"], code="invalid") from error


class ReminderForm(PageForm):
    """Whom, and of what."""

    about = forms.ChoiceField(choices=SUBJECTS)
    whom = Ids()


class TermsForm(PageForm):
    """From when on the radar warns."""

    committed_percent = WholeNumber(
        least=0, most=100, label=_("Follow schools that chose for less than this part of their budget (%)")
    )
    deciding_days = WholeNumber(least=0, most=365, label=_("Days that a school and a provider need to agree"))
    answer_days = WholeNumber(least=1, most=365, label=_("Days after which a request waits too long"))
    remind_every_days = WholeNumber(least=1, most=365, label=_("Days between two reminders about the same"))
    choose_by = Day(
        required=False, label=_("Schools choose before or on"),
        help_text=_("Leave it empty: then it is the day until which half of the offers can be chosen."),
    )  # fmt: skip
