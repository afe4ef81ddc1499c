"""Amounts that people type: `1.234,50`, `1234.5`, `€ 12`; shown again as they write it themselves."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.money import CENT, MOST, ZERO
from frontend.wording import euro

THOUSANDS = re.compile(r"^\d{1,3}([.,]\d{3})+$")


class Euros(forms.Field):
    """An amount from `least` to `most` with at most two decimals; the error names what was found and is expected."""

    def __init__(self, *, least: Decimal = ZERO, most: Decimal = MOST, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """An amount as it is typed in the language of the page; what was typed stays as it was."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:.2f}"
        return text if (get_language() or "nl").startswith("en") else text.replace(".", ",")

    def to_python(self, value: Any) -> Decimal | None:
        """Whole cents, or `ValidationError`."""
        if value in self.empty_values:
            return None
        expected = {
            "found": str(value)[:40],
            "least": euro(self.least, short=True),
            "most": euro(self.most, short=True),
        }
        wrong = _("Found “%(found)s”; expected an amount from %(least)s to %(most)s, such as 12,50.") % expected
        try:
            amount = Decimal(_plain(str(value)))
        except InvalidOperation as error:
            raise ValidationError(wrong, code="invalid") from error
        if not amount.is_finite() or not self.least <= amount <= self.most or amount != amount.quantize(CENT):
            raise ValidationError(wrong, code="out_of_range")
        return amount.quantize(CENT)


def _plain(typed: str) -> str:
    """The text as a number with a point: the last mark is the decimal one, unless it parts thousands."""
    text = re.sub(r"[€\s\u00a0]", "", typed)[:20]
    if THOUSANDS.match(text):
        return re.sub(r"[.,]", "", text)
    whole, mark, cents = text.rpartition("," if text.rfind(",") > text.rfind(".") else ".")
    return f"{re.sub('[.,]', '', whole)}.{cents}" if mark else text
