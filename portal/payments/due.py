"""The list of what is due: invoices within 30 days, claims without one within six weeks; and what holds a payment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.organisations.models import Board, Provider, School
from catalogue.organisations.queries import waits_for_account
from portal.claims.accounted import accounted
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from portal.invoices.queries import objected, payable
from portal.payments.causes import cause
from portal.payments.models import ReturnedPayment, number_of
from portal.payments.queries import payable_claims, returned_visible_to

ORDERS = ("due", "-due", "amount", "-amount", "payee", "-payee")


@dataclass(frozen=True, slots=True)
class Due:
    """Something that can be paid, to whom and before when. `hold` says in words why not now; empty: it can be paid.

    `returned` is what came back from the bank before.
    """

    thing: Invoice | Claim
    kind: str
    number: str
    payee: Provider | Board | School
    amount: Decimal
    due_on: date
    hold: str
    returned: ReturnedPayment | None = None

    @property
    def id(self) -> UUID:
        """Of the invoice or the claim."""
        return self.thing.pk

    @property
    def iban(self) -> str:
        """Where it is paid; empty when nobody told."""
        return "" if isinstance(self.payee, School) else self.payee.iban

    @property
    def account_name(self) -> str:
        """In whose name."""
        return "" if isinstance(self.payee, School) else self.payee.account_name

    @property
    def claim(self) -> Claim:
        """The claim behind it."""
        return self.thing.claim if isinstance(self.thing, Invoice) else self.thing


def due(actor: Actor, *, words: str = "", order: str = "due", hold_rows: bool = False) -> list[Due]:
    """What the acting municipality has to pay and did not put in a batch yet, first due first. Five statements.

    `words` are looked for in number and payee; `order` is one of `ORDERS`. With `hold_rows` nobody credits or decides
    on them until the transaction of the deed ends.
    """
    rows = _with_closed(actor, [*_invoices(actor, hold_rows), *_claims(actor, hold_rows)])
    found = [each for each in rows if words.lower() in f"{each.number} {each.payee.name}".lower()]
    keys = {
        "due": lambda each: (each.due_on, each.number),
        "amount": lambda each: (each.amount, each.due_on, each.number),
        "payee": lambda each: (each.payee.name.lower(), each.due_on, each.number),
    }
    return sorted(found, key=keys[order.removeprefix("-")], reverse=order.startswith("-"))


def _with_closed(actor: Actor, rows: list[Due]) -> list[Due]:
    """What only a regulation could pay that was accounted for is held, whatever else there is."""
    if actor.municipality is None or not rows:
        return rows
    closed = accounted(actor.municipality, [row.claim.pk for row in rows])
    return [replace(row, hold=closed[row.claim.pk].sentence) if row.claim.pk in closed else row for row in rows]


def _invoices(actor: Actor, hold_rows: bool) -> Iterator[Due]:
    found = payable(actor).annotate(waits=waits_for_account(provider="provider"))
    rows = list(found.select_for_update(of=("self",), no_key=True) if hold_rows else found)
    returned = _returned(actor)
    # asked after the rows are held: who objects holds the same row first, so that none is missed
    objections = dict(objected(actor).values_list("invoice", "objection"))
    for row in rows:
        back = returned.get(row.pk)
        hold = _objection(objections.get(row.pk, "")) or hold_of(row.provider, waits=row.waits, returned=back)
        yield Due(row, "invoice", row.number, row.provider, row.to_pay, row.due_on, hold, back)


def _claims(actor: Actor, hold_rows: bool) -> Iterator[Due]:
    found = payable_claims(actor).annotate(waits=waits_for_account(board="school__board"))
    rows = list(found.select_for_update(of=("self",), no_key=True) if hold_rows else found)
    returned = _returned(actor) if rows else {}
    for row in rows:
        back = returned.get(row.pk)
        payee, due_on = row.payee, row.due_on or timezone.localdate()
        if payee is None:
            hold = _("The school has no board in this portal, so nobody can be paid. Add the board first.")
            yield Due(row, "claim", number_of(row), row.claimant, row.sanctioned, due_on, hold, back)
            continue
        hold = hold_of(payee, waits=row.waits, returned=back)
        yield Due(row, "claim", number_of(row), payee, row.sanctioned, due_on, hold, back)


def _returned(actor: Actor) -> dict[UUID, ReturnedPayment]:
    """What came back and was not mended, by its invoice or claim."""
    rows: Iterable[ReturnedPayment] = returned_visible_to(actor).filter(status="open").order_by("pk")
    return {key: row for row in rows if (key := row.payment.invoice_id or row.payment.claim_id)}


def _objection(reason: str) -> str:
    """Why an invoice that the municipality wrote itself is not paid now (Wet OB 1968 art. 35 lid 2)."""
    sentence = _("The provider objects: “%(reason)s” Answer that first: keep the invoice, or credit it.")
    return sentence % {"reason": reason} if reason else ""


def hold_of(payee: Provider | Board, *, waits: bool, returned: ReturnedPayment | None) -> str:
    """Why nothing is paid to this account now; empty when it can be."""
    if waits:
        return _("The bank account was changed. A finance officer checks it first.")
    if not payee.iban or not payee.account_name:
        return _("No bank account is known. Ask the payee for it.")
    changed = payee.iban_changed_at
    if returned and (changed is None or changed <= returned.created_at):
        shown = {"day": date_format(returned.returned_on, "j F Y"), "why": cause(returned.code, returned.words)}
        return _("The bank returned the payment on %(day)s: %(why)s Check the bank account first.") % shown
    return ""
