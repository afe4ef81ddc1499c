"""The form of a bespoke request."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.money import CENT
from catalogue.offers.models import MOST_UNITS
from catalogue.organisations.models import School
from catalogue.programmes.eligibility import cases_of
from catalogue.programmes.models import Programme, SpendingGoal, Theme
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.sayings import name_of
from portal.bespoke.models import BespokeRequest
from portal.bespoke.rules import goals_of
from portal.needs.queries import sheet_of

PLAIN = ("title", "motive", "aim", "supplier", "pupils", "starts_on", "ends_on", "amount")


class RequestForm(PageForm):
    """What is asked, why, for whom, when, and what it costs."""

    title = forms.CharField(label=_("What do you need?"), max_length=120)
    theme = forms.ChoiceField(label=_("Theme"))
    motive = Words(
        most=2000,
        label=_("Why?"),
        help_text=_("What do you see at school, and why does no offer fit? No names of children."),
    )
    aim = Words(most=1000, rows=2, label=_("What will it bring the children?"))
    pupils = WholeNumber(most=MOST_UNITS, label=_("For how many pupils?"))
    starts_on = Day(label=_("First day"))
    ends_on = Day(label=_("Last day"))
    supplier = forms.CharField(label=_("Who will do it?"), max_length=160, required=False)
    amount = Euros(least=CENT, label=_("What does it cost, without VAT?"))
    goal = forms.ChoiceField(label=_("What is the money for?"))
    cases = forms.MultipleChoiceField(
        label=_("Is it one of these?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("For these there are rules. Choose what it looks like; nothing is fine too."),
    )  # fmt: skip
    need = forms.ChoiceField(label=_("Which need of your cover sheet is it for?"), required=False)

    def __init__(self, programme: Programme, school: School, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._themes = {str(theme.pk): theme for theme in programme.themes.all()}
        self._goals: dict[str, SpendingGoal] = {goal.code: goal for goal in goals_of(programme)}
        sheet = sheet_of(school, programme)
        self._needs = {str(need.pk): need for need in sheet.needs.all()} if sheet else {}
        self._offer("theme", [(pk, name_of(theme)) for pk, theme in self._themes.items()])
        self._offer("goal", [(code, goal.label) for code, goal in self._goals.items()])
        self._offer("cases", cases_of(programme, timezone.localdate()))
        self._offer("need", [("", "—"), *((pk, need.words) for pk, need in self._needs.items())])
        if not self._needs:
            del self.fields["need"]

    @classmethod
    def of(cls, found: BespokeRequest) -> dict[str, Any]:
        """How the form stands for a request that is there."""
        return {name: getattr(found, name) for name in PLAIN} | {
            "theme": found.theme_id, "goal": found.goal.code, "cases": found.cases, "need": found.need_id or "",
        }  # fmt: skip

    @property
    def chosen_theme(self) -> Theme:
        """The theme that was chosen."""
        return self._themes[str(UUID(self.cleaned_data["theme"]))]

    @property
    def said(self) -> dict[str, Any]:
        """The other fields of the request."""
        given = self.cleaned_data
        return {name: given[name] for name in PLAIN} | {
            "goal": self._goals[given["goal"]], "cases": given["cases"], "need": self._needs.get(given.get("need", "")),
        }  # fmt: skip

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
