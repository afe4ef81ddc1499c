"""What a school says of what it got: a few marks, some words, and whether it would choose it again. Two minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, SCHOOL_ROLES
from catalogue.vocabulary import Word
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.monitoring import actions, evaluations, rules
from portal.monitoring.models import Evaluation
from portal.monitoring.questions import questions_of
from portal.monitoring.states import HIGHEST, LOWEST
from portal.people.actors import acting

YES_OR_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
MARKS = [(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)]


class Marked(PageForm):
    """One mark per question, and words."""

    again = forms.ChoiceField(
        label=gettext_lazy("Would you choose it again?"), choices=YES_OR_NO, widget=forms.RadioSelect
    )
    words = Words(
        most=1000,
        required=False,
        label=gettext_lazy("What should another school know?"),
        help_text=gettext_lazy("Other schools may read this. Never write names of children."),
    )
    named = forms.BooleanField(required=False, label=gettext_lazy("The name of our school may stand with it"))

    def __init__(self, questions: Sequence[Word], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [each.code for each in questions]
        for each in questions:
            mark = forms.ChoiceField(label=each.words, choices=MARKS, widget=forms.RadioSelect)
            self.fields[f"mark-{each.code}"] = mark
        self.order_fields([*(f"mark-{code}" for code in self.codes), "again", "words", "named"])

    @classmethod
    def of(cls, questions: Sequence[Word], evaluation: Evaluation | None) -> Self:
        """As it was said before, to change it."""
        if evaluation is None:
            return cls(questions)
        marks = {f"mark-{code}": str(mark) for code, mark in evaluation.answers.items()}
        said = {"words": evaluation.words, "named": evaluation.named, "again": "yes" if evaluation.again else "no"}
        return cls(questions, initial=marks | said)

    @property
    def marks(self) -> list[forms.BoundField]:
        """The questions on a scale."""
        return [self[f"mark-{code}"] for code in self.codes]

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in, as `monitoring.actions` takes it."""
        given = self.cleaned_data
        answers = {code: int(given[f"mark-{code}"]) for code in self.codes}
        return {"answers": answers, "again": given["again"] == "yes", "words": given["words"], "named": given["named"]}


@page(*SCHOOL_ROLES, BOARD, methods=("GET", "HEAD", "POST"))
def evaluate(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The evaluation of an own booking, new or to change; 404 for another's."""
    actor = acting(request)
    rows = bookings.visible_to(actor).prefetch_related("offer__revision__themes")
    booking = get_object_or_404(rows.filter(status="accepted"), pk=pk)
    found = evaluations.visible_to(actor).filter(booking=booking).first()
    programme = booking.offer.programme_id
    questions = questions_of([programme])[programme]
    form = Marked(questions, request.POST) if request.method == "POST" else Marked.of(questions, found)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _said(request, booking, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    may = rules.may_change(actor, found) if found else rules.may_evaluate(actor, booking)
    context = {"booking": booking, "evaluation": found, "form": form, "may": may}
    return render(request, "schools/evaluation.html", context, status=form.status)


def _said(request: HttpRequest, booking: Booking, form: Marked) -> Done:
    actor = acting(request)
    found = evaluations.visible_to(actor).filter(booking=booking).first()
    if found:
        actions.change_evaluation(found, **form.said, by=actor)
    else:
        actions.evaluate(booking, **form.said, by=actor)
    return Done(reverse("schools:booking", args=[booking.pk]), _("Thank you. Other schools learn from it."))
