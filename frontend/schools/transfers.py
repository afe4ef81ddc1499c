"""Transfers: budget that goes to another school of the same board; the budget holder asks, the board decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import BOARD, BUDGET_HOLDER, SCHOOL_ROLES
from catalogue.lifecycle import expect
from catalogue.organisations.models import School
from frontend.access import deed_page, page
from frontend.chosen_school import needed, school_of
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm, Reason, Words
from frontend.wording import euro
from portal.budgets import queries as budgets
from portal.budgets.models import Account
from portal.funding import actions, queries, rules
from portal.funding.models import BudgetTransfer
from portal.people.actors import acting


class TransferForm(PageForm):
    """Of which budget, to whom, how much and why."""

    account = forms.ChoiceField(label=gettext_lazy("From the budget of"))
    target = forms.ChoiceField(label=gettext_lazy("To which school?"))
    amount = Euros(label=gettext_lazy("Amount, in euros"))
    reason = Words(most=1000, label=gettext_lazy("Why? The board and the municipality read this."))

    def __init__(self, accounts: Sequence[Account], targets: Sequence[School], filled: Any = None) -> None:
        super().__init__(filled)
        left = [(str(each.programme_id), f"{each.programme.name}: {euro(each.available)}") for each in accounts]
        for name, choices in (("account", left), ("target", [(str(each.pk), each.name) for each in targets])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@page(*SCHOOL_ROLES, BOARD)
def transfers(request: HttpRequest) -> HttpResponseBase:
    """What went over and what waits, and a form for who may give."""
    return _shown(request)


@deed_page(BUDGET_HOLDER, BOARD)
def propose(request: HttpRequest) -> HttpResponseBase:
    """Ask the board, or as the board do it at once."""
    form = _form(request, needed(request), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _proposed(request, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@deed_page(BOARD)
def decide(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The board confirms or refuses a transfer; 404 for another board's."""
    found = get_object_or_404(queries.transfers_visible_to(acting(request)), pk=pk)
    words = {"confirm": _("Agreed: the budget went over."), "refuse": _("Refused: nothing went over.")}
    if deed not in words:
        raise Http404
    form = Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _decided(request, pk, deed, form.cleaned_data, words[deed]))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, failed=form, school=found.origin)


def _proposed(request: HttpRequest, given: dict[str, Any]) -> Done:
    actor, school = acting(request), needed(request)
    account = budgets.visible_to(actor).filter(school=school).get(programme=given["account"])
    target = queries.sisters_of(school).get(pk=given["target"])
    made = actions.propose_transfer(
        account.programme, origin=school, target=target, amount=given["amount"], reason=given["reason"], by=actor
    )
    said = _("Done: %(amount)s went to %(school)s.") if made.status == "effected" else _("Asked. Your board decides.")
    return Done(reverse("schools:transfers"), said % {"amount": euro(made.amount), "school": target.name})


def _decided(request: HttpRequest, pk: UUID, deed: str, given: dict[str, Any], said: str) -> Done:
    row: BudgetTransfer = queries.transfers_visible_to(acting(request)).get(pk=pk)
    expect(row, given["version"])
    if deed == "confirm":
        actions.confirm_transfer(row, by=acting(request))
    else:
        actions.refuse_transfer(row, reason=given["reason"], by=acting(request))
    return Done(reverse("schools:transfers"), said)


def _form(request: HttpRequest, school: School, filled: Any = None) -> TransferForm:
    accounts = budgets.visible_to(acting(request)).filter(school=school).order_by("-programme__starts_on")
    return TransferForm(list(accounts), list(queries.sisters_of(school)), filled)


def _shown(
    request: HttpRequest,
    form: TransferForm | None = None,
    *,
    failed: Reason | None = None,
    school: School | None = None,
) -> HttpResponseBase:
    actor, own = acting(request), school or school_of(request)
    rows = list(queries.transfers_visible_to(actor)[:50])
    may = own is not None and rules.may_give(actor, own)
    context = {
        "school": own,
        "rows": rows,
        "waiting": {each.pk for each in rows if each.status == "proposed" and rules.governs(actor, each.origin)},
        "form": form or (_form(request, own) if own and may else None),
        "at_once": own is not None and rules.governs(actor, own),
        "failed": failed,
    }
    status = form.status if form else failed.status if failed else 200
    return render(request, "schools/transfers.html", context, status=status)
