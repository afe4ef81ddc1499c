"""An issued invoice goes to its provider by e-mail: once by itself, and again when somebody asked (`ask_again`).

`send` hands the letters to the post, outside any transaction; `note` says that they went out, which is when the days to
accept the invoice begin. Both may be called twice. Only what the municipality wrote is sent.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.actor import MANAGER
from catalogue.deeds import deed
from catalogue.journal.lease import GiveUp, Lease
from catalogue.lifecycle import change, move
from portal.invoices.accepting import begin_term
from portal.invoices.actions import WORKER
from portal.invoices.letter import files_of, letter
from portal.invoices.models import Invoice
from portal.people.models import User
from portal.post import actions as post


def send(invoice_id: UUID, lease: Lease) -> int:
    """The worker: send an invoice that was never sent to the managers of its provider; how many have it. Slow.

    Nobody, for an invoice that a provider wrote and for one that was sent. `GiveUp` while the provider has no manager:
    it waits among the work that failed until there is one and somebody presses "try again".
    """
    invoice = _written().filter(pk=invoice_id, sent_at=None).first()
    return _sent(invoice, lease) if invoice else 0


def send_again(invoice_id: UUID, lease: Lease) -> int:
    """The worker: somebody asked for it. Marked as a repeat unless it is the first time. Slow; `GiveUp` as `send`."""
    return _sent(_written().get(pk=invoice_id), lease)


@deed
def note(invoice_id: UUID, letters: int) -> Invoice | None:
    """The worker: it went out. The first time it is sent from now on, and the days to accept it begin; once."""
    invoice = Invoice.objects.filter(pk=invoice_id, sent_at=None).first() if letters else None
    if invoice is None:
        return None
    data, now = {"number": invoice.number, "letters": letters}, timezone.now()
    if invoice.status == "issued":
        move(invoice, "sent", by=WORKER, data=data, sent_at=now)
    else:  # paid or credited before the mail server took it
        change(invoice, event="mailed", by=WORKER, data=data, sent_at=now)
    begin_term(invoice, by=WORKER)
    return invoice


def _written() -> QuerySet[Invoice]:
    return Invoice.objects.select_related("municipality", "acceptance").exclude(kind="received")


def _sent(invoice: Invoice, lease: Lease) -> int:
    managers = User.objects.filter(
        is_active=True, memberships__provider=invoice.provider_id, memberships__role=MANAGER, memberships__ended_at=None
    )
    readers = list(managers.order_by("created_at", "pk").distinct())
    if not readers:
        with translation.override(settings.LANGUAGE_CODE):
            raise GiveUp(_("The provider has no manager with an account, so nobody can get its invoice. Invite one."))
    files = files_of(invoice)
    return post.send(lease, [letter(invoice, user, files) for user in readers])
