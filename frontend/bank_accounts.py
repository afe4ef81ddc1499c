"""Where a provider or a school board is paid: another bank account waits until the municipality checked it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.organisations import actions, queries
from catalogue.organisations.models import Board, Provider
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.forms import Bank
from portal.people.actors import acting


def propose(request: HttpRequest, payee: Provider | Board, page: str) -> HttpResponseBase | Bank:
    """Another account for the payee; back to this page, or the form with what the rules said."""
    form = Bank(request.POST)
    if not form.is_valid():
        return form
    answer = attempt(request, lambda: _proposed(request, payee, page, form))
    if isinstance(answer, Refusal):
        form.take(answer)
        return form
    return answer


def withdraw(request: HttpRequest, payee: Provider | Board, page: str) -> HttpResponseBase | None:
    """Take the new account back, the known one stays; nothing when the rules refused it."""
    answer = attempt(request, lambda: _withdrawn(request, payee, page))
    return None if isinstance(answer, Refusal) else answer


def _proposed(request: HttpRequest, payee: Provider | Board, page: str, form: Bank) -> Done:
    given = form.cleaned_data
    actions.propose_account(payee, iban=given["iban"], account_name=given["account_name"], by=acting(request))
    return Done(reverse(page), _("Sent. The municipality checks this account before it pays; it may call you."))


def _withdrawn(request: HttpRequest, payee: Provider | Board, page: str) -> Done:
    waiting = queries.waiting_change_of(payee)
    if waiting is None:
        return Done(reverse(page), _("No other bank account waits any more."))
    actions.withdraw_account(waiting, by=acting(request))
    return Done(reverse(page), _("Withdrawn. You are paid on the account that was known."))
