"""Contact: who the provider is for the municipality, where it is paid, and whom it can ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, PROVIDER_ROLES
from catalogue.journal.queries import history_of
from catalogue.offers import directory
from catalogue.organisations import actions, queries
from catalogue.organisations.models import Admission, Provider
from frontend import bank_accounts
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.forms import Bank
from portal.people.actors import acting

PAGE = "providers:details"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the provider stands in one municipality, and why."""

    admission: Admission
    reason: str


@page(*PROVIDER_ROLES)
def details(request: HttpRequest) -> HttpResponseBase:
    """The own organisation as the municipality knows it."""
    return _shown(request)


@deed_page(MANAGER)
def bank(request: HttpRequest) -> HttpResponseBase:
    """Another bank account: it waits until the municipality checked it."""
    answer = bank_accounts.propose(request, _own(request), PAGE)
    return _shown(request, answer) if isinstance(answer, Bank) else answer


@deed_page(MANAGER)
def withdraw_bank(request: HttpRequest) -> HttpResponseBase:
    """Take the new bank account back; the known one stays."""
    return bank_accounts.withdraw(request, _own(request), PAGE) or _shown(request)


@deed_page(MANAGER)
def self_billing(request: HttpRequest) -> HttpResponseBase:
    """Agree that the municipality writes the invoices, from today."""
    answer = attempt(request, lambda: _agreed(request))
    return answer if not isinstance(answer, Refusal) else _shown(request)


def _agreed(request: HttpRequest) -> Done:
    actions.agree_on_self_billing(_own(request), on=timezone.localdate(), by=acting(request))
    return Done(reverse(PAGE), _("Agreed. From now on the municipality writes your invoices."))


def _own(request: HttpRequest) -> Provider:
    return get_object_or_404(queries.own_providers(acting(request)))


def _shown(request: HttpRequest, form: Bank | None = None) -> HttpResponseBase:
    own, actor = _own(request), acting(request)
    may_change = actor.is_one_of(MANAGER)
    context = {
        "provider": own,
        "waiting": queries.waiting_change_of(own),
        "stale": directory.is_stale(own),
        "standings": [Standing(each, _reason(each)) for each in queries.admissions_visible_to(actor)],
        "is_public": queries.providers().filter(pk=own.pk).exists(),
        "others": queries.may_be_asked(actor) if may_change else [],
        "contact": queries.contact_now(own),
        "venues": queries.venues_of(own).count(),
        "form": (form or Bank(initial={"iban": own.iban, "account_name": own.account_name})) if may_change else None,
        "refused": form,
    }
    return render(request, "providers/details.html", context, status=form.status if form else 200)


def _reason(admission: Admission) -> str:
    """Why the municipality decided so, when it said."""
    if admission.status not in ("refused", "suspended"):
        return ""
    line = history_of(admission.pk).filter(to=admission.status).last()
    return line.because if line else ""
