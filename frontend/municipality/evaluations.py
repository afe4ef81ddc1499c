"""What schools said: the officer shows their words to everybody, or not, with a reason that the school reads."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.vocabulary import Word
from frontend.access import deed_page, page
from frontend.buttons import Button, Shown, named, press, shown
from frontend.chips import Stages, by_status
from frontend.forms import Reason
from frontend.listing import page_of
from portal.monitoring import actions, rules
from portal.monitoring import evaluations as queries
from portal.monitoring.models import Evaluation
from portal.monitoring.questions import questions_of
from portal.people.actors import acting

STAGES: Stages = {
    "given": (_("To look at"), ("given",)),
    "published": (_("Words shown"), ("published",)),
    "hidden": (_("Words not shown"), ("hidden",)),
    "all": (_("All"), ()),
}


BUTTONS: tuple[Button[Evaluation], ...] = (
    Button(
        "publish",
        lambda actor, each: rules.may_moderate(actor, each) and each.status != "published",
        lambda each, by, _reason: actions.moderate(each, verdict="publish", by=by),
        _("Show these words"),
        _("Everybody reads them with the offer, once enough schools evaluated it."),
        _("Shown from now on."),
        kind="primary-action",
    ),
    Button(
        "hide",
        lambda actor, each: rules.may_moderate(actor, each) and each.status != "hidden",
        lambda each, by, reason: actions.moderate(each, verdict="hide", reason=reason, by=by),
        _("Do not show these words"),
        _("The school reads why. Its marks count anyway."),
        _("Not shown. The school reads why."),
        asks_reason=True,
    ),
)


@page(*MUNICIPAL_ROLES)
def evaluations(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first; `?status=` picks."""
    return _list(request)


@deed_page(*MUNICIPAL_ROLES)
def moderate(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Show or hide the words; a refusal shows the list with the sentence of the rule."""
    found = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    answer = press(
        request, named(BUTTONS, deed), lambda: queries.visible_to(acting(request)).get(pk=pk), lambda _each: _address()
    )
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _list(request, found, (deed, answer))


def _list(
    request: HttpRequest, failed_at: Evaluation | None = None, failed: tuple[str, Reason] | None = None
) -> HttpResponseBase:
    actor = acting(request)
    rows, chips = by_status(queries.visible_to(actor), STAGES, request.GET.get("status", ""))
    found = page_of(request, rows, size=20)
    asked = questions_of([each.offer.programme_id for each in found])
    cards = []
    for each in found:
        buttons = _buttons(actor, each, failed if each == failed_at else None)
        cards.append((each, _marked(each, asked[each.offer.programme_id]), buttons))
    context = {"page": found, "chips": chips, "cards": cards}
    return render(request, "municipality/evaluations.html", context, status=failed[1].status if failed else 200)


def _marked(each: Evaluation, questions: Sequence[Word]) -> list[tuple[str, int]]:
    """Every question that was asked, in words, with its mark; one that is no longer asked by its code."""
    words = {question.code: question.words for question in questions}
    return [(words.get(code, code), mark) for code, mark in each.answers.items()]


def _buttons(actor: Actor, each: Evaluation, failed: tuple[str, Reason] | None) -> list[Shown]:
    if not each.words:
        return []
    return shown(BUTTONS, actor, each, lambda name: reverse("municipality:moderate", args=[each.pk, name]), failed)


def _address() -> str:
    return reverse("municipality:evaluations")
