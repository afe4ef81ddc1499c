"""Bank accounts that were changed: a second person checks number and name before anything is paid there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE, MUNICIPAL_ROLES
from catalogue.journal.queries import history_of
from catalogue.lifecycle import allowed
from catalogue.organisations import actions, queries, rules
from catalogue.organisations.models import AccountChange
from catalogue.organisations.states import NAME_CHECKS
from frontend.access import deed_page, page
from frontend.chips import Stages, by_status
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Reason, Words
from frontend.history import told
from frontend.listing import page_of
from portal.payments import accounts
from portal.people.actors import acting

STAGES: Stages = {
    "proposed": (gettext_lazy("To check"), ("proposed",)),
    "confirmed": (gettext_lazy("Confirmed"), ("confirmed",)),
    "all": (gettext_lazy("All"), ()),
}


class Checked(PageForm):
    """What the bank said about number and name."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did the bank say about the name?"), choices=NAME_CHECKS, widget=forms.RadioSelect
    )
    checked_on = Day(label=gettext_lazy("Checked on"))
    words = Words(
        label=gettext_lazy("How else did you check it?"), most=500, required=False,
        help_text=gettext_lazy("Needed unless the name is exactly right. Call a number that you knew already."),
    )  # fmt: skip


@page(*MUNICIPAL_ROLES)
def changes(request: HttpRequest) -> HttpResponseBase:
    """The bank accounts that were changed; `?status=` picks."""
    rows, chips = by_status(queries.account_changes_visible_to(acting(request)), STAGES, request.GET.get("status", ""))
    return render(request, "municipality/accounts.html", {"page": page_of(request, rows, size=25), "chips": chips})


@page(*MUNICIPAL_ROLES)
def change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One change, and the check; 404 for a payee that does not take part here."""
    return _shown(request, _mine(request, pk))


@deed_page(FINANCE)
def confirm(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The second person checked it: from now on the payee is paid there."""
    found, form = _mine(request, pk), Checked(request.POST)
    if form.is_valid():

        def deed() -> Done:
            accounts.confirm(_mine(request, pk), by=acting(request), **form.cleaned_data)
            return Done(_address(pk), _("Confirmed. The payee is paid on this account from now on."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, checked=form)


@deed_page(FINANCE)
def refuse(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The second person does not believe it: the known account stays."""
    found, form = _mine(request, pk), Reason(request.POST)
    if form.is_valid():

        def deed() -> Done:
            actions.refuse_account(_mine(request, pk), reason=form.cleaned_data["reason"], by=acting(request))
            return Done(_address(pk), _("Refused. The known account stays."))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, refused=form)


def _address(pk: UUID) -> str:
    return reverse("municipality:account-change", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> AccountChange:
    return get_object_or_404(queries.account_changes_visible_to(acting(request)), pk=pk)


def _shown(
    request: HttpRequest, found: AccountChange, checked: Checked | None = None, refused: Reason | None = None
) -> HttpResponseBase:
    actor = acting(request)
    may = rules.checks_account(actor, found.payee) and allowed(found, "confirmed")
    own = actor.person == found.proposed_by
    form = checked or Checked(initial={"checked_on": timezone.localdate()})
    failed: Any = checked or refused
    context = {
        "change": found,
        "payee": found.payee,
        "form": form if may and not own else None,
        "checked": checked,
        "refused": refused,
        "own": own and found.status == "proposed",
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/account.html", context, status=failed.status if failed else 200)
