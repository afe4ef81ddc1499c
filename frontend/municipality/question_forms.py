"""The forms of a question about an expense: asking it, writing in it, and concluding it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.conversing import Writing
from frontend.euro_field import Euros
from frontend.forms import PageForm, Words
from portal.claims.models import ClaimLine
from portal.conversations.models import MOST_WORDS
from portal.questions.states import CONCLUSIONS

WHO_OPENS = _("PDF, PNG, JPEG, XLSX, ODS or CSV. Only your municipality and its controller can open it.")


class Answering(Writing):
    """Words, and a file if wanted; `version` is what the person was looking at."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, filled: Any = None, files: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, files, auto_id="write-%s", initial={"version": version})
        self.fields["file"].help_text = WHO_OPENS


class Asking(Writing):
    """Which expense, what the question is, and if it can be said how much of it is in doubt."""

    line = forms.ChoiceField(label=_("Which expense?"))
    amount = Euros(
        required=False, label=_("Amount in doubt, in euros"), help_text=_("If you can say it. It changes no money.")
    )
    field_order = ("line", "words", "amount", "file")

    def __init__(self, lines: Sequence[ClaimLine], filled: Any = None, files: Any = None) -> None:
        super().__init__(filled, files, auto_id="ask-%s")
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(each.pk), f"{each.description}, {each.claim.claimant.name}") for each in lines]
        self.fields["words"].label = _("Your question")
        self.fields["file"].help_text = WHO_OPENS


class Concluding(PageForm):
    """What the controller concludes, why, and the amount as far as it differs from what was said."""

    conclusion = forms.ChoiceField(label=_("Your conclusion"), choices=CONCLUSIONS, widget=forms.RadioSelect)
    amount = Euros(
        required=False, label=_("Amount in doubt, in euros"),
        help_text=_("Leave it empty when it stays as it was said, or when the expense is in order."),
    )  # fmt: skip
    reason = Words(most=MOST_WORDS, rows=4, label=_("Why?"), help_text=_("It stands in the file of the auditor."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, choices: Collection[str], filled: Any = None, *, version: int = 0) -> None:
        super().__init__(filled, auto_id="conclude-%s", initial={"version": version})
        field = self.fields["conclusion"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, label) for code, label in CONCLUSIONS if code in choices]
