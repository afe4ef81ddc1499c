"""Where a school board is paid: another bank account waits until the municipality checked it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from catalogue.actor import BOARD
from catalogue.organisations import queries
from catalogue.organisations.models import Board
from frontend import bank_accounts
from frontend.access import deed_page, page
from frontend.providers.forms import Bank
from portal.people.actors import acting

PAGE = "schools:bank"


@page(BOARD)
def bank(request: HttpRequest) -> HttpResponseBase:
    """The bank account of the board, and the one that waits."""
    return _shown(request)


@deed_page(BOARD)
def propose(request: HttpRequest) -> HttpResponseBase:
    """Another bank account; nothing is paid until it is checked."""
    answer = bank_accounts.propose(request, _own(request), PAGE)
    return _shown(request, answer) if isinstance(answer, Bank) else answer


@deed_page(BOARD)
def withdraw(request: HttpRequest) -> HttpResponseBase:
    """Take the new account back; the known one stays."""
    return bank_accounts.withdraw(request, _own(request), PAGE) or _shown(request)


def _own(request: HttpRequest) -> Board:
    return get_object_or_404(queries.own_board(acting(request)))


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
