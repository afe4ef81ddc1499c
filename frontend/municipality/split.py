"""The split: what does each school get, and why? The rule on the left, the result on the right, at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.errors import Refused
from catalogue.organisations.models import SECTORS
from catalogue.organisations.queries import counts_visible_to, schools_visible_to
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.municipality.programme import programme_of
from frontend.municipality.split_form import Rule, filled_as
from frontend.municipality.split_result import Result, result_of, sheet_of
from frontend.tables import table, way_asked
from frontend.wording import euro
from portal.funding import actions, queries, rules
from portal.funding.models import ONE, Split
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def split(request: HttpRequest) -> HttpResponseBase:
    """The rule that holds now and its result; with `?pot=…` what another rule would give. Nothing is kept.

    `?suggested=1` tries what the plan has for choosing by the newest pupils; `?format=xlsx|csv` is the table as a file.
    """
    actor = acting(request)
    programme = programme_of(request)
    newest = queries.newest_adopted(programme)
    suggestion = queries.suggested(programme) if rules.may_draft(actor, programme) else None
    filled: Any = request.GET if "pot" in request.GET else None
    if suggestion and "suggested" in request.GET:
        filled = filled_as(suggestion)
    form = Rule(_days(actor), _sectors(actor), filled, newest=newest or suggestion)
    return _shown(request, programme, newest, form, suggestion)


@page(*MUNICIPAL_ROLES)
def old_split(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A split that was adopted, as it was then, with the difference to the one before; 404 for a draft."""
    rows = queries.visible_to(acting(request)).filter(status="adopted")
    found = get_object_or_404(rows, pk=pk)
    result = result_of(found)
    if way := way_asked(request):
        return table(sheet_of(found, result), way)
    context = {"split": found, "programme": found.programme, "result": result}
    return render(request, "municipality/split_old.html", context)


@deed_page(*MUNICIPAL_ROLES)
def adopt(request: HttpRequest) -> HttpResponseBase:
    """Book what each school gets by this rule; a refusal shows the page with the sentence of the rule."""
    actor = acting(request)
    programme = programme_of(request)
    newest = queries.newest_adopted(programme)
    form = Rule(_days(actor), _sectors(actor), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _adopted(actor, programme, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, programme, newest, form)


def _adopted(actor: Actor, programme: Programme, form: Rule) -> Done:
    """Written down and adopted in one transaction: whoever presses has seen the result."""
    draft = actions.propose_split(programme, by=actor, **form.rule)
    actions.adopt_split(draft, by=actor)
    said = _("Adopted: %(pot)s is divided. Every school sees its budget now.") % {"pot": euro(draft.pot)}
    return Done(f"{reverse('municipality:split')}?programme={programme.pk}", said)


def _days(actor: Actor) -> list[Any]:
    dates = counts_visible_to(actor).order_by("-reference_date").values_list("reference_date", flat=True)
    return list(dates.distinct())


def _sectors(actor: Actor) -> list[str]:
    """The sectors that have a school here, in the order of the house."""
    there = set(schools_visible_to(actor).order_by().values_list("sector", flat=True).distinct())
    return [sector for sector, _label in SECTORS if sector in there]


def _shown(
    request: HttpRequest, programme: Programme, newest: Split | None, form: Rule, suggestion: Split | None = None
) -> HttpResponseBase:
    actor, rule = acting(request), newest
    if form.is_bound:
        rule = None
    if form.is_bound and form.is_valid():
        rule = Split(municipality=programme.municipality, programme=programme, **form.rule)
    result = _result(rule, form) if rule else None
    if rule and result and (way := way_asked(request)):
        return table(sheet_of(rule, result), way)
    earlier = queries.visible_to(actor).filter(programme=programme, status="adopted").order_by("-updated_at")
    context = {
        "programme": programme,
        "form": form,
        "result": result,
        "newest": newest,
        "tried": form.is_bound,
        "kept": [(name, form[name].value()) for name in form.fields],
        "bounds": bool(rule and (rule.weights or rule.target_weight != ONE or rule.minimum or rule.maximum)),
        "earlier": list(earlier[:20]),
        "transfers": list(queries.transfers_visible_to(actor).filter(programme=programme)[:20]),
        "suggestion": None if form.is_bound else suggestion,
        "may_draft": rules.may_draft(actor, programme),
        "may_divide": rules.may_divide(actor, programme),
    }
    return render(request, "municipality/split.html", context, status=form.status)


def _result(rule: Split, form: Rule) -> Result | None:
    try:
        return result_of(rule)
    except Refused as refused:
        if form.is_bound and not form.refusal:
            form.take(Refusal(409, refused.sentence))
        return None
