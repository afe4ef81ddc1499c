"""An invoice on its page as something to answer: whether it was accepted, and the buttons of whoever looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from catalogue.journal.queries import history_of
from frontend.buttons import Button, named, press, shown
from frontend.forms import Reason
from frontend.history import told
from portal.invoices import actions, queries
from portal.invoices.models import Acceptance, Invoice
from portal.people.actors import acting

SEND: Button[Invoice] = Button(
    "send",
    queries.can_be_sent_again,
    lambda invoice, by, _reason: actions.ask_again(invoice, by=by),
    _("Send it by e-mail again"),
    _("The managers of the provider get the PDF and the UBL, marked as sent again."),
    _("It is being sent. It is there within a few minutes."),
)
Failed = tuple[str, Reason] | None


def answering(
    request: HttpRequest,
    invoice: Invoice,
    buttons: Sequence[Button[Acceptance]],
    address: Callable[[str], str],
    failed: Failed,
) -> dict[str, Any]:
    """What the page of an invoice shows of its acceptance, of its sending, and of what happened to both."""
    actor, row = acting(request), Acceptance.objects.filter(invoice=invoice).first()
    if row:
        row.invoice = invoice
    return {
        "acceptance": row,
        "answers": shown(buttons, actor, row, address, failed) if row else [],
        "sending": shown([SEND], actor, invoice, address, failed),
        "steps": told(history_of(invoice.pk)),
    }


def answered(
    request: HttpRequest,
    read: Callable[[], Invoice],
    deed: str,
    buttons: Sequence[Button[Acceptance]],
    after: Callable[[Invoice], str],
) -> HttpResponseRedirect | Reason:
    """Press a button of that page: on the acceptance of the invoice, or to have it sent."""
    if deed == SEND.name:
        return press(request, SEND, read, after)
    found = named(buttons, deed)
    return press(request, found, lambda: queries.acceptance_of(read()), lambda row: after(row.invoice))
