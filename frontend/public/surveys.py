"""Answering a survey without an account, and seeing what came out of those that are public."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from allauth.core import ratelimit
from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import ANYONE
from catalogue.errors import Invalid, Refused
from catalogue.vocabulary import Word
from frontend.access import page, refused, status_of
from frontend.deeds import Refusal
from frontend.forms import PageForm, Words
from frontend.sayings import name_of
from portal.people.actors import acting
from portal.surveys import actions, queries, rules, vocabulary
from portal.surveys.actions import Answer
from portal.surveys.models import LONGEST_WORDS, Survey
from portal.surveys.results import results_of
from portal.surveys.states import YOUTH

ANSWERED = "answered_surveys"
STEPS = [("", gettext_lazy("no answer")), *((str(each), str(each)) for each in range(1, 6))]


class AnswerForm(PageForm):
    """What the survey asks; all but the topics may stay open. `number` makes a form that is sent twice one answer."""

    number = forms.UUIDField(widget=forms.HiddenInput)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, survey: Survey, filled: Any = None) -> None:
        super().__init__(filled, initial={"number": uuid4()})
        self.fields["topics"] = forms.MultipleChoiceField(
            label=_("Choose at most %(most)s topics") % {"most": survey.most_topics},
            choices=[(str(each.pk), name_of(each)) for each in survey.topics.all()],
            widget=forms.CheckboxSelectMultiple,
        )
        if survey.scale_question:
            self._choice("scale", survey.scale_question, STEPS, _("1 is not at all, 5 is very much."))
        if survey.kind == YOUTH:
            rest = [("", _("I do not say"))]
            self._choice("age_group", _("How old are you?"), rest + _options(vocabulary.age_groups()))
            self._choice("school_kind", _("Which school do you go to?"), rest + _options(vocabulary.school_kinds()))
        if survey.asks_words:
            help_text = _("No names, and nothing by which somebody can be recognised.")
            label = _("What else do you want to say?")
            self.fields["words"] = Words(most=LONGEST_WORDS, required=False, label=label, help_text=help_text)

    def _choice(self, name: str, label: str, choices: list[Any], help_text: str = "") -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.RadioSelect, help_text=help_text
        )

    @property
    def answer(self) -> Answer:
        """What the deed takes."""
        given = dict(self.cleaned_data)
        given.pop("number")
        topics, scale = [UUID(each) for each in given.pop("topics")], given.pop("scale", "")
        return Answer(topics=topics, scale=int(scale) if scale else None, **given)


@page(methods=("GET", "HEAD", "POST"))
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """The questions of this address. Nothing of who answers is kept: only this browser remembers that it did.

    It does not go through `frontend.deeds.attempt`, which keeps who sent a form.
    """
    survey = queries.by_token(token)
    if survey is None:
        raise Http404
    answered = str(survey.pk) in request.session.get(ANSWERED, [])
    if request.method != "POST" or answered:
        return _shown(request, survey, answered, AnswerForm(survey))
    if not ratelimit.consume(request, action="survey"):
        return refused(request, 429, _("Too many answers came from here. Wait an hour and try it again."))
    form = AnswerForm(survey, request.POST)
    if form.is_valid():
        try:
            actions.answer(survey, form.answer, number=form.cleaned_data["number"], by=ANYONE)
        except (Invalid, Refused) as error:
            form.take(Refusal(status_of(error), str(error), getattr(error, "faults", ())))
        else:
            request.session[ANSWERED] = [*request.session.get(ANSWERED, []), str(survey.pk)]
            return redirect("public:survey", token)
    return _shown(request, survey, answered, form)


@page()
def results(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What came out, when the municipality made it public."""
    actor = acting(request)
    survey = get_object_or_404(queries.visible_to(actor), pk=pk)
    found = results_of(actor, survey)
    if found is None:
        raise Http404
    return render(request, "public/survey_results.html", {"survey": survey, "results": found})


def _options(words: tuple[Word, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.words) for each in words]


def _shown(request: HttpRequest, survey: Survey, answered: bool, form: AnswerForm) -> HttpResponseBase:
    context = {
        "survey": survey,
        "answered": answered,
        "form": form,
        "can_answer": rules.can_be_answered(survey, timezone.localdate()),
    }
    return render(request, "public/survey.html", context, status=form.status)
