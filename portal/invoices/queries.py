"""Which invoices an actor sees."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused
from catalogue.journal.models import JournalLine
from catalogue.programmes.queries import number
from portal.claims.models import Claim
from portal.invoices import rules
from portal.invoices.accepting_states import ASKED
from portal.invoices.models import Acceptance, Document, Invoice, ReceivedInvoice
from portal.invoices.states import PAYABLE

SENDING = ("invoice.issued", "invoice.sending_asked")


def visible_to(actor: Actor) -> QuerySet[Invoice]:
    """A provider sees its own invoices, the municipality those that it pays; others none."""
    rows = Invoice.objects.select_related("provider", "claim", "municipality", "credits", "acceptance")
    rows = rows.prefetch_related("credit_notes")
    rows = rows.defer("content", "credits__content")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def payable(actor: Actor) -> QuerySet[Invoice]:
    """Issued invoices of the acting municipality that stand in no batch (any more), first due first."""
    if not actor.municipality:
        return Invoice.objects.none()
    waiting = visible_to(actor).filter(status__in=PAYABLE).exclude(kind="credit_note").exclude(payments__live=True)
    return waiting.filter(gross_amount__gt=F("credited_amount") + F("set_off")).order_by("due_on", "number")


def on_its_way(invoice: Invoice) -> bool:
    """Whether it stands in a batch for the bank that is not paid yet: its amount is fixed then."""
    return Invoice.objects.filter(pk=invoice.pk, payments__live=True, payments__paid_on__isnull=True).exists()


def to_recover(actor: Actor) -> QuerySet[Invoice]:
    """Credit notes of the acting municipality of which money has still to come back, oldest first."""
    if not actor.municipality:
        return Invoice.objects.none()
    return visible_to(actor).filter(to_recover__gt=0).order_by("issued_on", "number")


def document_of(invoice: Invoice, kind: str) -> Document | None:
    """The `ubl` or `pdf` of an invoice that the caller got by `visible_to`; `None` while it is being made."""
    return invoice.documents.filter(kind=kind).first()


def is_being_sent(invoice: Invoice) -> bool:
    """Whether an e-mail with it waits for its turn, or failed and waits to be tried again."""
    return JournalLine.objects.filter(thing_id=invoice.pk, event__in=SENDING, dispatched_at=None).exists()


def can_be_sent_again(actor: Actor, invoice: Invoice) -> bool:
    """Whether the actor can have it sent by e-mail now."""
    made = invoice.kind != "received" and invoice.status not in ("pending", "failed")
    return made and rules.may_ask_sending(actor, invoice) and not is_being_sent(invoice)


def acceptance_of(invoice: Invoice) -> Acceptance:
    """What its provider says of an invoice that the caller got by `visible_to`. `Refused("not_asked")` without one."""
    row = Acceptance.objects.select_related("invoice__claim", "invoice__provider").filter(invoice=invoice).first()
    if row is None:
        raise Refused("not_asked", _("Nobody is asked to accept this invoice."))
    return row


def acceptances_visible_to(actor: Actor) -> QuerySet[Acceptance]:
    """As the invoices: a provider its own, the municipality those that it wrote, first to be answered first."""
    rows = Acceptance.objects.select_related("invoice__provider", "invoice__municipality", "invoice__claim")
    rows = rows.defer("invoice__content").order_by("until", "invoice__issued_on", "invoice__number")
    if actor.provider:
        return rows.filter(invoice__provider=actor.provider)
    if actor.municipality:
        return rows.filter(invoice__municipality=actor.municipality)
    return rows.none()


def to_accept(actor: Actor) -> QuerySet[Acceptance]:
    """What waits for the word of the acting provider."""
    return acceptances_visible_to(actor).filter(status__in=ASKED)


def objected(actor: Actor) -> QuerySet[Acceptance]:
    """Objections that nobody answered yet, the oldest first."""
    return acceptances_visible_to(actor).filter(status="objected").order_by("objected_on", "invoice__number")


def silent_too_long() -> QuerySet[Acceptance]:
    """What nobody answered in the days that were given."""
    rows = Acceptance.objects.select_related("invoice").filter(status__in=ASKED, until__lt=timezone.localdate())
    return rows.order_by("until", "pk")


def silent_soon() -> QuerySet[Acceptance]:
    """What silence accepts within some days (`invoice.reminder.days`), unless the provider was reminded of that day."""
    today = timezone.localdate()
    soon = today + timedelta(days=int(number("invoice.reminder.days", today)))
    rows = Acceptance.objects.select_related("invoice").filter(status__in=ASKED, until__range=(today, soon))
    return rows.exclude(reminded_of=F("until")).order_by("until", "pk")


def received_visible_to(actor: Actor) -> QuerySet[ReceivedInvoice]:
    """A provider sees what it sent in, the municipality what was sent to it, newest first; others none."""
    rows = ReceivedInvoice.objects.select_related("provider", "municipality", "claim", "invoice", "order")
    rows = rows.defer("file", "content", "invoice__content", "order__content")
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    return rows.none()


def without_invoice(actor: Actor) -> QuerySet[Claim]:
    """Approved claims of the acting provider that wait for its own invoice, oldest first."""
    own = Claim.objects.filter(provider=actor.provider, provider__self_billing_agreed_on=None, status="approved")
    return own.filter(invoices=None).select_related("programme", "municipality").order_by("approved_on", "pk")
