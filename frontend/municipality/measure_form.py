"""The form of a measure: who, when and at what cost, and the phases that it is planned in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.programmes.models import Programme, Theme
from frontend.euro_field import Euros
from frontend.forms import PageForm, WholeNumber, Words
from frontend.sayings import name_of
from portal.funding.models import Measure, PlanLine
from portal.funding.models.measures import MOST_SCHOOLS, MOST_UNITS, PLANNED
from portal.funding.quarters import QUARTERS, Quarter
from portal.funding.states import COST_PER, PHASES, UNITS

YEARS_BEFORE, YEARS_AFTER = 1, 2
AMOUNTS = ("cost", "cost_min", "other_cost_per_year", "unit_cost")
PHASE_WORDS: dict[str, str | Promise] = dict(PHASES)


class Quantity(forms.DecimalField):
    """How many, to two decimals, with a comma or a point."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid": _("Expected a number, such as 1,5.")}
        super().__init__(
            min_value=0, max_value=MOST_UNITS, decimal_places=2, required=False, localize=True, error_messages=wrong,
            **options,
        )  # fmt: skip


class MeasureForm(PageForm):
    """Everything that can be said of a measure; only its name is needed."""

    name = forms.CharField(label=_("Measure"), max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    line = forms.ChoiceField(
        label=_("Paid from the line"), required=False, help_text=_("Left open: the line of its theme.")
    )
    lead = forms.CharField(label=_("Who leads it?"), max_length=120, required=False)
    description = Words(most=2000, label=_("What is done?"), required=False)
    start = forms.ChoiceField(label=_("Begins in"), required=False)
    ready = forms.ChoiceField(label=_("Ready in"), required=False)
    cost = Euros(label=_("Cost"), required=False)
    per = forms.ChoiceField(label=_("This is"), choices=[("", "—"), *COST_PER], required=False)
    cost_min = Euros(label=_("Of that at least"), required=False, help_text=_("When you do not know it exactly."))
    other_cost_per_year = Euros(label=_("Other cost per year"), required=False)
    unit = forms.CharField(label=_("What is counted?"), max_length=40, required=False)
    unit_cost = Euros(label=_("Cost of one"), required=False, help_text=_("Instead of the cost above."))
    units_per_year = Quantity(label=_("How many per year"))
    units_per_school_per_month = Quantity(label=_("Or how many per school per month"))
    schools = WholeNumber(label=_("At how many schools"), most=MOST_SCHOOLS, required=False)
    because = forms.CharField(label=_("Why does it change?"), max_length=500, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, filled: Any, programme: Programme, themes: Sequence[Theme], lines: Sequence[PlanLine],
        measure: Measure | None = None,
    ) -> None:  # fmt: skip
        super().__init__(filled, initial=_said(measure) if measure else None)
        self.themes = {str(each.pk): each for each in themes}
        quarters = _quarters(programme, self.initial)
        for name in (f"{phase}_{end}" for phase in PLANNED for end in ("from", "until")):
            self.fields[name] = forms.ChoiceField(label=_("From") if name.endswith("from") else _("Until and with"),
                                                  choices=quarters, required=False)  # fmt: skip
        codes = {line.code: line.name for line in lines}
        if measure and measure.line:
            codes.setdefault(measure.line, measure.line)
        self._choices("theme", [("", "—"), *((key, name_of(each)) for key, each in self.themes.items())])
        self._choices("line", [("", "—"), *codes.items()])
        for name in ("start", "ready"):
            self._choices(name, quarters)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def units(self) -> list[str]:
        """Words that people use for what is counted."""
        return [str(one) for one, _more in UNITS.values()]

    @property
    def phases(self) -> list[tuple[str | Promise, Any, Any]]:
        """Each phase with its two fields."""
        return [(PHASE_WORDS[phase], self[f"{phase}_from"], self[f"{phase}_until"]) for phase in PLANNED]

    @property
    def has_phases(self) -> bool:
        """Whether a phase is planned, or wrong: then the page shows them."""
        return any(field.value() or field.errors for _words, *both in self.phases for field in both)

    @property
    def said(self) -> dict[str, Any]:
        """The fields of the measure, as the deeds take them."""
        given = dict(self.cleaned_data)
        planning = [
            {"phase": phase, "from": given[f"{phase}_from"], "until": given[f"{phase}_until"] or given[f"{phase}_from"]}
            for phase in PLANNED
            if given[f"{phase}_from"]
        ]
        known = {str(one): code for code, (one, _more) in UNITS.items()}
        own = {name for name in self.base_fields if name not in ("because", "version")}
        said = {name: value for name, value in given.items() if name in own}
        return said | {
            "theme": self.themes.get(given["theme"]), "planning": planning,
            "unit": known.get(given["unit"].strip().lower(), given["unit"].strip()),
        }  # fmt: skip

    def field_of(self, location: str) -> str:
        """What is wrong with the planning stands beside its first field."""
        found = super().field_of(location)
        return "prepare_from" if found == "planning" else found


def _said(measure: Measure) -> dict[str, Any]:
    said = {name: getattr(measure, name) for name in MeasureForm.base_fields if name not in ("because", "theme")}
    for each in measure.planning:
        said |= {f"{each['phase']}_from": each["from"], f"{each['phase']}_until": each["until"]}
    one, _more = UNITS.get(measure.unit, (measure.unit, measure.unit))
    return said | {"theme": str(measure.theme_id or ""), "unit": str(one)}


def _quarters(programme: Programme, initial: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The quarters from a year before the programme until two years after it, and those that are named already."""
    first = Quarter.of(programme.starts_on).number - YEARS_BEFORE * QUARTERS
    last = Quarter.of(programme.ends_on).number + YEARS_AFTER * QUARTERS
    named = [value for value in initial.values() if isinstance(value, str) and "-Q" in value]
    codes = {str(Quarter(number)) for number in range(first, last + 1)} | set(named)
    return [("", "—"), *((code, Quarter.read(code).words) for code in sorted(codes))]
