"""The forms of measuring: what is measured, what it was, what was said of it. Each takes less than five minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import Offer
from catalogue.organisations.models import Provider, School
from catalogue.programmes.models import Theme
from frontend.forms import Day, PageForm, Words
from frontend.sayings import name_of, title_of
from portal.funding.models import Measure
from portal.monitoring.models import Indicator, Measurement
from portal.monitoring.periods import Period
from portal.monitoring.states import EVERY, KINDS

KIND_HELP = _("Process: did it happen? Deployment: who and how much? Result: did it help?")


class Number(forms.DecimalField):
    """A number to two decimals, with a comma or a point."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid": _("Expected a number, such as 1,5.")}
        super().__init__(min_value=0, max_digits=12, decimal_places=2, localize=True, error_messages=wrong, **options)


class FillIn(PageForm):
    """The period, the number, and what people saw."""

    period = forms.ChoiceField(label=_("Which period?"))
    value = Number(label=_("The number"))
    words = Words(
        most=1000, rows=3, required=False, label=_("What did you see?"),
        help_text=_("Two sentences are enough. Never write names of children."),
    )  # fmt: skip

    def __init__(self, indicator: Indicator, periods: Sequence[Period], filled: Any = None) -> None:
        super().__init__(filled)
        choices = [(str(each), each.words) for each in periods]
        self.fields["period"] = forms.ChoiceField(label=_("Which period?"), choices=choices)
        self.fields["value"].label = f"{indicator.name} ({indicator.unit})"
        self.order_fields(["period", "value", "words"])


class Correct(PageForm):
    """Another number for the same period, and why."""

    value = Number(label=_("The number"))
    words = Words(most=1000, rows=2, required=False, label=_("What did you see?"))
    reason = forms.CharField(max_length=500, label=_("Why is it corrected?"))

    def __init__(self, row: Measurement, filled: Any = None) -> None:
        said = {"value": row.value, "words": row.words}
        super().__init__(filled, initial=said, prefix=f"correct-{row.pk}")


class TalkForm(PageForm):
    """What was said, and what follows."""

    held_on = Day(label=_("When did you talk?"))
    note = Words(most=2000, rows=3, label=_("What was said?"))
    action = forms.CharField(max_length=300, required=False, label=_("What do we do?"))
    owner = forms.CharField(
        max_length=120, required=False, label=_("Who does it?"), help_text=_("A role or organisation, not a name.")
    )
    due_on = Day(required=False, label=_("Before which day?"))

    def __init__(self, row: Measurement, filled: Any = None) -> None:
        super().__init__(filled, prefix=f"talk-{row.pk}")


class Outcome(PageForm):
    """What became of an action."""

    outcome = forms.CharField(max_length=500, label=_("What became of it?"))

    def __init__(self, pk: Any, filled: Any = None) -> None:
        super().__init__(filled, prefix=f"done-{pk}")


class Define(PageForm):
    """What is measured, of what, by whom."""

    about = forms.ChoiceField(label=_("Of what?"))
    name = forms.CharField(max_length=200, label=_("How do we know?"), help_text=_("What is counted or asked."))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, widget=forms.RadioSelect, help_text=KIND_HELP)
    unit = forms.CharField(max_length=40, label=_("Unit"), help_text=_("Such as %, children, hours."))
    target = Number(required=False, label=_("Target"))
    at_most = forms.BooleanField(required=False, label=_("The target is the most that we want"))
    source = forms.CharField(max_length=200, required=False, label=_("Where does the number come from?"))
    asked = forms.ChoiceField(label=_("Who fills it in?"))
    every = forms.ChoiceField(label=_("How often?"), choices=EVERY, initial="quarter")
    starts_on = Day(label=_("From which day?"))
    hides_small = forms.BooleanField(
        required=False, label=_("It counts children"), help_text=_("Numbers below five are then hidden from others.")
    )

    def __init__(
        self, subjects: Sequence[Measure | Theme | Offer], executors: Sequence[Provider | School], filled: Any = None,
        initial: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(filled, initial=initial)
        self.subjects = {f"{_kind(each)}:{each.pk}": each for each in subjects}
        self.executors = {f"{_kind(each)}:{each.pk}": each for each in executors}
        about = [(key, _name(each)) for key, each in self.subjects.items()]
        asked = [("", _("the municipality itself")), *((key, each.name) for key, each in self.executors.items())]
        for name, choices, needed in (("about", about, True), ("asked", asked, False)):
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=needed)
        self.order_fields(list(self.base_fields))

    @property
    def said(self) -> dict[str, Any]:
        """The fields of the indicator, as the deed takes them."""
        given = dict(self.cleaned_data)
        about, asked = given.pop("about"), given.pop("asked")
        said = {about.split(":")[0]: self.subjects[about]}
        return given | said | ({asked.split(":")[0]: self.executors[asked]} if asked else {})

    def field_of(self, location: str) -> str:
        """What is wrong with the subject or who is asked stands beside its choice."""
        found = super().field_of(location)
        places = {"measure": "about", "theme": "about", "offer": "about", "provider": "asked", "school": "asked"}
        return places.get(found, found)


def _name(thing: Measure | Theme | Offer) -> str:
    if isinstance(thing, Offer):
        return title_of(thing)
    return name_of(thing) if isinstance(thing, Theme) else thing.name


def _kind(thing: Measure | Theme | Offer | Provider | School) -> str:
    return type(thing).__name__.lower()
