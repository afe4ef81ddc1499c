"""What the finance system takes in of a period: invoices, credit notes and what schools were paid, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from catalogue.money import ZERO, rounded
from catalogue.sheets import Sheet
from portal.accountability.coding import CodeBook, Codes
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import PROVIDER, SCHOOL
from portal.invoices.document import InvoiceDocument
from portal.invoices.models import Invoice

MADE: Final = ("pending", "failed")  # not issued yet: nothing to book


@dataclass(frozen=True, slots=True)
class FinanceLine:
    """One line to book. A credit note has amounts below zero; `vat` of the lines adds up to that of the document."""

    kind: str
    number: str
    document_on: date
    due_on: date | None
    paid_on: date | None
    creditor: str
    creditor_number: str
    programme: str
    line: int
    description: str
    net: Decimal
    vat_percent: Decimal
    vat: Decimal
    gross: Decimal
    general_ledger: str
    task: str
    category: str
    source: str
    claim: str


def invoices_of(municipality: UUID, since: date, until: date) -> list[Invoice]:
    """Invoices and credit notes that were issued in the period, oldest first."""
    rows = Invoice.objects.filter(municipality=municipality, issued_on__range=(since, until)).exclude(status__in=MADE)
    return list(rows.select_related("provider", "claim__programme").order_by("issued_on", "number"))


def lines_of(municipality: UUID, since: date, until: date) -> list[FinanceLine]:
    """Every line of the period; the statements do not grow with their number."""
    book = CodeBook(municipality)
    found = [line for row in invoices_of(municipality, since, until) for line in _of_invoice(row, book)]
    claims = Claim.objects.filter(municipality=municipality, kind=SCHOOL, paid_on__range=(since, until))
    paid = ClaimLine.objects.filter(claim__in=claims, sanctioned_amount__gt=0)
    paid = paid.select_related("claim__school__board", "claim__programme").order_by(
        "claim__paid_on", "claim", "position"
    )
    return found + [_of_school(line, book) for line in paid]


def sheet_of(lines: list[FinanceLine]) -> Sheet:
    """As a table, one row per line."""
    return Sheet("finance", [each.name for each in fields(FinanceLine)], [astuple(line) for line in lines])


def _of_invoice(row: Invoice, book: CodeBook) -> Iterator[FinanceLine]:
    document = InvoiceDocument.from_json(row.content)
    sign = -1 if row.kind == "credit_note" else 1
    codes = book.of(row.claim.programme_id, PROVIDER, row.issued_on)
    left = {(each.category, each.percent): each.tax for each in document.vat_lines}
    parts = [
        (line.number, line.description, line.amount, (line.vat_category, line.vat_percent)) for line in document.lines
    ] + [(0, each.reason, each.effect, (each.vat_category, each.vat_percent)) for each in document.allowances]
    last = {rate: place for place, (_number, _words, _amount, rate) in enumerate(parts)}
    for place, (number, words, amount, rate) in enumerate(parts):
        vat = left.get(rate, ZERO) if last[rate] == place else rounded(amount * rate[1] / 100)
        left[rate] = left.get(rate, ZERO) - vat
        yield _line(row, number, words, sign * amount, rate[1], sign * vat, codes)


def _line(
    row: Invoice, number: int, words: str, net: Decimal, percent: Decimal, vat: Decimal, codes: Codes
) -> FinanceLine:
    return FinanceLine(
        kind=row.kind, number=row.number, document_on=row.issued_on, due_on=row.due_on, paid_on=row.paid_on,
        creditor=row.provider.name, creditor_number=row.provider.kvk, programme=row.claim.programme.name, line=number,
        description=words, net=net, vat_percent=percent, vat=vat, gross=net + vat,
        general_ledger=codes.general_ledger, task=codes.task, category=codes.category, source=codes.source,
        claim=str(row.claim_id),
    )  # fmt: skip


def _of_school(line: ClaimLine, book: CodeBook) -> FinanceLine:
    claim = line.claim
    school, on = claim.school, claim.paid_on
    assert school is not None and on is not None  # a claim of a school that was paid
    payee = school.board or school
    codes, net = book.of(claim.programme_id, SCHOOL, on), line.net
    return FinanceLine(
        kind="claim", number=str(claim.pk), document_on=claim.approved_on or on, due_on=claim.due_on, paid_on=on,
        creditor=payee.name, creditor_number=school.board.number if school.board else school.location_code,
        programme=claim.programme.name, line=line.position, description=line.description, net=net, vat_percent=ZERO,
        vat=ZERO, gross=net, general_ledger=codes.general_ledger, task=codes.task, category=codes.category,
        source=codes.source, claim=str(claim.pk),
    )  # fmt: skip
