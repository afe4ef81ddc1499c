"""The forms of rounds and frames."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalogue.organisations.models import SECTORS
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, Reason, Words
from portal.rounds.states import METHODS

TICKS = forms.CheckboxSelectMultiple


class Moment(forms.DateTimeField):
    """A day and a time, by the picker of the browser."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        wrong = {"invalid": gettext_lazy("Expected a day and a time, such as 15-03-2027 09:00.")}
        formats = ["%Y-%m-%dT%H:%M", "%d-%m-%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formats, error_messages=wrong, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A moment in the time of the reader; what was typed stays as it was."""
        return timezone.localtime(value) if isinstance(value, datetime) else value


class NewRound(PageForm):
    """A round as it is planned."""

    name = forms.CharField(label=gettext_lazy("Name of the round"), max_length=120, required=False)
    method = forms.ChoiceField(label=gettext_lazy("How is it decided who gets what?"), choices=METHODS)
    opens = Moment(label=gettext_lazy("Opens"))
    closes = Moment(label=gettext_lazy("Closes"))
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these schools"), choices=SECTORS, widget=TICKS, required=False,
        help_text=gettext_lazy("Tick nothing for a round for all schools."),
    )  # fmt: skip
    budget = Euros(
        label=gettext_lazy("Budget of the round"), required=False,
        help_text=gettext_lazy("Leave it empty when only the budgets of the schools count."),
    )  # fmt: skip
    carries_over = forms.BooleanField(
        label=gettext_lazy("What is left goes to the next round"), required=False, initial=True
    )

    @property
    def said(self) -> dict[str, Any]:
        """The round as `rounds.actions.plan` takes it."""
        return dict(self.cleaned_data)


class WhyRound(Reason):
    """Why a round is closed or taken back."""


class Closing(Reason):
    """Another closing, and why."""

    closes = Moment(label=gettext_lazy("Closes"))


class NewFrame(PageForm):
    """The next version of the frame of a sector."""

    sector = forms.ChoiceField(label=gettext_lazy("For which schools?"), choices=SECTORS)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    words = Words(label=gettext_lazy("What was agreed"), most=10_000, rows=8)


class Adoption(PageForm):
    """Who adopted it, and when."""

    adopted_by = forms.CharField(label=gettext_lazy("Adopted by"), max_length=160)
    adopted_on = Day(label=gettext_lazy("Adopted on"))


class FrameTerms(PageForm):
    """The sectors that want a frame first."""

    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Schools that want a frame first"), choices=SECTORS, widget=TICKS, required=False
    )
