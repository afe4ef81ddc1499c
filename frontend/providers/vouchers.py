"""Vouchers at the provider: take one in by its code, and say which offers are paid by use."""

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

from catalogue.actor import MANAGER, PROVIDER_ROLES
from catalogue.offers import queries as offers
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Reason
from frontend.sayings import title_of
from portal.people.actors import acting
from portal.vouchers import actions, queries, rules

MANY = 100


class Use(PageForm):
    """The code on the voucher, and the day."""

    code = forms.CharField(max_length=20, label=gettext_lazy("Code on the voucher"))
    used_on = Day(label=gettext_lazy("Used on"))


class Terms(PageForm):
    """Which offer, and until when its vouchers are good."""

    offer = forms.ChoiceField(label=gettext_lazy("Which offer?"))
    valid_until = Day(label=gettext_lazy("Vouchers are good until"))

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.has_offers = bool(choices)
        self.fields["offer"] = forms.ChoiceField(label=gettext_lazy("Which offer?"), choices=choices)
        self.order_fields(["offer", "valid_until"])


@page(*PROVIDER_ROLES)
def vouchers(request: HttpRequest) -> HttpResponseBase:
    """Take a voucher in; what was taken in last."""
    return _shown(request)


@deed_page(*PROVIDER_ROLES)
def use(request: HttpRequest) -> HttpResponseBase:
    """Take a voucher in."""
    form = Use(request.POST)

    def take() -> Done:
        made = actions.use(by=acting(request), **form.cleaned_data)
        said = _("“%(code)s” is used. You can claim it after you reported the delivery.")
        return Done(reverse("providers:vouchers"), said % {"code": made.code})

    return _tried(request, form, take) or _shown(request, using=form)


@deed_page(*PROVIDER_ROLES)
def start(request: HttpRequest) -> HttpResponseBase:
    """Be paid by use for an offer from now on."""
    form = Terms(_choices(request), request.POST)

    def put() -> Done:
        offer = get_object_or_404(offers.own(acting(request)), pk=form.cleaned_data["offer"])
        actions.pay_by_use(offer, valid_until=form.cleaned_data["valid_until"], by=acting(request))
        return Done(reverse("providers:vouchers"), _("New bookings of this offer are paid by use."))

    return _tried(request, form, put) or _shown(request, opening=form)


@deed_page(*PROVIDER_ROLES)
def take_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """It was taken in by mistake."""
    voucher = get_object_or_404(queries.visible_to(acting(request)), pk=pk)
    form = Reason(request.POST)

    def undo() -> Done:
        actions.take_back(voucher, reason=form.cleaned_data["reason"], by=acting(request))
        return Done(reverse("providers:vouchers"), _("Taken back: the voucher can be used again."))

    return _tried(request, form, undo) or _shown(request, failed=(pk, form))


def _tried(request: HttpRequest, form: PageForm, deed: Any) -> HttpResponseBase | None:
    if not form.is_valid():
        return None
    answer = attempt(request, deed)
    if not isinstance(answer, Refusal):
        return answer
    form.take(answer)
    return None


def _choices(request: HttpRequest) -> list[tuple[str, str]]:
    """The own offers that are sold per pupil and not paid by use yet."""
    rows = offers.own(acting(request)).filter(status="published", revision__unit="pupil", paid_by_use__isnull=True)
    return [(str(each.pk), title_of(each)) for each in rows[:MANY]]


def _shown(
    request: HttpRequest, *, using: Use | None = None, opening: Terms | None = None,
    failed: tuple[UUID, PageForm] | None = None,
) -> HttpResponseBase:  # fmt: skip
    actor = acting(request)
    opening = opening or (Terms(_choices(request)) if actor.role == MANAGER else None)
    rows = queries.visible_to(actor).order_by("-used_on", "-updated_at")[:MANY]
    context = {
        "form": using or Use(initial={"used_on": timezone.localdate()}),
        "opening": opening if opening and opening.has_offers else None,
        "terms": list(queries.terms_visible_to(actor)[:MANY]),
        "rows": [(row, rules.may_take_back(actor, row), _form_of(row.pk, failed)) for row in rows],
    }
    wrong = using or (failed[1] if failed else None) or opening
    return render(request, "providers/vouchers.html", context, status=wrong.status if wrong else 200)


def _form_of(pk: UUID, failed: tuple[UUID, PageForm] | None) -> PageForm:
    return failed[1] if failed and failed[0] == pk else Reason()
