"""Surveys of the municipality: made, published, filled from tables, closed, and what came out of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm
from frontend.listing import page_of
from frontend.municipality.survey_forms import AnswerFile, CountFile, LinkForm, NewSurvey, SurveyChange, links_of
from frontend.tables import download
from portal.people.actors import acting
from portal.surveys import actions, queries, rules, table
from portal.surveys.models import Survey
from portal.surveys.results import results_of

Press = Callable[[HttpRequest, Survey, PageForm], str]


@page(*MUNICIPAL_ROLES)
def surveys(request: HttpRequest) -> HttpResponseBase:
    """The surveys of the municipality, the newest first."""
    return _list(request)


@deed_page(OFFICER)
def make(request: HttpRequest) -> HttpResponseBase:
    """A new one; nobody can answer it before it is published."""
    form = NewSurvey(request, request.POST)

    def made() -> Done:
        survey = actions.make(form.programme_chosen, form.asked, by=acting(request))
        return Done(_address(survey), _("Made. Look at it once more, then publish it."))

    if form.is_valid():
        answer = attempt(request, made)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@page(*MUNICIPAL_ROLES)
def survey(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One survey; `?format=xlsx` is the table to type answers in."""
    found = _own(request, pk)
    if request.GET.get("format") == "xlsx":
        return download(table.template(found), _("Answers"), "xlsx")
    return _one(request, found)


@deed_page(OFFICER)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Publish, close, change, look into a table, read it in, or add counts."""
    found = _own(request, pk)
    if deed not in DEEDS:
        raise Http404
    kind, press = DEEDS[deed]
    form = kind(request.POST, request.FILES)
    if form.is_valid():
        answer = attempt(request, lambda: Done(_address(found), press(request, found, form)))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, found, form)


@deed_page(OFFICER)
def link(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Say to which theme and offers a topic belongs."""
    topic = get_object_or_404(queries.topics_visible_to(acting(request)), pk=pk)
    known = next(each for each in links_of(acting(request), topic.survey) if each.topic.pk == topic.pk)
    form = LinkForm(topic, list(known.themes.values()), list(known.offers_known.values()), request.POST)

    def linked() -> Done:
        actions.link(topic, **form.links, by=acting(request))
        return Done(f"{_address(topic.survey)}#topics", _("Linked."))

    if form.is_valid():
        answer = attempt(request, linked)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, _own(request, topic.survey.pk), form)


def _publish(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    actions.publish(survey, by=acting(request))
    return _("Published. Send the address below to whom you ask.")


def _close(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    actions.close(survey, by=acting(request))
    return _("Closed. Below you see what came out.")


def _change(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    actions.change_survey(survey, by=acting(request), **form.cleaned_data)
    return _("Kept.")


def _look(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    file = form.cleaned_data["file"]
    found = table.answers_in(survey, file.read(), file.name)
    return _("%(number)s answers were understood. Nothing was kept yet: read the table in now.") % {
        "number": len(found)
    }


def _read_in(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    file = form.cleaned_data["file"]
    content = file.read()
    found = table.answers_in(survey, content, file.name)
    actions.read_in(survey, found, file=hashlib.sha256(content).hexdigest(), by=acting(request))
    return _("%(number)s answers were read in.") % {"number": len(found)}


def _count(request: HttpRequest, survey: Survey, form: PageForm) -> str:
    given, file = form.cleaned_data, form.cleaned_data["counts"]
    counts = table.counts_in(survey, file.read(), file.name)
    actions.count(survey, name=given["name"], people=given["people"], topics=counts, by=acting(request))
    return _("Counted: they stand in the results.")


DEEDS: dict[str, tuple[type[PageForm], Press]] = {
    "publish": (PageForm, _publish),
    "close": (PageForm, _close),
    "change": (SurveyChange, _change),
    "look": (AnswerFile, _look),
    "read-in": (AnswerFile, _read_in),
    "count": (CountFile, _count),
}


def _own(request: HttpRequest, pk: UUID) -> Survey:
    actor = acting(request)
    return get_object_or_404(queries.visible_to(actor).filter(municipality=actor.municipality), pk=pk)


def _address(survey: Survey) -> str:
    return reverse("municipality:survey", args=[survey.pk])


def _list(request: HttpRequest, form: NewSurvey | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "page": page_of(request, queries.visible_to(actor).filter(municipality=actor.municipality)),
        "form": form or (NewSurvey(request) if actor.role == OFFICER else None),
    }
    return render(request, "municipality/surveys.html", context, status=form.status if form else 200)


def _one(request: HttpRequest, survey: Survey, wrong: PageForm | None = None) -> HttpResponseBase:
    actor = acting(request)
    asks = rules.may_ask(actor, None, survey)
    kept = {name: getattr(survey, name) for name in SurveyChange.base_fields}
    context = {
        "survey": survey,
        "asks": asks,
        "address": request.build_absolute_uri(reverse("public:survey", args=[survey.token])) if survey.token else "",
        "results": results_of(actor, survey),
        "links": links_of(actor, survey) if asks else [],
        "change": wrong if isinstance(wrong, SurveyChange) else SurveyChange(initial=kept),
        "answers": wrong if isinstance(wrong, AnswerFile) else AnswerFile(),
        "counts": wrong if isinstance(wrong, CountFile) else CountFile(),
        "wrong": wrong,
    }
    return render(request, "municipality/survey.html", context, status=wrong.status if wrong else 200)
