"""Invoices that the municipality writes, credit notes, and invoices that a provider sends in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils import timezone

from catalogue.actor import ASSESSOR, FINANCE, Actor
from catalogue.journal.outbox import drain
from catalogue.lifecycle import move
from portal.invoices import accepting, actions, crediting, queries, receiving
from portal.invoices.models import Acceptance, Invoice, ReceivedInvoice
from portal.payments import actions as payments
from portal.payments.models import Payment
from portal.payments.settling import came_back
from tests import cast
from tests.cast import OPERATOR, TODAY, Town
from tests.portal.invoices import accepted, notes, sent_in
from tests.tables.knocking import Door
from tests.tables.reading import TOWN_HALL, Kind

# `batched`: it stands in a batch for the bank; `objected`: its provider objects to it.
WRITTEN = """
deed     pending failed  issued sent .batched .objected paid    returned credited
sees     all     all     all    all  all      all       all     all      all
credit   no      no      yes    yes  in_batch yes       yes     yes      no | books
recover  nothing nothing nothing nothing nothing nothing nothing nothing nothing | books
pay      unknown unknown mine   mine unknown  held      unknown back     unknown | books
send     not_issued not_issued on_its_way yes yes yes   yes     yes      yes | books librarian
"""
# Money has to come back because of it, until it did (`done`).
NOTE = """
deed     pending issued sent .done
sees     all     all    all  all
credit   no      no     no   no | books
recover  yes     yes    yes  nothing | books
pay      unknown unknown unknown unknown | books
send     not_issued on_its_way yes yes | books librarian
"""
# What the provider says of an invoice that was written in its name.
ACCEPTANCE = """
deed     waiting objected kept accepted credited
sees     all     all      all  all      all
accept   yes     yes      yes  no       no | librarian
object   yes     no       yes  no       no | librarian
keep     shut    yes      shut shut     shut | hearers
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
    "hearers": "assessor assessor2 insider:conflict_of_interest finance finance2 insider_finance:conflict_of_interest",
}  # fmt: skip
DEEDS: dict[str, Callable[[Invoice, Actor], Any]] = {
    "credit": lambda row, by: crediting.credit(row, reason="Fout", by=by),
    "recover": lambda row, by: crediting.recover(row, how="returned", by=by),
    "pay": lambda row, by: payments.prepare(invoices_wanted=[row.pk], by=by),
    "send": lambda row, by: actions.ask_again(row, by=by),
}
SAID: dict[str, Callable[[Acceptance, Actor], Any]] = {
    "accept": lambda row, by: accepting.accept(row, by=by),
    "object": lambda row, by: accepting.object_to(row, reason="Te weinig", by=by),
    "keep": lambda row, by: accepting.keep(row, reason="Zo is het", by=by),
}
JUDGED: dict[str, Callable[[ReceivedInvoice, Actor], Any]] = {
    "accept": lambda row, by: receiving.accept(row, reason="Nagebeld", by=by),
    "refuse": lambda row, by: receiving.refuse(row, reason="Verkeerd", by=by),
}
OF_ACCEPTANCES = {
    "all": f"librarian planner {TOWN_HALL}",
    "shut": "no,insider:conflict_of_interest,insider_finance:conflict_of_interest",
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
        Door("send", f"{api}/sendings", scope=write),
        Door("send", f"{page}/do/send", roles=(FINANCE, ASSESSOR)),
        Door("send", f"/provider/invoices/{row.pk}/do/send"),
        Door("pay", "/municipality/payments/prepare", batch, roles=ONLY_FINANCE, makers=ONLY_FINANCE, otherwise=NAMED),
    ]


def _answering(row: Acceptance) -> Sequence[Door]:
    api, write, said = f"/api/v1/invoices/{row.pk}", "invoices:write", {"reason": "Te weinig"}
    provider, town_hall = f"/provider/invoices/{row.pk}/do", f"/municipality/invoices/{row.pk}/do"
    return [
        Door("accept", f"{api}/acceptances", scope=write), Door("accept", f"{provider}/accept"),
        Door("accept", "/api/v1/invoice-acceptances", [{"invoice": str(row.pk)}], scope=write, many=True),
        Door("object", f"{api}/objections", said, scope=write), Door("object", f"{provider}/object", said),
        Door("keep", f"{api}/objection-answers", said, scope=write),
        Door("keep", f"{town_hall}/keep", said, roles=(FINANCE, ASSESSOR)),
    ]  # fmt: skip


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


def _made(row: Invoice) -> Invoice:
    """With its files, and not sent yet."""
    return actions.issue(row.pk, actions.render(row.pk))


def _issued(town: Town) -> Invoice:
    return _made(_pending(town))


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
            "issued": _issued, "sent": notes.issued, "sent.batched": _batched,
            "sent.objected": lambda town: accepted.objected(town).invoice,
            "paid": lambda town: notes.paid(town, notes.issued(town)), "returned": _returned, "credited": _credited,
        },
        DEEDS, queries.visible_to, WORDS | {"all": f"librarian planner {TOWN_HALL}"}, _doors,
    ),
    Kind(
        "credit note", Invoice, NOTE,
        {
            "pending": notes.to_come_back, "issued": lambda town: _made(notes.to_come_back(town)), "sent": _note,
            "sent.done": _came_back,
        },
        DEEDS, queries.visible_to, WORDS | {"all": f"librarian planner {TOWN_HALL}"}, _doors,
    ),
    Kind(
        "acceptance", Acceptance, ACCEPTANCE,
        {
            "waiting": accepted.waiting, "objected": accepted.objected, "kept": accepted.kept,
            "accepted": accepted.accepted, "credited": accepted.credited,
        },
        SAID, queries.acceptances_visible_to, WORDS | OF_ACCEPTANCES, _answering,
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
