"""The form that renews an offer: nothing to fill in, unless the new programme has other spending goals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.programmes.models import Programme, SpendingGoal
from catalogue.programmes.queries import regulations
from frontend.forms import PageForm


class Renew(PageForm):
    """The spending goal in the new programme; the old one when it is there as well."""

    goal = forms.ChoiceField(label=_("Spending goal"), required=False)

    def __init__(self, programme: Programme | None, goal: SpendingGoal, filled: Any = None) -> None:
        super().__init__(filled, initial={"goal": goal.code})
        paid_from = regulations().filter(programmeregulation__programme=programme) if programme else []
        goals = [(each.code, each.label) for regulation in paid_from for each in regulation.goals.all()]
        field = self.fields["goal"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = goals
        if goal.code in dict(goals):
            del self.fields["goal"]

    @property
    def chosen(self) -> str:
        """The goal that was chosen; empty when the old one stays."""
        return str(self.cleaned_data.get("goal", ""))
