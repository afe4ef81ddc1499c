"""Payments: what can be paid now, and the batches that go to the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from frontend.listing import page_of
from frontend.wording import euro
from portal.invoices.models import Invoice
from portal.invoices.queries import payable
from portal.payments import actions, queries, rules
from portal.people.actors import acting


class Prepare(PageForm):
    """Which invoices, and on which day the bank pays."""

    invoices = forms.MultipleChoiceField(
        label=gettext_lazy("Invoices"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one invoice.")},
    )
    execution_date = Day(label=gettext_lazy("The bank pays on"))

    def __init__(self, rows: Sequence[Invoice], filled: Any = None) -> None:
        ids = [str(each.pk) for each in rows]
        super().__init__(filled, initial={"invoices": ids, "execution_date": timezone.localdate()})
        field = self.fields["invoices"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, each) for each in ids]
        self.ticked = set(self["invoices"].value() or [])


@page(*MUNICIPAL_ROLES)
def payments(request: HttpRequest) -> HttpResponseBase:
    """The batches, newest first, and above them what can be paid now."""
    return _shown(request)


@deed_page(*MUNICIPAL_ROLES)
def prepare(request: HttpRequest) -> HttpResponseBase:
    """Put the ticked invoices in a batch; another person releases it."""
    form = Prepare(list(payable(acting(request))), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _prepared(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, form)


def _prepared(request: HttpRequest, form: Prepare) -> Done:
    given = form.cleaned_data
    wanted = [UUID(each) for each in given["invoices"]]
    made = actions.prepare(invoices_wanted=wanted, execution_date=given["execution_date"], by=acting(request))
    said = _("Prepared: %(total)s. A colleague releases it now.") % {"total": euro(made.total)}
    return Done(reverse("municipality:batch", args=[made.pk]), said)


def _shown(request: HttpRequest, form: Prepare | None = None) -> HttpResponseBase:
    actor = acting(request)
    waiting = list(payable(actor))
    form = form or (Prepare(waiting) if rules.may_prepare(actor) else None)
    rows = queries.visible_to(actor).prefetch_related(None)
    context = {
        "payable": waiting,
        "form": form,
        "page": page_of(request, rows, size=20),
        "together": sum(each.to_pay for each in waiting),
    }
    return render(request, "municipality/payments.html", context, status=form.status if form else 200)
