"""What a claimant fills in and presses on the page of a claim."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from frontend.buttons import Button
from frontend.forms import PageForm
from portal.claims import actions, rules
from portal.claims.files import ENDINGS
from portal.claims.models import Claim

BUTTONS: tuple[Button[Claim], ...] = (
    Button(
        "submit",
        rules.may_submit,
        lambda claim, by, _reason: actions.submit(claim, by=by),
        gettext_lazy("Submit to the municipality"),
        gettext_lazy("The municipality decides within the legal term. You can change nothing until then."),
        gettext_lazy("Submitted. You read here what the municipality decides."),
        kind="primary-action",
    ),
    Button(
        "withdraw",
        rules.may_withdraw,
        lambda claim, by, _reason: actions.withdraw(claim, by=by),
        gettext_lazy("Throw this claim away"),
        gettext_lazy("What it is about can be claimed again."),
        gettext_lazy("Thrown away. What it was about can be claimed again."),
        kind="danger",
    ),
)


class Upload(PageForm):
    """A file with a claim."""

    file = forms.FileField(
        label=gettext_lazy("Add evidence"),
        help_text=gettext_lazy(
            "PDF, PNG, JPEG, XLSX, ODS or CSV. For example a signed count or a bill. No names of children."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )


class Answers(PageForm):
    """An answer to each question of the municipality."""

    def __init__(self, claim: Claim, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes Django's own form options through
        self.lines = [line for line in claim.lines.all() if line.question]
        for line in self.lines:
            self.fields[f"answer-{line.pk}"] = forms.CharField(
                label=line.question, help_text=line.description, max_length=1000, initial=line.answer,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    @property
    def given(self) -> dict[UUID, str]:
        """The answers by line."""
        return {line.pk: self.cleaned_data[f"answer-{line.pk}"] for line in self.lines}
