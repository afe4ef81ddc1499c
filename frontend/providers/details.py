"""Contact: who the provider is for the municipality, where it is paid, and whom it can ask."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER, PROVIDER_ROLES
from catalogue.organisations import actions, queries
from catalogue.organisations.models import Provider
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.providers.forms import Bank
from portal.people.actors import acting


@page(*PROVIDER_ROLES)
def details(request: HttpRequest) -> HttpResponseBase:
    """The own organisation as the municipality knows it."""
    return _shown(request)


@deed_page(MANAGER)
def bank(request: HttpRequest) -> HttpResponseBase:
    """Another bank account; approvers are warned of it for a while."""
    form = Bank(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _changed(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


@deed_page(MANAGER)
def self_billing(request: HttpRequest) -> HttpResponseBase:
    """Agree that the municipality writes the invoices, from today."""
    answer = attempt(request, lambda: _agreed(request))
    return answer if not isinstance(answer, Refusal) else _shown(request)


def _changed(request: HttpRequest, form: Bank) -> Done:
    given = form.cleaned_data
    actions.change_iban(_own(request), iban=given["iban"], account_name=given["account_name"], by=acting(request))
    said = _("Changed. The municipality may call you to check it before it pays.")
    return Done(reverse("providers:details"), said)


def _agreed(request: HttpRequest) -> Done:
    actions.agree_on_self_billing(_own(request), on=timezone.localdate(), by=acting(request))
    return Done(reverse("providers:details"), _("Agreed. From now on the municipality writes your invoices."))


def _own(request: HttpRequest) -> Provider:
    return get_object_or_404(queries.providers(), pk=acting(request).provider)


def _shown(request: HttpRequest, form: Bank | None = None) -> HttpResponseBase:
    own = _own(request)
    admissions = own.admissions.select_related("municipality").order_by("municipality__name")
    may_change = acting(request).is_one_of(MANAGER)
    context = {
        "provider": own,
        "admissions": admissions,
        "form": (form or Bank(initial={"iban": own.iban, "account_name": own.account_name})) if may_change else None,
        "refused": form,
    }
    return render(request, "providers/details.html", context, status=form.status if form else 200)
