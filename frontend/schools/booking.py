"""One booking: what was agreed, where it stands, and what the school can do now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.actor import BOARD, SCHOOL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.lifecycle import expect
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Reason
from frontend.history import told
from portal.bookings import actions, queries, rules
from portal.bookings.models import Booking
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Deed:
    """One button of the page: when it is there, what it does, and its words."""

    name: str
    may: Callable[[Actor, Booking], bool]
    act: Callable[[Booking, Actor, str], object]
    label: str | Promise
    consequence: str | Promise
    done: str | Promise
    kind: str = "secondary-action"
    asks_reason: bool = False


def _may_dispute(actor: Actor, booking: Booking) -> bool:
    return rules.may_judge(actor, booking) and booking.status == "delivered"


DEEDS = (
    Deed(
        "approve",
        rules.may_approve,
        lambda booking, by, _reason: actions.approve(booking, by=by),
        _("Approve and ask the provider"),
        _("The places are taken and the money is reserved at once."),
        _("Approved. The provider has your request."),
        kind="primary-action",
    ),
    Deed(
        "accept",
        rules.may_judge,
        lambda booking, by, _reason: actions.accept(booking, by=by),
        _("Yes, this was delivered"),
        _("After this the provider is paid for it."),
        _("Thank you. The provider can now be paid."),
        kind="primary-action",
    ),
    Deed(
        "dispute",
        _may_dispute,
        lambda booking, by, reason: actions.dispute(booking, by=by, reason=reason),
        _("No, this is not right"),
        _("The provider reads what you write and corrects the report."),
        _("The provider knows that something is not right."),
        asks_reason=True,
    ),
    Deed(
        "withdraw",
        rules.may_withdraw,
        lambda booking, by, reason: actions.withdraw(booking, by=by, reason=reason),
        _("Withdraw this request"),
        _("The places and the money are free again."),
        _("Withdrawn. Nothing is reserved for it any more."),
        kind="danger",
    ),
    Deed(
        "cancel",
        rules.may_cancel,
        lambda booking, by, reason: actions.cancel(booking, by=by, reason=reason),
        _("Cancel this booking"),
        _("The provider reads why. The money that was reserved is free again."),
        _("Cancelled. The provider knows."),
        kind="danger",
        asks_reason=True,
    ),
)


@page(*SCHOOL_ROLES, BOARD)
def booking(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a booking of the own school; 404 for another's."""
    return _shown(request, _mine(request, pk))


@deed_page(*SCHOOL_ROLES, BOARD)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Do one of the deeds; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)  # another's booking is not there, whatever the deed
    chosen = next((each for each in DEEDS if each.name == deed), None)
    if chosen is None:
        raise Http404
    form = Reason(request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _done(chosen, pk, acting(request), form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, _mine(request, pk), failed=deed, form=form)


def _done(deed: Deed, pk: UUID, actor: Actor, form: Reason) -> Done:
    """Read the booking inside the transaction of the deed, so that what is judged is what is there."""
    found = queries.visible_to(actor).get(pk=pk)
    expect(found, form.cleaned_data["version"])
    deed.act(found, actor, form.cleaned_data["reason"])
    return Done(reverse("schools:booking", args=[pk]), str(deed.done))


def _mine(request: HttpRequest, pk: UUID) -> Booking:
    return get_object_or_404(queries.visible_to(acting(request)).prefetch_related("offer__themes"), pk=pk)


def _shown(request: HttpRequest, found: Booking, *, failed: str = "", form: Reason | None = None) -> HttpResponseBase:
    actor = acting(request)
    open_ = [deed for deed in DEEDS if deed.may(actor, found)]
    shown = {
        "booking": found,
        "offer": found.offer,
        "revision": found.revision,
        "deeds": open_,
        "failed": failed,
        "form": form or Reason(),
        "steps": told(history_of(found.pk)),
        "delivery": next(iter(reversed(found.deliveries.all())), None),
    }
    return render(request, "schools/booking.html", shown, status=form.status if form else 200)
