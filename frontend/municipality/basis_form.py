"""What the text of a plan computes a line from, as fields of the form of a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber
from frontend.municipality.measure_form import Quantity
from portal.funding.basis import MOST_SITES, MOST_WEEKS, MOST_YEARS
from portal.funding.models import PlanLine
from portal.funding.states import BASIS_PER, UNITS

PREFIX = "basis_"


class BasisFields(PageForm):
    """So many units per week, month or year, at so many sites; nothing when no units are filled in."""

    basis_units = Quantity(label=_("How many"))
    basis_unit = forms.CharField(label=_("What is counted?"), max_length=40, required=False)
    basis_per = forms.ChoiceField(label=_("Per"), choices=BASIS_PER, required=False)
    basis_sites = WholeNumber(label=_("At how many sites"), most=MOST_SITES, required=False)
    basis_weeks = WholeNumber(label=_("In how many weeks of a year"), most=MOST_WEEKS, required=False)
    basis_years = WholeNumber(label=_("For how many years"), most=MOST_YEARS, required=False)
    basis_rate = Euros(label=_("Cost of one"), required=False)

    @property
    def basis(self) -> dict[str, Any]:
        """As a line keeps it."""
        given = {name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if PREFIX in name}
        if not given.get("units") and not given.get("unit"):
            return {}
        known = {str(one): code for code, (one, _more) in UNITS.items()}
        rate = None if given.get("rate") is None else str(given["rate"])
        return {
            "unit": known.get(given["unit"].strip().lower(), given["unit"].strip()), "units": str(given["units"] or 0),
            "per": given["per"], "sites": given["sites"] or 1, "weeks": given["weeks"], "years": given["years"] or 1,
            "rate": rate,
        }  # fmt: skip

    @property
    def basis_fields(self) -> list[Any]:
        """Its fields, in their order."""
        return [self[name] for name in self.fields if name.startswith(PREFIX)]

    @property
    def shows_basis(self) -> bool:
        """Whether something of it is filled in, or wrong."""
        return bool(self["basis_units"].value() or any(each.errors for each in self.basis_fields))

    def field_of(self, location: str) -> str:
        """What is wrong with it stands beside its first field."""
        found = super().field_of(location)
        return "basis_units" if found == "basis" else found


def basis_of(line: PlanLine) -> dict[str, Any]:
    """What a line keeps, as these fields show it."""
    said = {f"{PREFIX}{name}": value for name, value in line.basis.items()}
    if said:
        one, _more = UNITS.get(line.basis["unit"], (line.basis["unit"], ""))
        said["basis_unit"] = str(one)
    return said


class VersionForm(PageForm):
    """Why there is another version, and when it runs."""

    reason = forms.CharField(label=_("Why is there a new version?"), max_length=500, required=False)
    starts_on = Day(label=_("Runs from"), required=False)
    ends_on = Day(label=_("Runs until"), required=False)
