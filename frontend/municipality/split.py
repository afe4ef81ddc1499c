"""The split: what does each school get, and why? The rule on the left, the result on the right, at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.errors import Refused
from catalogue.money import ZERO
from catalogue.organisations.models import SECTORS
from catalogue.organisations.queries import counts_visible_to, schools_visible_to
from catalogue.programmes.models import Programme
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.municipality.programme import programme_of
from frontend.municipality.split_form import Rule
from frontend.wording import euro
from portal.funding import actions, queries, rules
from portal.funding.models import ONE, Split
from portal.funding.queries import Share
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule gives: a share per school, the sums, and the largest share for the bars."""

    shares: Sequence[Share]
    most: Decimal
    pupils: int
    total: Decimal
    change: Decimal


@page(*MUNICIPAL_ROLES)
def split(request: HttpRequest) -> HttpResponseBase:
    """The rule that holds now and its result; with `?pot=…` what another rule would give. Nothing is kept."""
    actor = acting(request)
    programme = programme_of(request)
    newest = queries.visible_to(actor).filter(programme=programme, status="adopted").first()
    days = _days(actor)
    form = Rule(days, _sectors(actor), request.GET if "pot" in request.GET else None, newest=newest)
    return _shown(request, programme, newest, form)


@deed_page(*MUNICIPAL_ROLES)
def adopt(request: HttpRequest) -> HttpResponseBase:
    """Book what each school gets by this rule; a refusal shows the page with the sentence of the rule."""
    actor = acting(request)
    programme = programme_of(request)
    newest = queries.visible_to(actor).filter(programme=programme, status="adopted").first()
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


def _shown(request: HttpRequest, programme: Programme, newest: Split | None, form: Rule) -> HttpResponseBase:
    actor, rule = acting(request), newest
    if form.is_bound:
        rule = None
    if form.is_bound and form.is_valid():
        rule = Split(municipality=programme.municipality, programme=programme, **form.rule)
    result = _result(rule, form) if rule else None
    context = {
        "programme": programme,
        "form": form,
        "result": result,
        "newest": newest,
        "tried": form.is_bound,
        "kept": [(name, form[name].value()) for name in form.fields],
        "weighs": bool(rule and (rule.weights or rule.target_weight != ONE)),
        "may_divide": rules.may_divide(actor, programme),
    }
    return render(request, "municipality/split.html", context, status=form.status)


def _result(rule: Split, form: Rule) -> Result | None:
    try:
        shares = queries.preview(rule)
    except Refused as refused:
        if form.is_bound and not form.refusal:
            form.take(Refusal(409, refused.sentence))
        return None
    return Result(
        shares,
        max((each.amount for each in shares), default=ZERO),
        sum(each.pupils for each in shares),
        sum((each.amount for each in shares), ZERO),
        sum((each.difference for each in shares), ZERO),
    )
