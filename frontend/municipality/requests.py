"""Bespoke requests of the schools: what they ask, what comes near in the catalogue, and the decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.journal.queries import history_of
from catalogue.money import CENT
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.deeds import Done, Refusal, attempt
from frontend.euro_field import Euros
from frontend.forms import PageForm, Reason, Words
from frontend.history import told
from frontend.listing import page_of
from frontend.municipality.extending import later_of
from portal.bespoke import actions, queries, rules
from portal.bespoke.models import BespokeRequest
from portal.bespoke.states import STATUSES, VERDICTS
from portal.budgets import queries as budgets
from portal.people.actors import acting

DONE = {
    "grant": gettext_lazy("Granted. The money is set aside on the budget of the school."),
    "return": gettext_lazy("Returned. The school reads your question."),
    "refuse": gettext_lazy("Refused. The school reads why."),
}
DEEDS: tuple[Button[BespokeRequest], ...] = (
    Button(
        "offer-to-all",
        rules.may_offer_to_all,
        lambda request, by, _reason: actions.offer_to_all(request, by=by),
        gettext_lazy("Make it an offer for all schools"),
        gettext_lazy(
            "Every provider that takes part sees it as an idea, and can start an offer from it with one click."
        ),
        gettext_lazy("The providers see it now."),
        kind="primary-action",
    ),
    Button(
        "close",
        rules.may_close,
        lambda request, by, reason: actions.close(request, by=by, reason=reason),
        gettext_lazy("Close this request"),
        gettext_lazy("What is still reserved returns to the budget of the school."),
        gettext_lazy("Closed. The rest is in the budget of the school again."),
        asks_reason=True,
    ),
)


class DecisionForm(PageForm):
    """What the municipality decides."""

    verdict = forms.ChoiceField(choices=VERDICTS)
    amount = Euros(least=CENT, required=False, label=gettext_lazy("Granted, without VAT"))
    reason = Words(most=1000, required=False, label=gettext_lazy("Reason or question: the school reads it"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def said(self) -> actions.Verdict:
        """The verdict as the deed takes it; the amount counts only when it is granted."""
        given = self.cleaned_data
        amount: Decimal | None = given["amount"] if given["verdict"] == "grant" else None
        return actions.Verdict(given["verdict"], given["reason"], amount)


@page(*MUNICIPAL_ROLES)
def requests(request: HttpRequest) -> HttpResponseBase:
    """What schools ask, what waits first; `?status=` picks."""
    status = request.GET.get("status", "")
    rows = queries.visible_to(acting(request))
    if status in dict(STATUSES):
        rows = rows.filter(status=status)
    context = {"page": page_of(request, rows), "status": status, "statuses": STATUSES[1:]}
    return render(request, "municipality/requests.html", context)


@page(*MUNICIPAL_ROLES)
def one(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One request with everything that a decision needs; 404 for another municipality's."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def decide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Grant, return or refuse; a refusal of the rules shows the page with their sentence."""
    found, form = _mine(request, pk), DecisionForm(request.POST)
    if form.is_valid():

        def deed() -> Done:
            version = form.cleaned_data["version"]
            actions.decide(_mine(request, pk), form.said, by=acting(request), version=version)
            return Done(_address(found), str(DONE[form.said.verdict]))

        answer = attempt(request, deed)
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, form=form)


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Close it, or make it an offer for all."""
    found = _mine(request, pk)
    answer = press(request, named(DEEDS, deed), lambda: queries.visible_to(acting(request)).get(pk=pk), _address)
    return _shown(request, found, failed=(deed, answer)) if isinstance(answer, Reason) else answer


def _shown(
    request: HttpRequest, found: BespokeRequest, *, form: DecisionForm | None = None,
    failed: tuple[str, Reason] | None = None,
) -> HttpResponseBase:  # fmt: skip
    actor = acting(request)
    decides = rules.may_decide(actor, found)
    buttons = shown(
        DEEDS, actor, found, lambda name: reverse("municipality:request-deed", args=[found.pk, name]), failed
    )
    initial: dict[str, Any] = {"amount": found.amount, "version": found.version}
    context = later_of(actor, found, reverse("municipality:request-until", args=[found.pk])) | {
        "found": found,
        "form": form or (DecisionForm(initial=initial) if decides else None),
        "buttons": buttons,
        "rulings": rules.rulings_of(found, timezone.localdate()),
        "alike": queries.alike(found),
        "account": budgets.visible_to(actor).filter(school=found.school_id, programme=found.programme_id).first(),
        "steps": told(history_of(found.pk)),
    }
    wrong = form or (failed and failed[1])
    return render(request, "municipality/request.html", context, status=wrong.status if wrong else 200)


def _mine(request: HttpRequest, pk: UUID) -> BespokeRequest:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _address(found: BespokeRequest) -> str:
    return reverse("municipality:request", args=[found.pk])
