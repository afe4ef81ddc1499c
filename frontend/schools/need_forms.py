"""The forms of the cover sheet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.offers.models import MOST_UNITS
from catalogue.programmes.models import Programme, Theme
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.sayings import name_of
from portal.needs.actions import Told
from portal.needs.states import URGENCIES


class NeedForm(PageForm):
    """One need: theme, pupils, urgency and words."""

    theme = forms.ChoiceField(label=_("Theme"))
    words = Words(
        most=500, rows=2, label=_("What is needed?"), help_text=_("In one or two sentences. No names of children.")
    )
    pupils = WholeNumber(most=MOST_UNITS, label=_("For how many pupils, roughly?"))
    urgency = forms.TypedChoiceField(
        label=_("How urgent is it?"), choices=URGENCIES, coerce=int, initial=3, widget=forms.RadioSelect
    )

    def __init__(self, programme: Programme, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._themes: dict[str, Theme] = {str(theme.pk): theme for theme in programme.themes.all()}
        self.fields["theme"] = forms.ChoiceField(
            label=_("Theme"), choices=[(pk, name_of(theme)) for pk, theme in self._themes.items()]
        )
        self.order_fields(["theme", "words", "pupils", "urgency"])

    @property
    def changes(self) -> dict[str, Any]:
        """The fields of the need, once the form is valid."""
        return self.cleaned_data | {"theme": self._themes[str(UUID(self.cleaned_data["theme"]))]}

    @property
    def told(self) -> Told:
        """The need as the deed takes it."""
        return Told(**self.changes)


class SheetForm(PageForm):
    """When the scan itself was handed in, and what else there is to say."""

    scan_on = Day(
        required=False, label=_("Our school scan went to the municipality on"),
        help_text=_("The scan itself you send as you are used to; here stands only the day."),
    )  # fmt: skip
    words = Words(most=2000, required=False, label=_("What else should the municipality know?"))


class NeedFile(PageForm):
    """The table that somebody filled in."""

    file = forms.FileField(
        label=_("The table, filled in"), help_text=_("XLSX or CSV. It replaces what stands here now.")
    )
