"""Which batches an actor sees, what came back from the bank, and what nobody recognised."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from catalogue.actor import Actor
from catalogue.journal.models import JournalLine
from catalogue.journal.queries import history_of
from portal.claims import queries as claims
from portal.claims.models import Claim
from portal.payments.models import Batch, Payment, ReturnedPayment, StatementEntry

DOWNLOADED = "batch.downloaded"


def visible_to(actor: Actor) -> QuerySet[Batch]:
    """The batches of the own municipality, newest first; others none."""
    if not actor.municipality:
        return Batch.objects.none()
    rows = Batch.objects.filter(municipality_id=actor.municipality).defer("file").annotate(number=Count("payments"))
    return rows.prefetch_related("payments__invoice", "payments__claim").order_by("-created_at")


def payable_claims(actor: Actor) -> QuerySet[Claim]:
    """Approved claims of schools of the acting municipality that stand in no batch (any more), first due first."""
    waiting = claims.payable(actor).exclude(payments__live=True)
    return waiting.select_related("school__board")


def returned_visible_to(actor: Actor) -> QuerySet[ReturnedPayment]:
    """What the bank sent back to the acting municipality, newest first; others none."""
    rows = ReturnedPayment.objects.select_related("payment__invoice__provider", "payment__claim", "payment__batch")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def entries_visible_to(actor: Actor) -> QuerySet[StatementEntry]:
    """The lines of bank statements of the own municipality, newest first; others none."""
    rows = StatementEntry.objects.select_related("statement")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def downloads_of(batch: Batch) -> list[JournalLine]:
    """When the file for the bank was downloaded, and by whom: the first time on top."""
    return list(history_of(batch.pk).filter(event=DOWNLOADED).order_by("pk"))


def payments_visible_to(actor: Actor) -> QuerySet[Payment]:
    """The single payments of the own municipality; others none."""
    rows = Payment.objects.select_related("invoice__claim", "claim", "batch").defer("batch__file")
    return rows.filter(batch__municipality=actor.municipality) if actor.municipality else rows.none()
