"""What the providers of the demo claimed, what the municipality said, and what was paid."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.journal import outbox
from portal.claims import actions as claims
from portal.claims import decisions
from portal.claims.decisions import LineVerdict, Verdict
from portal.claims.models import Claim
from portal.demo.banking import statement
from portal.demo.books import told
from portal.demo.evidence import report
from portal.demo.stage import Stage
from portal.demo.story import Claimed, Story
from portal.invoices.models import Invoice
from portal.payments import actions as payments
from portal.payments.statements import read_statement

DAYS_UNTIL_PAYMENT = 2


def claim_and_pay(story: Story, stage: Stage) -> None:
    """Claims, decisions, the invoices that the worker makes of them (made here), and the batches."""
    in_batch: dict[str, list[UUID]] = {}
    for claimed in story.claims:
        row = _decided(claimed, _written(claimed, stage), stage)
        if claimed.payment:
            in_batch.setdefault(claimed.payment, []).append(row.pk)
    outbox.drain()
    for batch, ids in in_batch.items():
        _pay(batch, ids, stage)


def _claimant(claimed: Claimed, stage: Stage) -> Actor:
    provider = stage.bookings[claimed.bookings[0]].provider_id
    return stage.provider(next(key for key, each in stage.providers.items() if each.pk == provider))


def _written(claimed: Claimed, stage: Stage) -> Claim:
    by = _claimant(claimed, stage)
    row = claims.claim([claims.Wanted(stage.bookings[key].pk) for key in claimed.bookings], by=by)
    if claimed.evidence:
        content = report(claimed.evidence, row)
        claims.add_evidence(row, SimpleUploadedFile(f"{claimed.evidence}.pdf", content, "application/pdf"), by=by)
    if claimed.ends == "withdrawn":
        return claims.withdraw(row, by=by)
    return row if claimed.ends == "draft" else claims.submit(row, by=by)


def _decided(claimed: Claimed, row: Claim, stage: Stage) -> Claim:
    """The assessor decides; above the threshold of the programme the second assessor as well."""
    first, second = stage.login("assessor"), stage.login("assessor2")
    if claimed.ends == "returned":
        return decisions.decide(row, Verdict("return", claimed.reason), by=first)
    if claimed.ends == "rejected":
        return decisions.decide(row, Verdict("reject", claimed.reason), by=first)
    if claimed.ends == "approved_once":
        return decisions.decide(row, Verdict("approve"), by=first)
    if claimed.ends == "approved":
        decisions.decide(row, _approval(claimed, row), by=first)
        return row if row.status == "approved" else decisions.decide(row, Verdict("approve"), by=second)
    return row


def _approval(claimed: Claimed, row: Claim) -> Verdict:
    if claimed.sanctioned is None:
        return Verdict("approve")
    line = row.lines.get()
    return Verdict("approve", lines=[LineVerdict(line.pk, claimed.sanctioned, claimed.reason)])


def _pay(batch: str, claim_ids: list[UUID], stage: Stage) -> None:
    """Prepared by finance, released by the officer, paid when finance reads it on the statement."""
    finance, officer = stage.login("finance"), stage.login("officer")
    invoices = list(Invoice.objects.filter(claim__in=claim_ids).values_list("pk", flat=True))
    day = timezone.localdate() + timedelta(days=DAYS_UNTIL_PAYMENT)
    prepared = payments.prepare(by=finance, invoices_wanted=invoices, execution_date=day)
    if batch in ("released", "settled"):
        payments.release(prepared, by=officer)
    if batch == "settled":
        read_statement(statement(prepared, told()["statement"]), name="afschrift.xml", by=finance)
