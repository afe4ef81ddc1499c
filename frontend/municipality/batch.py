"""One batch of payments: prepared by one, released by another, paid by the bank."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.actor import MUNICIPAL_ROLES, Actor
from catalogue.journal.queries import history_of
from catalogue.lifecycle import allowed
from frontend.access import deed_page, page
from frontend.buttons import Button, named, press, shown
from frontend.forms import Reason
from frontend.history import told
from frontend.private_files import sent
from portal.payments import actions, queries, rules
from portal.payments.models import Batch
from portal.people.actors import acting


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
    """The file for the bank (pain.001.001.09) of a released batch; 404 before."""
    found = _mine(request, pk)
    if not found.file:
        raise Http404
    return sent(bytes(found.file), name=f"{found.pk.hex[:12]}.xml", content_type="application/xml")


def _address(pk: UUID) -> str:
    return reverse("municipality:batch", args=[pk])


def _mine(request: HttpRequest, pk: UUID) -> Batch:
    return get_object_or_404(queries.visible_to(acting(request)), pk=pk)


def _shown(request: HttpRequest, found: Batch, failed: tuple[str, Reason] | None = None) -> HttpResponseBase:
    actor = acting(request)
    context = {
        "batch": found,
        "payments": found.payments.all(),
        "mine": actor.person == found.prepared_by and found.status == "prepared",
        "buttons": shown(
            BUTTONS, actor, found, lambda name: reverse("municipality:batch-deed", args=[found.pk, name]), failed
        ),
        "steps": told(history_of(found.pk)),
    }
    return render(request, "municipality/batch.html", context, status=failed[1].status if failed else 200)
