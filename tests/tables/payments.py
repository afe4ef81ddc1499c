"""Batches, payments that came back, lines of the bank that nobody knew, and changed bank accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from catalogue.actor import FINANCE, Actor
from catalogue.errors import Invalid, Refused, require
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from catalogue.organisations import queries as found
from catalogue.organisations.models import AccountChange
from portal.claims.decisions import Verdict, decide
from portal.payments import accounts, actions, queries, rules
from portal.payments.models import Batch, Payment, ReturnedPayment, StatementEntry
from portal.payments.settling import came_back, mend
from portal.payments.statements import read_statement, resolve
from tests import cast
from tests.cast import Town
from tests.house.rooms import payments as furnished
from tests.portal.payments.test_read_statement import one, statement
from tests.tables.knocking import Door
from tests.tables.reading import TOWN_HALL, Kind

# Prepared by `finance`, approved by the assessor; `officer`: approved by the officer, who may not release it then.
BATCH = """
deed     prepared .officer released settled cancelled
sees     hall     hall     hall     hall    hall
release  second   third    no       no      no | releasers
settle   no       no       yes      no      no | books
cancel   yes      yes      no       no      no | books
bounce   no       no       yes      yes     unknown | books
download none     none     yes      yes     none | hall
"""
RETURNED = """
deed     open mended
sees     hall hall
mend     yes  no | books
"""
ENTRY = """
deed     open booked resolved
sees     hall hall   hall
resolve  yes  no     no | books
"""
# Proposed by the payee, or (`finance`) by the finance officer on its behalf.
ACCOUNT = """
deed     proposed .finance confirmed refused withdrawn
sees     all      all      all       all     all
confirm  second   both     closed    closed  closed | books
refuse   yes      eyes     no        no      no | books
withdraw yes      yes      no        no      no | payee
"""
OWN = "insider_finance:conflict_of_interest"
WORDS = {
    "hall": TOWN_HALL, "books": "finance finance2 insider_finance",
    "none": "not_released", "payee": "librarian finance finance2 insider_finance",
    "releasers": "officer finance finance2 insider_finance",
    "all": f"librarian {TOWN_HALL}", "eyes": "yes,finance:four_eyes",
}  # fmt: skip
OF_BATCHES = {
    "second": f"yes,finance:four_eyes,{OWN}", "third": f"yes,finance:four_eyes,officer:conflict_of_interest,{OWN}",
}  # fmt: skip
OF_ACCOUNTS = {"second": f"yes,{OWN}", "both": f"yes,finance:four_eyes,{OWN}", "closed": f"no,{OWN}"}
ONLY_FINANCE, WRITE = (FINANCE,), "payments:write"


def _bounce(batch: Batch, by: Actor) -> None:
    payment = Payment.objects.select_related("invoice__claim", "claim", "batch").filter(batch=batch).first()
    if payment is None:
        require(rules.may_settle(by, batch), "wrong_role", "")
        raise Invalid.field("#/endToEndId", "unknown", "There is nothing in it any more.")
    came_back(payment, on=timezone.localdate(), by=by)


def _download(batch: Batch, by: Actor) -> None:
    if actions.download(batch, by=by) is None:
        raise Refused("not_released", "")


DEEDS: dict[str, Callable[[Batch, Actor], Any]] = {
    "release": lambda batch, by: actions.release(batch, by=by),
    "settle": lambda batch, by: actions.settle(batch, by=by),
    "cancel": lambda batch, by: actions.cancel(batch, by=by),
    "bounce": _bounce,
    "download": _download,
}
CHANGES: dict[str, Callable[[AccountChange, Actor], Any]] = {
    "confirm": lambda row, by: accounts.confirm(row, outcome="match", by=by),
    "refuse": lambda row, by: organisations.refuse_account(row, reason="Nee", by=by),
    "withdraw": lambda row, by: organisations.withdraw_account(row, by=by),
}


def _of_batch(batch: Batch) -> Sequence[Door]:
    api, page = f"/api/v1/payment-batches/{batch.pk}", f"/municipality/payments/{batch.pk}"
    payment, today = batch.payments.first(), timezone.localdate().isoformat()
    named = payment.end_to_end_id if payment else "NO-SUCH"
    back = {"endToEndId": named, "on": today}
    # it names a payment: who does not see that one, or where there is none (any more), named a wrong one
    unnamed = {"not_found": 400} | ({} if payment else {"wrong_role": 400})
    return [
        Door("release", f"{api}/releases", scope=WRITE), Door("release", f"{page}/release"),
        Door("settle", f"{api}/settlements", scope=WRITE), Door("settle", f"{page}/settle"),
        Door("cancel", f"{api}/cancellations", scope=WRITE), Door("cancel", f"{page}/cancel"),
        Door("bounce", "/api/v1/returned-payments", back, scope=WRITE, otherwise=unnamed),
        Door("bounce", f"{page}/returned", {"payment": named, "on": today}, roles=ONLY_FINANCE),
        Door("download", f"{api}/file", method="get", scope="payments:read"),
        Door("download", f"{page}/file", method="get", otherwise={"not_released": 404}),
    ]  # fmt: skip


def _of_returned(row: ReturnedPayment) -> Sequence[Door]:
    page = f"/municipality/payments/returned/{row.pk}/mend"
    return [
        Door("mend", f"/api/v1/returned-payments/{row.pk}/mendings", {"how": "Gebeld"}, scope=WRITE),
        Door("mend", page, {"reason": "Gebeld"}, roles=ONLY_FINANCE),
    ]


def _of_entry(row: StatementEntry) -> Sequence[Door]:
    said = {"reason": "Huur"}
    return [
        Door("resolve", f"/api/v1/statement-entries/{row.pk}/resolutions", said, scope=WRITE),
        Door("resolve", f"/municipality/payments/statements/{row.pk}/resolve", said, roles=ONLY_FINANCE),
    ]


def _of_account(row: AccountChange) -> Sequence[Door]:
    api, page = f"/api/v1/account-changes/{row.pk}", f"/municipality/payments/accounts/{row.pk}"
    write, today = "accounts:write", timezone.localdate().isoformat()
    checked = {"outcome": "match", "checked_on": today}
    return [
        Door("confirm", f"{api}/confirmations", {"outcome": "match"}, scope=write),
        Door("confirm", f"{page}/confirm", checked, roles=ONLY_FINANCE),
        Door("refuse", f"{api}/refusals", {"reason": "Nee"}, scope=write),
        Door("refuse", f"{page}/refuse", {"reason": "Nee"}, roles=ONLY_FINANCE),
        Door("withdraw", f"{api}/withdrawals", scope=write),
    ]


def _prepared(town: Town, approver: str = "assessor") -> Batch:
    decide(cast.claim(town), Verdict("approve"), by=town.actor(approver))
    drain()
    return actions.prepare(by=town.actor("finance"))


def _released(town: Town) -> Batch:
    return actions.release(_prepared(town), by=town.actor("finance2"))


def _mended(town: Town) -> ReturnedPayment:
    return mend(furnished.returned(town), how="Gebeld", by=town.actor("finance"))


def _booked(town: Town) -> StatementEntry:
    (payment,) = _released(town).payments.all()
    read_statement(statement(one(payment.end_to_end_id, str(payment.amount))), by=town.actor("finance"))
    return StatementEntry.objects.get()


def _proposed(town: Town, by: str = "librarian") -> AccountChange:
    said = furnished.NEW | ({"reason": "Brief"} if by == "finance" else {})
    return organisations.propose_account(town.library, **said, by=town.actor(by))


def _after(deed: str, who: str) -> Callable[[Town], AccountChange]:
    def built(town: Town) -> AccountChange:
        made = _proposed(town)
        CHANGES[deed](made, town.actor(who))
        return made

    return built


KINDS = (
    Kind(
        "batch", Batch, BATCH,
        {
            "prepared": _prepared, "prepared.officer": lambda town: _prepared(town, "officer"), "released": _released,
            "settled": lambda town: actions.settle(_released(town), by=town.actor("finance")),
            "cancelled": lambda town: actions.cancel(_prepared(town), by=town.actor("finance")),
        },
        DEEDS, queries.visible_to, WORDS | OF_BATCHES, _of_batch,
    ),
    Kind(
        "payment that came back", ReturnedPayment, RETURNED, {"open": furnished.returned, "mended": _mended},
        {"mend": lambda row, by: mend(row, how="Gebeld", by=by)}, queries.returned_visible_to, WORDS, _of_returned,
    ),
    Kind(
        "line of the bank", StatementEntry, ENTRY,
        {
            "open": furnished.unknown, "booked": _booked,
            "resolved": lambda town: resolve(furnished.unknown(town), reason="Huur", by=town.actor("finance")),
        },
        {"resolve": lambda row, by: resolve(row, reason="Huur", by=by)}, queries.entries_visible_to, WORDS, _of_entry,
    ),
    Kind(
        "bank account", AccountChange, ACCOUNT,
        {
            "proposed": _proposed, "proposed.finance": lambda town: _proposed(town, "finance"),
            "confirmed": _after("confirm", "finance"), "refused": _after("refuse", "finance"),
            "withdrawn": _after("withdraw", "librarian"),
        },
        CHANGES, found.account_changes_visible_to, WORDS | OF_ACCOUNTS, _of_account,
    ),
)  # fmt: skip
