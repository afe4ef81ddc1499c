"""Everything behind each item of a sample, as one ZIP: written once, read only, the same items give the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.journal.models import JournalLine
from catalogue.sheets import Sheet, as_csv
from portal.accountability.attribution import Part
from portal.claims.models import Claim, ClaimLine
from portal.invoices.models import Invoice
from portal.payments.models import Payment

MOST_BYTES: Final = 250_000_000
BEGAN: Final = (1980, 1, 1, 0, 0, 0)  # a ZIP has no earlier moment: none of ours makes two equal files differ


class Bundle:
    """A ZIP that grows file by file and knows the hash of each."""

    def __init__(self) -> None:
        self._content = BytesIO()
        self._zip = ZipFile(self._content, "w", ZIP_DEFLATED)
        self._size = 0
        self.hashes: dict[str, str] = {}

    def add(self, path: str, content: bytes) -> None:
        """One more file. `Refused("too_large")` when the whole becomes more than can be kept."""
        self._size += len(content)
        if self._size > MOST_BYTES:
            raise Refused("too_large", too_large())
        self.hashes[path] = hashlib.sha256(content).hexdigest()
        self._zip.writestr(ZipInfo(path, BEGAN), content, ZIP_DEFLATED)

    def closed(self) -> bytes:
        """The whole, with `SHA256SUMS` in it: `sha256sum -c` checks every file."""
        sums = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(self.hashes.items()))
        self._zip.writestr(ZipInfo("SHA256SUMS", BEGAN), sums, ZIP_DEFLATED)
        self._zip.close()
        return self._content.getvalue()


def put(bundle: Bundle, folder: str, part: Part) -> tuple[ClaimLine, dict[str, Any]]:
    """The folder of one item: its line, and what the index says of it."""
    rows = ClaimLine.objects.select_related(
        "claim__provider", "claim__school", "claim__programme", "booking__school", "booking__revision",
        "request__school", "goal",
    )  # fmt: skip
    line = rows.get(pk=part.spending.thing)
    claim = line.claim
    invoices = list(claim.invoices.defer("content").order_by("issued_on", "number"))
    payments = list(_payments(claim).order_by("pk"))
    said = _said(line, part, invoices, payments)
    text = json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
    bundle.add(f"{folder}/item.json", text.encode())
    for number, evidence in enumerate(claim.evidence.order_by("created_at", "pk"), start=1):
        with evidence.file.open("rb") as file:
            bundle.add(f"{folder}/evidence/{number:02d}-{safe(evidence.name)}", file.read())
    for invoice in invoices:
        for document in invoice.documents.order_by("kind"):
            ending = {"ubl": "xml"}.get(document.kind, document.kind)
            bundle.add(f"{folder}/invoices/{safe(invoice.number)}.{ending}", bytes(document.content))
    bundle.add(f"{folder}/journal.csv", as_csv(_journal(line, invoices, payments)))
    return line, said


def _said(line: ClaimLine, part: Part, invoices: list[Invoice], payments: list[Payment]) -> dict[str, Any]:
    claim = line.claim
    return {
        "figure": {
            "amount": part.amount, "paidOn": part.spending.paid_on,
            "regulation": part.goal.regulation.code if part.goal else "",
            "sisaCode": part.goal.regulation.sisa_code if part.goal else "",
            "goal": part.goal.code if part.goal else "",
            "grant": str(part.grant.pk) if part.grant else None,
        },
        "line": {
            "id": line.pk, "description": line.description, "quantity": line.quantity, "unitPrice": line.unit_price,
            "amount": line.amount, "sanctionedAmount": line.sanctioned_amount, "reason": line.reason,
        },
        "claim": _claim(claim),
        "booking": _booking(line), "request": _request(line),
        "invoices": [
            {"number": each.number, "kind": each.kind, "status": each.status, "issuedOn": each.issued_on,
             "net": each.net_amount, "vat": each.vat_amount, "gross": each.gross_amount, "paidOn": each.paid_on}
            for each in invoices
        ],
        "payments": [
            {"endToEndId": each.end_to_end_id, "amount": each.amount, "creditor": each.creditor, "iban": each.iban,
             "status": each.status, "paidOn": each.paid_on, "bankOn": each.bank_on, "batch": each.batch_id,
             "preparedBy": each.batch.prepared_by_name, "releasedBy": each.batch.released_by_name,
             "sha1": each.batch.sha1}
            for each in payments
        ],
    }  # fmt: skip


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.pk, "kind": claim.kind, "claimant": claim.claimant.name, "programme": claim.programme.name,
        "status": claim.status, "claimed": claim.claimed, "sanctioned": claim.sanctioned,
        "submittedAt": claim.submitted_at, "approvedOn": claim.approved_on,
        "lines": list(claim.lines.order_by("position").values(
            "id", "description", "quantity", "unit_price", "amount", "sanctioned_amount", "reason"
        )),
        "decisions": list(claim.decisions.order_by("pk").values(
            "verdict", "by", "at", "reason", "sanctioned", "final"
        )),
        "evidence": list(claim.evidence.order_by("created_at", "pk").values(
            "name", "content_type", "size", "sha256"
        )),
    }  # fmt: skip


def _booking(line: ClaimLine) -> dict[str, Any] | None:
    booking = line.booking
    if booking is None:
        return None
    return {
        "id": booking.pk, "school": booking.school.name, "offer": booking.revision.title, "units": booking.units,
        "pupils": booking.pupils, "amount": booking.amount, "status": booking.status, "askedAt": booking.created_at,
        "deliveries": list(booking.deliveries.order_by("pk").values(
            "date", "sessions", "pupils_reached", "hours", "remarks", "at", "by"
        )),
    }  # fmt: skip


def _request(line: ClaimLine) -> dict[str, Any] | None:
    request = line.request
    if request is None:
        return None
    return {
        "id": request.pk, "school": request.school.name, "title": request.title, "amount": request.amount,
        "status": request.status, "askedAt": request.created_at,
    }  # fmt: skip


def _payments(claim: Claim) -> Any:
    rows = Payment.objects.filter(Q(claim=claim) | Q(invoice__claim=claim))
    return rows.select_related("batch").defer("batch__file")


def _journal(line: ClaimLine, invoices: list[Invoice], payments: list[Payment]) -> Sheet:
    """Who did what, when, to the booking or request, the claim, its invoices, payments and questions."""
    things = [line.claim_id, line.booking_id, line.request_id, *(each.pk for each in invoices)]
    things += [each.batch_id for each in payments]
    things += line.audit_questions.values_list("pk", flat=True)
    rows = JournalLine.objects.filter(thing_id__in=[thing for thing in things if thing]).order_by("pk")
    head = ["at", "event", "thing", "from", "to", "by", "role", "why"]
    return Sheet("journal", head, _lines(rows.iterator()))


def _lines(rows: Iterator[JournalLine]) -> Iterator[list[object]]:
    for row in rows:
        yield [row.at.isoformat(), row.event, str(row.thing_id), row.origin, row.to, row.actor, row.role, row.because]


def safe(name: str) -> str:
    """A name that every computer takes: `Lijst (2).pdf` → `lijst-2.pdf`."""
    stem, _dot, ending = name.rpartition(".")
    plain = slugify(stem or name) or "file"
    return f"{plain}.{slugify(ending)}" if stem else plain


def too_large() -> str:
    """What to do when a sample is more than one file can hold."""
    return _("The files of this sample are too many for one download. Ask for fewer items.")
