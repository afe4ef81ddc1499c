"""Money for other municipalities: what went where, on what basis, and what waits for a second person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Reason
from frontend.listing import page_of
from frontend.municipality.ledger_forms import HandoverForm
from frontend.municipality.programme import programme_of
from portal.budgets import queries as budgets
from portal.budgets.models import Account
from portal.funding import actions, queries, rules
from portal.people.actors import acting


@page(*MUNICIPAL_ROLES)
def handovers(request: HttpRequest) -> HttpResponseBase:
    """The list, newest first, and the form for the next one."""
    return _list(request)


@deed_page(OFFICER, FINANCE)
def new(request: HttpRequest) -> HttpResponseBase:
    """Pass money on, or ask a colleague to confirm it."""
    form = HandoverForm(_lines(request), request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _proposed(request, dict(form.cleaned_data)))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


@deed_page(FINANCE)
def second(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """The second person confirms or refuses."""
    get_object_or_404(queries.handovers_visible_to(acting(request)), pk=pk)
    if deed not in ("confirm", "refuse"):
        raise Http404
    form = Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _decided(request, pk, deed, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _list(request, form)


def _proposed(request: HttpRequest, given: dict[str, Any]) -> Done:
    account = budgets.visible_to(acting(request)).get(pk=given.pop("account"))
    made = actions.propose_handover(account, by=acting(request), **given)
    waits = made.status == "proposed"
    said = _("Noted. Above the threshold a colleague confirms it.") if waits else _("Booked.")
    return Done(f"{reverse('municipality:handovers')}?programme={account.programme_id}", said)


def _decided(request: HttpRequest, pk: UUID, deed: str, given: dict[str, Any]) -> Done:
    row = queries.handovers_visible_to(acting(request)).get(pk=pk)
    expect(row, given["version"])
    if deed == "confirm":
        actions.confirm_handover(row, by=acting(request))
    else:
        actions.refuse_handover(row, reason=given["reason"], by=acting(request))
    said = _("Confirmed: the money is booked.") if deed == "confirm" else _("Refused: nothing is booked.")
    return Done(reverse("municipality:handovers"), said)


def _lines(request: HttpRequest) -> list[tuple[Account, str]]:
    programme = programme_of(request)
    names = queries.names_of_lines(programme)
    rows = budgets.visible_to(acting(request)).filter(programme=programme, school__isnull=True)
    return [(each, names.get(each.line, each.line)) for each in rows]


def _list(request: HttpRequest, refused: PageForm | None = None) -> HttpResponseBase:
    actor, programme = acting(request), programme_of(request)
    may, lines = rules.may_account(actor, programme.municipality), _lines(request)
    found = page_of(request, queries.handovers_visible_to(actor), size=25)
    form = refused if isinstance(refused, HandoverForm) else HandoverForm(lines) if may and lines else None
    context = {
        "programme": programme,
        "page": found,
        "rows": [(each, rules.may_second(actor, each)) for each in found],
        "form": form,
        "refused": refused,
    }
    return render(request, "municipality/handovers.html", context, status=refused.status if refused else 200)
