"""Form fields that say what was found and what is expected, and forms that carry what the rules said."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.validation import name_of
from frontend.deeds import Refusal


class PageForm(forms.Form):
    """A form that keeps what was typed, and shows a refusal of the rules at the top and beside its fields."""

    refusal: Refusal | None = None

    def take(self, refusal: Refusal) -> None:
        """Show what the rules said: each fault beside the field that it names (`#/yearGroups` → `year_groups`)."""
        self.refusal = refusal
        if not refusal.faults:
            self.add_error(None, refusal.sentence)
        for fault in refusal.faults:
            name = self.field_of(fault.location)
            self.add_error(name if name in self.fields else None, str(fault.detail))

    def field_of(self, location: str) -> str:
        """The field that a fault is about: `#/yearGroups` → `year_groups`."""
        return name_of(location)

    @property
    def status(self) -> int:
        """The status of a page that shows this form: 400 when it was filled in wrongly, 409 or 412 by the rules."""
        if self.refusal:
            return self.refusal.status
        return 400 if self.is_bound and self.errors else 200


class WholeNumber(forms.IntegerField):
    """A whole number between two bounds; the error names what was found and what is expected."""

    def __init__(self, *, least: int = 1, most: int = 100_000, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Phones show digits; browsers know the bounds."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return attrs | {"min": self.least, "max": self.most, "inputmode": "numeric"}

    def clean(self, value: Any) -> int | None:
        """A number, or nothing when the field may stay empty."""
        expected = {"found": str(value)[:40], "least": self.least, "most": self.most}
        wrong = _("Found “%(found)s”; expected a whole number from %(least)s to %(most)s.") % expected
        if value in self.empty_values:
            found: int | None = super().clean(value)
            return found
        try:
            number = int(str(value).strip()) if len(str(value)) < 20 else self.most + 1
        except ValueError as error:
            raise ValidationError(wrong, code="invalid") from error
        if not self.least <= number <= self.most:
            raise ValidationError(wrong, code="out_of_range")
        return number


class Day(forms.DateField):
    """A day, by the date picker of the browser or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        wrong = {"invalid": gettext_lazy("Expected a date, such as 15-03-2027.")}
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
        super().__init__(widget=widget, input_formats=formats, error_messages=wrong, **kwargs)


class Words(forms.CharField):
    """Some lines of text."""

    def __init__(self, *, most: int, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class Reason(PageForm):
    """Why something is done; `version` is what the person was looking at."""

    reason = Words(most=500, required=False, label=gettext_lazy("Why?"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
