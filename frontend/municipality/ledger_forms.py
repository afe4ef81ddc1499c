"""The forms of the ledger: a correction, closing a period, money for another municipality."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalogue.money import CENT
from catalogue.programmes.models import Programme
from frontend.euro_field import Euros
from frontend.forms import Day, PageForm, WholeNumber, Words
from frontend.wording import euro
from portal.budgets.models import Account

MOST_PUPILS = 10_000_000


class CorrectionForm(PageForm):
    """How much of an entry was wrong, and why."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    amount = Euros(label=gettext_lazy("How much was wrong?"), least=CENT)
    reason = Words(most=1000, label=gettext_lazy("Why?"))


class PolicyForm(PageForm):
    """What happens when a wish or a booking is more than what is left."""

    wish = forms.ChoiceField(
        label=gettext_lazy("A wish or a proposal is more than what is left"), choices=Programme.WISH_POLICIES
    )
    booking = forms.ChoiceField(
        label=gettext_lazy("A booking is more than what is left"), choices=Programme.BOOKING_POLICIES
    )


class ClosingForm(PageForm):
    """Which month or year is closed, and why."""

    period = forms.ChoiceField(label=gettext_lazy("Which period?"))
    reason = Words(most=500, label=gettext_lazy("Why now?"))

    def __init__(self, periods: Sequence[tuple[str, str]], filled: Any = None) -> None:
        super().__init__(filled)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(periods)


class HandoverForm(PageForm):
    """Money of a line for another municipality."""

    account = forms.ChoiceField(label=gettext_lazy("From which line?"))
    to_name = forms.CharField(label=gettext_lazy("To which municipality?"), max_length=120)
    to_code = forms.CharField(
        label=gettext_lazy("Its CBS code"), max_length=6, help_text=gettext_lazy("GM and 4 digits, such as GM1904.")
    )
    amount = Euros(label=gettext_lazy("Amount"), least=CENT)
    on = Day(label=gettext_lazy("Counts on"))
    pupils_by_site = WholeNumber(
        label=gettext_lazy("Pupils at the schools here"), least=0, most=MOST_PUPILS, required=False
    )
    pupils_by_residence = WholeNumber(
        label=gettext_lazy("Of these, pupils who live here"), least=0, most=MOST_PUPILS, required=False
    )
    basis = Words(most=1000, label=gettext_lazy("On what basis, and where was that agreed?"))

    def __init__(self, lines: Sequence[tuple[Account, str]], filled: Any = None) -> None:
        super().__init__(filled, initial={"on": timezone.localdate()})
        field = self.fields["account"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.pk), f"{name} ({euro(each.available, short=True)})") for each, name in lines]
