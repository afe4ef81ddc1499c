"""One batch of payments: prepared by one, released by another, paid by the bank."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.actor import FINANCE, MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.lifecycle import allowed
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm, Reason
from frontend.history import told
from frontend.private_files import sent
from frontend.wording import euro
from portal.payments import actions, queries, rules, settling
from portal.payments.causes import CAUSES
from portal.payments.models import Batch
from portal.people.actors import acting

SHOWN = 200


class CameBack(PageForm):
    """Which payment came back, on which day, and why."""

    payment = forms.ChoiceField(label=_("Which payment?"))
    on = Day(label=_("On the account of the municipality since"))
    code = forms.ChoiceField(
        label=_("Why, says the bank"), choices=[("", _("no reason given")), *CAUSES.items()], required=False
    )
    words = forms.CharField(label=_("What the bank added"), max_length=500, required=False)

    def __init__(self, batch: Batch, filled: Any = None) -> None:
        super().__init__(filled, initial={"on": timezone.localdate()})
        living = batch.payments.filter(live=True).values_list("end_to_end_id", "creditor", "amount")
        field = self.fields["payment"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, f"{number}, {name}, {euro(amount)}") for number, name, amount in living[:SHOWN]]


def _may_release(actor: Actor, batch: Batch) -> bool:
    return rules.may_release(actor, batch) and allowed(batch, "released")


def _may_settle(actor: Actor, batch: Batch) -> bool:
    return rules.may_settle(actor, batch) and allowed(batch, "settled")


def _may_cancel(actor: Actor, batch: Batch) -> bool:
    return rules.may_settle(actor, batch) and allowed(batch, "cancelled")


BUTTONS: tuple[Button[Batch], ...] = (
    Button(
        "release",
        _may_release,
        lambda batch, by, _reason: actions.release(batch, by=by),
        _("Release these payments"),
        _("You are the second person. The file for the bank is made at once."),
        _("Released. Download the file and compare its SHA-1 with what the bank shows."),
        kind="primary-action",
    ),
    Button(
        "settle",
        _may_settle,
        lambda batch, by, _reason: actions.settle(batch, by=by),
        _("The bank paid all of this"),
        _("Press this when you read it on the statement. The claims are settled and count for SiSa."),
        _("Recorded as paid. The claims are settled."),
        kind="primary-action",
    ),
    Button(
        "cancel",
        _may_cancel,
        lambda batch, by, _reason: actions.cancel(batch, by=by),
        _("Take this batch back"),
        _("Its invoices can be paid in another batch."),
        _("Taken back. Its invoices can be paid in another batch."),
        kind="danger",
    ),
)


@page(*MUNICIPAL_ROLES)
def batch(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The page of a batch of the own municipality; 404 for another's."""
    return _shown(request, _mine(request, pk))


@deed_page(*MUNICIPAL_ROLES)
def do(request: HttpRequest, pk: UUID, deed: str) -> HttpResponseBase:
    """Release, settle or take back; a refusal shows the page with the sentence of the rule."""
    _mine(request, pk)
    button = named(BUTTONS, deed)
    answer = press(request, button, lambda: _mine(request, pk), lambda each: _address(each.pk))
    if isinstance(answer, HttpResponseRedirect):
        return answer
    return _shown(request, _mine(request, pk), failed=(deed, answer))


@page(*MUNICIPAL_ROLES)
def file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file for the bank (pain.001.001.09) of a released batch, each time with a line in the journal; 404 before."""
    found = _mine(request, pk)
    content = actions.download(found, by=acting(request))
    if content is None:
        raise Http404
    return sent(content, name=f"{found.pk.hex[:12]}.xml", content_type="application/xml")


@deed_page(FINANCE)
def returned(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The bank sent one payment of the batch back, as finance read it elsewhere than on a statement."""
    found = _mine(request, pk)
    form = CameBack(found, request.POST)
    if form.is_valid():
        answer = attempt(request, lambda: _returned(request, pk, form.cleaned_data))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _shown(request, found, back=form)


def _returned(request: HttpRequest, pk: UUID, given: dict[str, Any]) -> Done:
    payment = queries.payments_visible_to(acting(request)).get(batch=pk, end_to_end_id=given["payment"])
    settling.came_back(payment, on=given["on"], code=given["code"], words=given["words"], by=acting(request))
    return Done(_address(pk), str(_("Recorded. It can be paid again when the bank account is checked.")))


def _address(pk: UUID) -> str:
    return reverse("municipality:batch", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> Batch:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(
    request: HttpRequest, found: Batch, failed: tuple[str, Reason] | None = None, back: CameBack | None = None
) -> HttpResponseBase:
    actor = acting(request)
    may_return = rules.may_settle(actor, found) and found.status in ("released", "settled")
    number = found.payments.count()
    context = {
        "batch": found,
        "payments": found.payments.select_related("invoice", "claim")[:SHOWN],
        "hidden": max(0, number - SHOWN),
        "number": number,
        "downloads": queries.downloads_of(found),
        "back": (back or CameBack(found)) if may_return else None,
        "mine": actor.person == found.prepared_by and found.status == "prepared",
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("municipality:batch-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    form = failed[1] if failed else back
    return render(request, "municipality/batch.html", context, status=form.status if form else 200)
