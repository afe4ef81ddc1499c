"""Teams of a school: how the budget is divided inside, and what each team and the school together have left."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, BUDGET_HOLDER, COORDINATOR, SCHOOL_ROLES
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.charts import Piece, pieces
from frontend.chosen_school import needed
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm
from portal.budgets import queries, rules, teams
from portal.budgets.models import Account, TeamBudget
from portal.people.actors import acting


class TeamForm(PageForm):
    """A name and an amount; `version` is what the person was looking at."""

    name = forms.CharField(label=gettext_lazy("Name of the team"), max_length=80)
    amount = Euros(label=gettext_lazy("Amount, in euros"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@page(*SCHOOL_ROLES, BOARD)
def team_budgets(request: HttpRequest) -> HttpResponseBase:
    """The teams of the school in the newest programme, or in the one of `?programme=`."""
    return _shown(request, _account(request))


@deed_page(COORDINATOR, BUDGET_HOLDER, BOARD)
def add(request: HttpRequest) -> HttpResponseBase:
    """A team with its part of what is common."""
    account, form = _account(request), TeamForm(request.POST)
    if account and form.is_valid():
        given, own = form.cleaned_data, account
        answer = attempt(request, lambda: _added(request, own, given))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, account, form)


@deed_page(COORDINATOR, BUDGET_HOLDER, BOARD)
def change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Another name or amount of a team; 404 for another school's."""
    team, form = _mine(request, pk), TeamForm(request.POST, prefix=str(pk))
    if form.is_valid():
        answer = attempt(request, lambda: _changed(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, team.account, failed=(pk, form))


def _added(request: HttpRequest, account: Account, given: dict[str, Any]) -> Done:
    made = teams.add_team(account, name=given["name"], amount=given["amount"], by=acting(request))
    return Done(_address(account), _("“%(team)s” has its own budget now.") % {"team": made.name})


def _changed(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    team = _mine(request, pk)
    expect(team, given["version"])
    teams.change_team(team, name=given["name"], amount=given["amount"], by=acting(request))
    return Done(_address(team.account), _("Changed: what the team has left is worked out again."))


def _address(account: Account) -> str:
    return f"{reverse('schools:teams')}?programme={account.programme_id}"


def _mine(request: HttpRequest, pk: UUID) -> TeamBudget:
    return get_object_or_404(queries.teams_visible_to(acting(request)), pk=pk)


def _account(request: HttpRequest) -> Account | None:
    """The account of the school in the programme that is asked for, else in the newest one."""
    asked = request.POST.get("programme") or request.GET.get("programme", "")
    rows = queries.visible_to(acting(request)).filter(school=needed(request)).order_by("-programme__starts_on")
    accounts = list(rows)
    return next((each for each in accounts if str(each.programme_id) == asked), accounts[0] if accounts else None)


def _shown(
    request: HttpRequest, account: Account | None, form: TeamForm | None = None,
    failed: tuple[UUID, TeamForm] | None = None,
) -> HttpResponseBase:  # fmt: skip
    rows = list(queries.teams_visible_to(acting(request)).filter(account=account)) if account else []
    may = account is not None and rules.may_team(acting(request), account)
    context = {
        "school": needed(request),
        "account": account,
        "rows": [(team, _bar(team), _form(team, failed) if may else None) for team in rows],
        "form": form or (TeamForm() if may else None),
    }
    shown = form or (failed[1] if failed else None)
    return render(request, "schools/teams.html", context, status=shown.status if shown else 200)


def _form(team: TeamBudget, failed: tuple[UUID, TeamForm] | None) -> TeamForm:
    if failed and failed[0] == team.pk:
        return failed[1]
    return TeamForm(prefix=str(team.pk), initial={"name": team.name, "amount": team.allotted, "version": team.version})


def _bar(team: TeamBudget) -> list[Piece]:
    return pieces([("spent", team.spent), ("reserved", team.reserved), ("left", team.available)])
