"""Work in the background: what failed and why, what is tried again by itself and when, and a button."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.actor import ADMIN, FINANCE, MUNICIPAL_ROLES, OFFICER
from catalogue.journal import actions as outbox
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import cause_of, troubled_to, undelivered_to, waiting_of
from frontend.access import deed_page, page
from frontend.deeds import Done, Refusal, attempt
from frontend.listing import page_of
from frontend.visitors import WATCHING
from portal.people.actors import acting

WORK: dict[str, str | Promise] = {
    "admission.admitted": gettext_lazy("The letter about an admission could not be sent."),
    "admission.invited": gettext_lazy("The letter about an invitation could not be sent."),
    "admission.refused": gettext_lazy("The letter about an admission could not be sent."),
    "admission.suspended": gettext_lazy("The letter about an admission could not be sent."),
    "invitation.added": gettext_lazy("The letter about an invitation could not be sent."),
    "provider.renamed": gettext_lazy("The offers of a renamed provider could not be indexed."),
    "provider.changed": gettext_lazy("The offers of a changed provider could not be indexed."),
    "venue.changed": gettext_lazy("The offers at a changed venue could not be indexed."),
    "theme.changed": gettext_lazy("The offers of a changed theme could not be indexed."),
    "offer.revised": gettext_lazy("The bookings of a changed offer could not be counted again."),
    "claim.approved": gettext_lazy("The number of an invoice could not be drawn."),
    "claim.rejected": gettext_lazy("A provider could not be told what was decided."),
    "claim.returned": gettext_lazy("A provider could not be told what was decided."),
    "claim.lowered": gettext_lazy("A provider could not be told what was decided."),
    "invoice.pending": gettext_lazy("The files of an invoice could not be made."),
    "invoice.issued": gettext_lazy("The e-mail with an invoice could not be sent."),
    "invoice.sending_asked": gettext_lazy("The e-mail with an invoice could not be sent."),
    "booking.ordered": gettext_lazy("The number of a purchase order could not be drawn."),
    "purchase_order.pending": gettext_lazy("The file of a purchase order could not be made."),
    "purchase_order.issued": gettext_lazy("The e-mail with a purchase order could not be sent."),
    "purchase_order.withdrawn": gettext_lazy("The e-mail about a withdrawn order could not be sent."),
    "letter.pending": gettext_lazy("The file of a letter could not be made."),
    "digest.due": gettext_lazy("An e-mail about new offers could not be sent."),
    "reminder.added": gettext_lazy("A reminder could not be sent."),
    "waiting_place.offered": gettext_lazy("The e-mail about a place that came free could not be sent."),
    "acceptance.answer_due": gettext_lazy("A reminder of an invoice could not be sent."),
    "booking.judgement_due": gettext_lazy("A reminder of a delivery could not be sent."),
    "webhook_delivery.waiting": gettext_lazy("An event could not be sent to a program that subscribed to it."),
    "job.queued": gettext_lazy("Work in the background could not be ended."),
}
KINDS: dict[str, str | Promise] = {
    "acceptance": gettext_lazy("The answer to an objection to an invoice could not be told."),
    "audit_question": gettext_lazy("A question of the controller could not be told."),
    "booking": gettext_lazy("After a change of a booking people could not be told, or a waiting list not be served."),
    "booking_reminder": gettext_lazy("A reminder of a booking could not be sent."),
    "claim_reminder": gettext_lazy("A reminder that it is almost too late to claim could not be sent."),
    "date_proposal": gettext_lazy("Other dates that were proposed could not be told."),
    "invoice": gettext_lazy("A payment could not be told."),
    "message": gettext_lazy("A new message could not be told."),
    "notice": gettext_lazy("An e-mail about a booking could not be sent."),
    "notice_digest": gettext_lazy("The e-mail of the day could not be sent."),
    "offer": gettext_lazy("After a change of an offer a waiting list could not be served."),
    "received_invoice": gettext_lazy("An invoice that came in could not be looked at."),
    "round": gettext_lazy("Schools could not be told about a round."),
    "waiting_place": gettext_lazy("A waiting list could not be served."),
    "import": gettext_lazy("A step of an import could not be done."),
}
QUEUES: dict[str, str | Promise] = {
    "work": gettext_lazy("Small work"),
    "documents": gettext_lazy("Invoices, letters and brochures"),
    "mail": gettext_lazy("E-mail"),
    "imports": gettext_lazy("Imports and other long work"),
    "webhooks": gettext_lazy("Events for other programs"),
}


@dataclass(frozen=True, slots=True)
class Troubled:
    """Work that failed, in words: what could not be done, and why."""

    line: JournalLine
    words: str | Promise
    cause: str


def in_words(line: JournalLine) -> Troubled:
    """What the line was about and why it failed; the name of the event when nobody wrote words for it."""
    return Troubled(line, WORK.get(line.event) or KINDS.get(line.thing) or line.event, cause_of(line))


@page(*WATCHING)
def work(request: HttpRequest) -> HttpResponseBase:
    """What failed and waits for a person, then what is tried again by itself; and how much waits in each queue."""
    actor = acting(request)
    found = page_of(request, troubled_to(actor), size=50)
    waiting = waiting_of(actor)
    context = {
        "page": found,
        "lines": [in_words(line) for line in found],
        "failed": undelivered_to(actor).count(),
        "queues": [(words, waiting.get(queue, 0)) for queue, words in QUEUES.items()],
        "may_retry": actor.is_one_of(OFFICER, FINANCE, ADMIN),
    }
    return render(request, "municipality/work.html", context)


@deed_page(*MUNICIPAL_ROLES)
def retry(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Try failed work again at once; 404 when it is not there (any more)."""
    get_object_or_404(undelivered_to(acting(request)), pk=pk)
    answer = attempt(request, lambda: _again(request, pk))
    return redirect("municipality:work") if isinstance(answer, Refusal) else answer


@deed_page(*MUNICIPAL_ROLES)
def retry_all(request: HttpRequest) -> HttpResponseBase:
    """Try all failed work again at once, after what stood in its way was mended."""
    answer = attempt(request, lambda: _all_again(request))
    return redirect("municipality:work") if isinstance(answer, Refusal) else answer


def _again(request: HttpRequest, pk: int) -> Done:
    actor = acting(request)
    outbox.retry(undelivered_to(actor).get(pk=pk), by=actor)
    return Done(reverse("municipality:work"), _("It is being tried again. Reload this page in a moment."))


def _all_again(request: HttpRequest) -> Done:
    actor = acting(request)
    number = outbox.retry_all(undelivered_to(actor), by=actor)
    words = ngettext("%(number)d thing is tried again.", "%(number)d things are tried again.", number)
    return Done(reverse("municipality:work"), words % {"number": number})
