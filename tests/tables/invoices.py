"""Invoices that the municipality writes, credit notes, and invoices that a provider sends in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from catalogue.actor import FINANCE, Actor
from catalogue.journal.outbox import drain
from catalogue.lifecycle import move
from portal.invoices import actions, crediting, queries, receiving
from portal.invoices.models import Invoice, ReceivedInvoice
from portal.payments import actions as payments
from portal.payments.models import Payment
from portal.payments.settling import came_back
from tests import cast
from tests.cast import OPERATOR, TODAY, Town
from tests.portal.invoices import notes, sent_in
from tests.tables.knocking import Door
from tests.tables.reading import TOWN_HALL, Kind

# `batched`: it stands in a batch for the bank.
WRITTEN = """
deed     pending failed  issued .batched sent paid    returned credited
sees     all     all     all    all      all  all     all      all
credit   no      no      yes    in_batch yes  yes     yes      no | books
recover  nothing nothing nothing nothing nothing nothing nothing nothing | books
pay      unknown unknown mine   unknown  mine unknown back     unknown | books
"""
# Money has to come back because of it, until it did (`done`).
NOTE = """
deed     pending issued .done
sees     all     all    all
credit   no      no     no | books
recover  yes     yes    nothing | books
pay      unknown unknown unknown | books
"""
SENT_IN = """
deed     received waiting matched accepted refused invalid
sees     all      all     all     all      all     all
accept   no       yes     no      no       no      no | books
refuse   no       yes     no      no       no      no | books
"""
WORDS = {
    "nothing": "nothing_to_recover", "back": "held", "mine": "yes,insider_finance:four_eyes",
    "books": "finance finance2 insider_finance",
}  # fmt: skip
DEEDS: dict[str, Callable[[Invoice, Actor], Any]] = {
    "credit": lambda row, by: crediting.credit(row, reason="Fout", by=by),
    "recover": lambda row, by: crediting.recover(row, how="returned", by=by),
    "pay": lambda row, by: payments.prepare(invoices_wanted=[row.pk], by=by),
}
JUDGED: dict[str, Callable[[ReceivedInvoice, Actor], Any]] = {
    "accept": lambda row, by: receiving.accept(row, reason="Nagebeld", by=by),
    "refuse": lambda row, by: receiving.refuse(row, reason="Verkeerd", by=by),
}
ONLY_FINANCE = (FINANCE,)
# a batch names many things: one that cannot be paid is a wrong name in the list
NAMED = {"four_eyes": 400}


def _doors(row: Invoice) -> Sequence[Door]:
    api, page, write = f"/api/v1/invoices/{row.pk}", f"/municipality/invoices/{row.pk}", "invoices:write"
    line = {"line-1": "1,00"} if row.kind == "self_billed" else {}
    credit = {"reason": "Fout", "remainder": "release"} | line
    batch = {"invoices": [row.pk], "execution_date": timezone.localdate().isoformat()}
    return [
        Door("credit", f"{api}/credit-notes", {"reason": "Fout"}, scope=write),
        Door("credit", f"{page}/credit/make", credit, roles=ONLY_FINANCE),
        Door("recover", f"{api}/recoveries", {"how": "returned"}, scope=write),
        Door("recover", f"{page}/recover", {"how": "returned"}, roles=ONLY_FINANCE),
        Door(
            "pay",
            "/api/v1/payment-batches",
            {"invoices": [row.pk]},
            scope="payments:write",
            makers=ONLY_FINANCE,
            otherwise=NAMED,
        ),
        Door("pay", "/municipality/payments/prepare", batch, roles=ONLY_FINANCE, makers=ONLY_FINANCE, otherwise=NAMED),
    ]


def _judging(row: ReceivedInvoice) -> Sequence[Door]:
    api, page = f"/api/v1/received-invoices/{row.pk}", f"/municipality/received-invoices/{row.pk}"
    said = {"reason": "Verkeerd"}
    return [
        Door("accept", f"{api}/acceptances", said, scope="invoices:write"),
        Door("accept", f"{page}/accept", said, roles=ONLY_FINANCE),
        Door("refuse", f"{api}/refusals", said, scope="invoices:write"),
        Door("refuse", f"{page}/refuse", said, roles=ONLY_FINANCE),
    ]


def _pending(town: Town) -> Invoice:
    made = actions.number(cast.approved(town).pk)
    assert made is not None
    return made


def _batched(town: Town) -> Invoice:
    made = notes.issued(town)
    payments.prepare(invoices_wanted=[made.pk], by=town.actor("finance"))
    return made


def _returned(town: Town) -> Invoice:
    made = notes.paid(town, notes.issued(town))
    payment = Payment.objects.select_related("invoice__claim", "batch").get()
    came_back(payment, on=payment.paid_on or TODAY, code="AC04", by=town.actor("finance"))
    return made


def _credited(town: Town) -> Invoice:
    made = notes.issued(town)
    notes.credited(town, made)
    return made


def _note(town: Town) -> Invoice:
    made = notes.to_come_back(town)
    drain()
    return made


def _came_back(town: Town) -> Invoice:
    made = _note(town)
    return crediting.recover(Invoice.objects.get(pk=made.pk), how="returned", by=town.actor("finance"))


def _received(town: Town) -> ReceivedInvoice:
    claim = sent_in.claimed(town)
    content = sent_in.render_ubl(sent_in.paper(claim))
    return receiving.receive(content, name="factuur.xml", by=town.actor("musician"))


def _invalid(town: Town) -> ReceivedInvoice:
    sent_in.claimed(town)
    made = receiving.receive(b"<factuur/>", name="factuur.xml", by=town.actor("musician"))
    drain()
    return made


KINDS = (
    Kind(
        "invoice", Invoice, WRITTEN,
        {
            "pending": _pending, "failed": lambda town: move(_pending(town), "failed", by=OPERATOR),
            "issued": notes.issued, "issued.batched": _batched,
            "sent": lambda town: move(notes.issued(town), "sent", by=OPERATOR),
            "paid": lambda town: notes.paid(town, notes.issued(town)), "returned": _returned, "credited": _credited,
        },
        DEEDS, queries.visible_to, WORDS | {"all": f"librarian planner {TOWN_HALL}"}, _doors,
    ),
    Kind(
        "credit note", Invoice, NOTE,
        {"pending": notes.to_come_back, "issued": _note, "issued.done": _came_back},
        DEEDS, queries.visible_to, WORDS | {"all": f"librarian planner {TOWN_HALL}"}, _doors,
    ),
    Kind(
        "invoice that came in", ReceivedInvoice, SENT_IN,
        {
            "received": _received, "waiting": sent_in.waiting, "invalid": _invalid,
            "matched": lambda town: sent_in.sent(town, sent_in.paper(sent_in.claimed(town))),
            "accepted": lambda town: receiving.accept(sent_in.waiting(town), reason="Zo", by=town.actor("finance")),
            "refused": lambda town: receiving.refuse(sent_in.waiting(town), reason="Nee", by=town.actor("finance")),
        },
        JUDGED, queries.received_visible_to, WORDS | {"all": f"musician {TOWN_HALL}"}, _judging,
    ),
)  # fmt: skip
