"""The rule of a split as a form: a part per school, a part per weighted pupil, the least and the most for a school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from catalogue.money import ZERO
from catalogue.organisations.models import SECTORS
from frontend.euro_field import Euros
from frontend.forms import PageForm
from frontend.wording import day
from portal.funding.models import HEAVIEST, ONE, Split
from portal.funding.states import COMMITTED, LEFTOVERS


class Weight(Euros):
    """How heavy a pupil counts, from 0 to 99.99; empty is 1."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=HEAVIEST, required=False, **kwargs)


class Rule(PageForm):
    """The rule of a split; `sectors` are those that a weight can be given for."""

    pot = Euros(label=_("To divide, in euros"))
    per_school = Euros(
        label=_("For each school, in euros"),
        help_text=_("The rest is divided by the number of pupils, to the cent."),
    )
    reference_date = forms.ChoiceField(label=_("Pupils counted on"))
    target_weight = Weight(
        label=_("A pupil of the target group counts as"),
        help_text=_("Empty or 1: like every pupil. 1,5: half a pupil more."),
    )
    minimum = Euros(label=_("No school gets less than"), required=False)
    maximum = Euros(label=_("No school gets more than"), required=False)
    leftovers = forms.ChoiceField(
        label=_("What a school has already"),
        choices=LEFTOVERS,
        required=False,
        initial="replace",
        widget=forms.RadioSelect,
    )
    committed = forms.ChoiceField(
        label=_("When a school chose more than it would get"),
        choices=COMMITTED,
        required=False,
        initial="protect",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, days: Sequence[date], sectors: Sequence[str], filled: Any = None, *, newest: Split | None = None
    ) -> None:
        super().__init__(filled, initial=_said(newest) if newest else None)
        field = self.fields["reference_date"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.isoformat(), day(each)) for each in days]
        labels = dict(SECTORS)
        for sector in sectors:
            self.fields[f"weight_{sector}"] = Weight(label=labels[sector])

    @property
    def weights(self) -> list[BoundField]:
        """The fields of the weights per sector."""
        return [self[name] for name in self.fields if name.startswith("weight_")]

    def clean(self) -> dict[str, Any]:
        """A maximum below the minimum is said beside the field, before anything is worked out."""
        given: dict[str, Any] = self.cleaned_data
        least, most = given.get("minimum"), given.get("maximum")
        if least is not None and most is not None and most < least:
            self.add_error("maximum", str(_("This is less than the minimum. Raise it, or leave it empty.")))
        return given

    @property
    def rule(self) -> dict[str, Any]:
        """What was filled in, as `funding.propose_split` takes it."""
        given = self.cleaned_data
        weights = {
            name.removeprefix("weight_"): str(weight)
            for name, weight in given.items()
            if name.startswith("weight_") and weight is not None and weight != ONE
        }
        return {
            "pot": given["pot"],
            "per_school": given["per_school"],
            "reference_date": date.fromisoformat(given["reference_date"]),
            "weights": weights,
            "target_weight": ONE if given["target_weight"] is None else given["target_weight"],
            "minimum": given["minimum"] or ZERO,
            "maximum": given["maximum"],
            "leftovers": given["leftovers"] or "replace",
            "committed": given["committed"] or "refuse",
        }


def filled_as(split: Split) -> dict[str, str]:
    """A rule as it would be typed."""
    return {name: "" if value is None else str(value) for name, value in _said(split, newly=False).items()}


def _said(split: Split, *, newly: bool = True) -> dict[str, Any]:
    """The rule that holds now, as first contents of the form; what changes nothing is left empty."""
    return {
        "pot": split.pot,
        "per_school": split.per_school,
        "reference_date": split.reference_date.isoformat(),
        "target_weight": None if split.target_weight == ONE else split.target_weight,
        "minimum": split.minimum or None,
        "maximum": split.maximum,
        "leftovers": split.leftovers,
        "committed": "protect" if newly else split.committed,
        **{f"weight_{sector}": Decimal(weight) for sector, weight in split.weights.items()},
    }
