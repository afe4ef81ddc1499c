"""Payments: what came back, lines of the bank that nobody recognised, and changed bank accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from catalogue.journal.outbox import drain
from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import AccountChange
from portal.payments import actions as payments
from portal.payments.models import Batch, Payment, ReturnedPayment, StatementEntry
from portal.payments.settling import came_back
from portal.payments.statements import read_statement
from tests import cast
from tests.cast import Town

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    payables                             -             librarian musician town-hall
GET    payment-batches/<uuid:id>/downloads  batch         town-hall
GET    returned-payments                    -             librarian musician town-hall
POST   returned-payments                    -             finance
GET    returned-payments/<uuid:id>          returned-payment  town-hall
POST   returned-payments/<uuid:id>/mendings  returned-payment  finance
GET    statement-entries                    -             librarian musician town-hall
GET    statement-entries/<uuid:id>          statement-entry  town-hall
POST   statement-entries/<uuid:id>/resolutions  statement-entry  finance
GET    account-changes                      -             librarian musician board town-hall
POST   account-changes                      -             librarian musician board finance
GET    account-changes/<uuid:id>            account-change  board town-hall
POST   account-changes/<uuid:id>/confirmations  account-change  finance
POST   account-changes/<uuid:id>/refusals   account-change  finance
POST   account-changes/<uuid:id>/withdrawals  account-change  board finance
"""
PAGES = """
POST provider/details/bank/withdraw         -             librarian musician
GET  school/bank                            -             board
POST school/bank/propose                    -             board
POST school/bank/withdraw                   -             board
POST municipality/payments/<uuid:pk>/returned  sent-batch  finance
GET  municipality/payments/accounts         -             town-hall
GET  municipality/payments/accounts/<uuid:pk>  account-change  town-hall
POST municipality/payments/accounts/<uuid:pk>/confirm  account-change  finance
POST municipality/payments/accounts/<uuid:pk>/refuse  account-change  finance
GET  municipality/payments/returned         -             town-hall
GET  municipality/payments/returned/<uuid:pk>  returned-payment  town-hall
POST municipality/payments/returned/<uuid:pk>/mend  returned-payment  finance
GET  municipality/payments/statements       -             town-hall
POST municipality/payments/statements/read  -             finance
POST municipality/payments/statements/<uuid:pk>/resolve  statement-entry  finance
"""
NEW = {"iban": "NL91ABNA0417164300", "account_name": "Bibliotheek"}
ELSEWHERE = (
    b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Ntry>'
    b'<Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
    b"<BookgDt><Dt>2026-11-02</Dt></BookgDt>"
    b"<NtryDtls><TxDtls><Refs><EndToEndId>ELSEWHERE-1</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Stmt>"
    b"</BkToCstmrStmt></Document>"
)


def sent(town: Town) -> Batch:
    """A batch of one payment that the bank has."""
    claim = cast.approved(town)
    drain()
    made = payments.prepare(invoices_wanted=[claim.invoices.get().pk], by=town.actor("finance"))
    return payments.release(made, by=town.actor("finance2"))


def returned(town: Town) -> ReturnedPayment:
    """A payment that the bank sent back."""
    payment = sent(town).payments.select_related("invoice__claim", "batch").get()
    return came_back(payment, on=timezone.localdate(), code="AC04", by=town.actor("finance"))


def unknown(town: Town) -> StatementEntry:
    """A line of the bank that nobody recognised."""
    read_statement(ELSEWHERE, by=town.actor("finance"))
    return StatementEntry.objects.get(municipality=town.municipality, reference="ELSEWHERE-1")


def changed(town: Town) -> AccountChange:
    """Another bank account of the board that waits."""
    return organisations.propose_account(town.board, **NEW, by=town.actor("board"))


def one_more(town: Town, offer: Offer) -> None:
    """One more payment that came back, line of the bank, changed account and thing that is due."""
    came = cast.approved(town, cast.claim(town, cast.booking(town, offer, status="accepted", units=1)))
    drain()
    batch = payments.prepare(invoices_wanted=[came.invoices.get().pk], by=town.actor("finance"))
    payments.release(batch, by=town.actor("finance2"))
    payment = batch.payments.select_related("invoice__claim", "batch").get()
    came_back(payment, on=timezone.localdate(), code="AC04", by=town.actor("finance"))
    number = StatementEntry.objects.count()
    read_statement(ELSEWHERE.replace(b"ELSEWHERE-1", b"ELSEWHERE-%d" % number), by=town.actor("finance"))
    organisations.withdraw_account(changed(town), by=town.actor("board"))


def furnish(town: Town, things: Any) -> dict[str, UUID]:
    back = returned(town)
    return {
        "returned-payment": back.pk, "sent-batch": back.payment.batch_id, "statement-entry": unknown(town).pk,
        "account-change": changed(town).pk,
    }  # fmt: skip


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    today = timezone.localdate().isoformat()
    paid = Payment.objects.filter(batch=things["released-batch"])[0]
    account = {"iban": "NL91ABNA0417164300", "accountName": "Ander", "reason": "Brief"}
    return {
        "v1/returned-payments": {"endToEndId": paid.end_to_end_id, "on": today},
        "mendings": {"how": "Gebeld"}, "resolutions": {"reason": "Huur"}, "v1/account-changes": account,
        "account-changes/<uuid:id>/confirmations": {"outcome": "match"},
        "account-changes/<uuid:id>/refusals": {"reason": "Nee"},
        "school/bank/propose": {"iban": "NL91ABNA0417164300", "account_name": "De Weide"},
        "payments/<uuid:pk>/returned": {"payment": "NO-SUCH", "on": today},
        "accounts/<uuid:pk>/confirm": {"outcome": "match", "checked_on": today},
        "accounts/<uuid:pk>/refuse": {"reason": "Nee"}, "returned/<uuid:pk>/mend": {"reason": "Gebeld"},
        "statements/read": {"file": ""}, "statements/<uuid:pk>/resolve": {"reason": "Huur"},
    }  # fmt: skip


def moving(town: Town) -> dict[str, Any]:
    change = changed(town)
    AccountChange.objects.filter(pk=change.pk).update(outcome="match")
    return {"returned_payment": returned(town), "statement_entry": unknown(town), "account_change": change}
