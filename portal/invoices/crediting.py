"""The deeds that put an issued invoice right: a credit note, and money that comes back because of one.

What an invoice says is never changed. Lock order: the series of numbers, the invoice, its claim, and what
`claims.crediting` holds (bookings, rounds, accounts). Sources: Wet OB 1968 art. 35a; EN 16931 (381, BT-25).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Invalid, Refused, check, reasoned, require
from catalogue.lifecycle import added, change, expect, move
from catalogue.money import ZERO, written
from portal.budgets.queries import counted_on
from portal.claims import crediting as claims
from portal.claims.accounted import refuse_accounted
from portal.claims.decisions import settle
from portal.claims.models import Claim
from portal.invoices import rules
from portal.invoices.accepting import credited
from portal.invoices.actions import paid
from portal.invoices.credit_notes import drafted, earlier, frozen, left_of
from portal.invoices.document import InvoiceDocument
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.numbering import next_number
from portal.invoices.queries import on_its_way
from portal.invoices.states import CREDITABLE, PAYABLE

REMAINDERS = ("release", "keep")


@deed
def credit(
    invoice: Invoice,
    *,
    reason: str,
    by: Actor,
    lines: Sequence[tuple[int, Decimal]] | None = None,
    remainder: str = "release",
    version: int | None = None,
) -> Invoice:
    """A credit note on a self-billed invoice: of `lines` (number, euros without VAT), or of all that is left.

    It has the next number of the same series and is made by the worker as an invoice is. What was spent goes back to
    the account (`remainder` release), or stays reserved for the booking, which can be claimed again (keep). Not paid
    yet: less is due. Paid already: `to_recover`. An invoice of which nothing is left is credited.

    `Forbidden("wrong_role")` unless finance; `Stale` when somebody else changed the invoice; `Invalid` without a
    reason, for an unknown line or more than is left of it; `Refused("not_ours")` for an invoice that the provider
    wrote, `("wrong_state")` before it is issued, `("in_batch")` while it stands in a batch for the bank, and
    `("regulation_closed")` to keep what was accounted for.
    """
    require(rules.keeps_books(by, invoice), "wrong_role", _("Only a finance officer can credit an invoice."))
    expect(invoice, version)
    _creditable(invoice)
    document = frozen(invoice)
    notes = earlier(invoice)
    left = left_of(document, notes)
    reasoned(reason, _("Say why it is credited: the provider reads it on the credit note."))
    amounts = _wanted(left, lines, remainder)
    if remainder == "keep":
        refuse_accounted(invoice.claim)
    note = _note(invoice, document, notes, amounts, reason)
    note.to_recover = max(ZERO, note.gross_amount - (invoice.to_pay if invoice.status in PAYABLE else ZERO))
    _take_off(invoice, note, whole=amounts == {number: amount for number, amount in left.items() if amount}, by=by)
    claims.credit(
        invoice.claim, _per_claim_line(invoice.claim, amounts), keep=remainder == "keep", by=by, because=reason
    )
    note.save(force_insert=True)
    credited(invoice, note, by=by)
    data = {"number": note.number, "gross": str(note.gross_amount), "credits": invoice.number}
    return added(note, by=by, because=reason, data=data)


@deed
def recover(note: Invoice, *, how: str, by: Actor, on: date | None = None, against: Invoice | None = None) -> Invoice:
    """What was paid too much comes back: `returned` by the provider on a day, or `set_off` against an open invoice.

    Setting off takes as much as is left of either; an invoice of which nothing is left to pay is paid, and its claim
    settled. `Forbidden("wrong_role")`, `Refused("nothing_to_recover" | "in_batch")`, `("objected")` while the provider
    objects to one of both; `Invalid` for another way, a day to come, or an invoice of another provider or that is not
    waiting to be paid.
    """
    require(rules.keeps_books(by, note), "wrong_role", _("Only a finance officer can record money that comes back."))
    if not note.to_recover:
        raise Refused("nothing_to_recover", _("Nothing has to come back because of this. Reload the page."))
    day = on or timezone.localdate()
    if how == "returned":
        if day > timezone.localdate():
            raise Invalid.field("#/on", "in_future", _("Choose today or an earlier day: the money is there already."))
        data = {"amount": str(note.to_recover), "on": day.isoformat()}
        return change(note, event="recovered", by=by, to_recover=ZERO, data=data)
    if how != "set_off":
        raise Invalid.field("#/how", "unknown", _("Choose returned or set_off."))
    return _set_off(note, against, day, by)


def _set_off(note: Invoice, against: Invoice | None, day: date, by: Actor) -> Invoice:
    same = against is not None and against.provider_id == note.provider_id
    if against is None or not same or against.status not in PAYABLE or not against.to_pay:
        sentence = _("Choose an invoice of the same provider that is waiting to be paid.")
        raise Invalid.field("#/against", "unknown", sentence)
    if Acceptance.objects.filter(invoice__in=[note, against], status="objected").exists():
        raise Refused("objected", _("The provider objects to one of these. Answer it first: keep it, or credit it."))
    amount = min(note.to_recover, against.to_pay)
    data = {"amount": str(amount), "against": against.number}
    change(note, event="recovered", by=by, to_recover=note.to_recover - amount, data=data)
    said = {"amount": str(amount), "note": note.number}
    change(against, event="set_off", by=by, set_off=against.set_off + amount, data=said)
    if on_its_way(against):
        sentence = _("This invoice stands in a batch for the bank. Take the batch back first, or choose another one.")
        raise Refused("in_batch", sentence)
    refuse_accounted(against.claim)
    if not against.to_pay:
        counted = counted_on(against.municipality_id, day)
        paid(against, on=counted, by=by)
        settle(against.claim, on=counted, by=by)
    return note


def _creditable(invoice: Invoice) -> None:
    if invoice.kind == "received":
        raise Refused("not_ours", _("The provider wrote this invoice itself. Ask the provider for a credit note."))
    if invoice.kind == "credit_note" or invoice.status not in CREDITABLE:
        raise Refused("wrong_state", _("Only an issued invoice can be credited. Reload the page."))


def _wanted(
    left: Mapping[int, Decimal], lines: Sequence[tuple[int, Decimal]] | None, remainder: str
) -> dict[int, Decimal]:
    """The amount per line; all of what is left when no lines are named."""
    faults = []
    if remainder not in REMAINDERS:
        faults.append(Fault("#/remainder", "unknown", _("Choose release or keep for what is left.")))
    if lines is None:
        lines = [(number, amount) for number, amount in left.items() if amount]
    amounts: dict[int, Decimal] = {}
    for i, (number, amount) in enumerate(lines):
        if number not in left or number in amounts:
            faults.append(Fault(f"#/lines/{i}/line", "unknown", _("This line is not on the invoice, or named twice.")))
        elif not ZERO < amount <= left[number]:
            shown = {"found": written(amount), "most": written(left[number])}
            sentence = _("Found %(found)s; expected more than € 0 and at most %(most)s.") % shown
            faults.append(Fault(f"#/lines/{i}/amount", "out_of_range", sentence))
        amounts[number] = amount
    if not lines:
        faults.append(Fault("#/lines", "required", _("Name one line or more, with the amount to credit.")))
    check(faults)
    return amounts


def _note(
    invoice: Invoice,
    document: InvoiceDocument,
    notes: Sequence[InvoiceDocument],
    amounts: Mapping[int, Decimal],
    reason: str,
) -> Invoice:
    """The row of the credit note with its number, not yet kept."""
    today = timezone.localdate()
    number = next_number(invoice.municipality, invoice.provider, today.year)
    said = drafted(document, notes, amounts, number=number, issued_on=today, reason=reason)
    return Invoice(
        status="pending", municipality_id=invoice.municipality_id, provider=invoice.provider, claim=invoice.claim,
        kind="credit_note", number=said.number, issued_on=today, due_on=said.due_on, net_amount=said.net,
        vat_amount=said.vat, gross_amount=said.gross, content=said.to_json(), credits=invoice, reason=reason,
    )  # fmt: skip


def _take_off(invoice: Invoice, note: Invoice, *, whole: bool, by: Actor) -> None:
    """The invoice owes less. Its row is held by then, as it is by who prepares a batch: one of them sees the other."""
    credited = invoice.credited_amount + note.gross_amount
    data = {"number": note.number, "gross": str(note.gross_amount)}
    if whole:
        move(invoice, "credited", by=by, because=note.reason, data=data, credited_amount=credited)
    else:
        change(invoice, event="credited_in_part", by=by, because=note.reason, data=data, credited_amount=credited)
    if on_its_way(invoice):
        sentence = _(
            "This invoice stands in a batch for the bank. Take the batch back first, or wait until it is paid."
        )
        raise Refused("in_batch", sentence)


def _per_claim_line(claim: Claim, amounts: Mapping[int, Decimal]) -> dict[UUID, Decimal]:
    """Lines of an invoice are the granted lines of its claim, numbered in their order."""
    granted = [line for line in claim.lines.order_by("position") if line.granted]
    return {line.pk: amounts[number] for number, line in enumerate(granted, start=1) if number in amounts}
