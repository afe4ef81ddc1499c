"""Where a school board is paid: another bank account waits until the municipality checked it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import BOARD
from catalogue.organisations import actions, queries
from catalogue.organisations.models import Board
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.forms import Bank
from portal.people.actors import acting


@page(BOARD)
def bank(request: HttpRequest) -> HttpResponseBase:
    """The bank account of the board, and the one that waits."""
    return _shown(request)


@deed_page(BOARD)
def propose(request: HttpRequest) -> HttpResponseBase:
    """Another bank account; nothing is paid until it is checked."""
    form = Bank(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _proposed(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@deed_page(BOARD)
def withdraw(request: HttpRequest) -> HttpResponseBase:
    """Take the new account back; the known one stays."""
    answer = attempt(request, lambda: _withdrawn(request))
    return answer if not isinstance(answer, Refusal) else _shown(request)


def _own(request: HttpRequest) -> Board:
    return get_object_or_404(queries.own_board(acting(request)))


def _proposed(request: HttpRequest, form: Bank) -> Done:
    given = form.cleaned_data
    actions.propose_account(_own(request), iban=given["iban"], account_name=given["account_name"], by=acting(request))
    said = _("Sent. The municipality checks this account before it pays; it may call you.")
    return Done(reverse("schools:bank"), said)


def _withdrawn(request: HttpRequest) -> Done:
    waiting = queries.waiting_change_of(_own(request))
    if waiting is None:
        return Done(reverse("schools:bank"), _("No other bank account waits any more."))
    actions.withdraw_account(waiting, by=acting(request))
    return Done(reverse("schools:bank"), _("Withdrawn. You are paid on the account that was known."))


def _shown(request: HttpRequest, form: Bank | None = None) -> HttpResponseBase:
    own = _own(request)
    known = {"iban": own.iban, "account_name": own.account_name}
    context = {
        "board": own,
        "waiting": queries.waiting_change_of(own),
        "form": form or Bank(initial=known),
        "refused": form,
    }
    return render(request, "schools/bank.html", context, status=form.status if form else 200)
