"""Grants: what came in, what is to come, and what was spent of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.errors import Invalid, Refused
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.organisations.queries import municipalities
from catalogue.programmes.queries import regulations
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from frontend.municipality.plan_forms import GrantForm
from portal.accountability import rules as settling
from portal.accountability.attribution import spent_of
from portal.accountability.queries import settlements_visible_to
from portal.accountability.standing import GrantStanding, standing_of
from portal.funding import actions, infotool, queries
from portal.funding.models import Grant, Instalment
from portal.people.actors import acting


class ReceiptForm(PageForm):
    """The payment of a month came in on a day."""

    month = Day()
    on = Day()


class AmountFile(PageForm):
    """The file in which the state says what each municipality gets."""

    file = forms.FileField(
        label=gettext_lazy("File with the amount of each municipality"),
        help_text=gettext_lazy("For example the “informatietool” of the NP Onderwijs; ODS, XLSX or CSV."),
    )


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid in a month: one term or several."""

    month: date
    terms: int
    amount: Decimal
    received_on: date | None


@page(*MUNICIPAL_ROLES)
def grants(request: HttpRequest) -> HttpResponseBase:
    """Every grant with its sums, the one that ends first on top."""
    rows = list(queries.grants_visible_to(acting(request)))
    received, spent = queries.received_of(rows), spent_of(rows)
    shown = [(row, received.get(row.pk, ZERO), spent.get(row.pk, ZERO)) for row in rows]
    return render(request, "municipality/grants.html", {"rows": shown, "may_add": acting(request).role == OFFICER})


@page(OFFICER, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """Write down a grant with the rule of its terms."""
    form = GrantForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _added(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "file_form": AmountFile()}
    return render(request, "municipality/grant_new.html", context, status=form.status)


@page(OFFICER, methods=("POST",))
def from_infotool(request: HttpRequest) -> HttpResponseBase:
    """The form filled in with what a file of the state says for this municipality. Nothing is written down."""
    file_form, form, proposal = AmountFile(request.POST, request.FILES), GrantForm(), None
    if file_form.is_valid():
        file = file_form.cleaned_data["file"]
        try:
            proposal = infotool.proposed(file.read(), file.name, _own(request), by=acting(request))
        except Invalid as error:
            file_form.take(Refusal(400, str(error), error.faults))
        else:
            form = GrantForm(initial=proposal.said)
    context = {"form": form, "file_form": file_form, "proposal": proposal}
    return render(request, "municipality/grant_new.html", context, status=file_form.status)


@page(*MUNICIPAL_ROLES)
def grant(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One grant with its payments; 404 for another municipality's."""
    return shown(request, mine(request, pk))


@deed_page(OFFICER, FINANCE)
def receive(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The payment of a month came in."""
    row, form = mine(request, pk), ReceiptForm(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _received(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return shown(request, row, form)


def _added(request: HttpRequest, form: GrantForm) -> Done:
    own = _own(request)
    regulation = regulations().get(code=form.cleaned_data["regulation"])
    made = actions.add_grant(own, regulation, by=acting(request), **form.said)
    return Done(reverse("municipality:grant", args=[made.pk]), _("Written down. Plan it in the budget plan."))


def _received(request: HttpRequest, pk: UUID, form: ReceiptForm) -> Done:
    given = form.cleaned_data
    actions.receive(mine(request, pk), month=given["month"], on=given["on"], by=acting(request))
    return Done(reverse("municipality:grant", args=[pk]), _("Booked: this payment came in."))


def _own(request: HttpRequest) -> Municipality:
    return municipalities().get(pk=acting(request).municipality or "")


def mine(request: HttpRequest, pk: UUID) -> Grant:
    """A grant of the own municipality, or 404."""
    return get_object_or_404(queries.grants_visible_to(acting(request)), pk=pk)


def shown(request: HttpRequest, row: Grant, form: PageForm | None = None) -> HttpResponseBase:
    """The page of a grant, with what a form was refused for."""
    actor, standing = acting(request), standing_of(row)
    settlements = list(settlements_visible_to(actor).filter(grant=row))
    payments = _payments(list(queries.instalments_of(row)))
    context = {
        "grant": row,
        "standing": standing,
        "settlements": settlements,
        "open": next((each for each in settlements if each.status != "refused"), None),
        "confirmable": {each.pk for each in settlements if settling.may_confirm(actor, each)},
        "may_settle": settling.may_settle(actor, standing),
        "too_early": _refusal(standing),
        "payments": payments,
        "next": next((each for each in payments if each.received_on is None), None),
        "may_book": row.closed_on is None and actor.is_one_of(OFFICER, FINANCE),
        "form": form,
    }
    return render(request, "municipality/grant.html", context, status=form.status if form else 200)


def _refusal(standing: GrantStanding) -> str:
    """Why it cannot be settled yet; empty when it can."""
    try:
        settling.can_settle(standing, on=timezone.localdate())
    except Refused as refused:
        return refused.sentence
    return ""


def _payments(terms: list[Instalment]) -> list[Payment]:
    found = []
    for month, group in groupby(terms, key=lambda term: term.month):
        paid = list(group)
        found.append(Payment(month, len(paid), sum((each.amount for each in paid), ZERO), paid[0].received_on))
    return found
