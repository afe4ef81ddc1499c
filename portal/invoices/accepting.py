"""Acceptance of each invoice that the municipality writes itself (Wet OB 1968 art. 35 lid 2), by its provider.

Asked when the invoice is issued; the days to answer begin when it was sent. Silence accepts. An objection keeps the
invoice out of the batches for the bank until it is answered: kept, with reasons and with days to answer anew, or
credited (`crediting`). Payment waits for no acceptance: the law gives thirty days for it, whoever is silent.
Lock order: the invoice, then its acceptance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed, row_of_many
from catalogue.errors import Forbidden, Refused, reasoned, require
from catalogue.lifecycle import added, change, move
from portal.claims.interest import CONFLICT, interest
from portal.invoices import queries, rules
from portal.invoices.accepting_states import ASKED, OPEN
from portal.invoices.models import Acceptance, Invoice
from portal.invoices.terms import answer_by


@deed
def ask(invoice: Invoice, *, by: Actor) -> Acceptance:
    """An invoice was issued: its provider is asked for its word. Called once, in the deed that issues it."""
    row = Acceptance(id=invoice.pk, invoice=invoice, status="waiting")
    row.save(force_insert=True)
    return added(row, by=by)


@deed
def begin_term(invoice: Invoice, *, by: Actor) -> None:
    """The invoice was sent: from today the provider has its days. Does nothing when these began, or it answered."""
    row = Acceptance.objects.select_related("invoice").filter(invoice=invoice, status="waiting", until=None).first()
    if row:
        change(row, event="asked", by=by, until=answer_by(timezone.localdate()))


@deed
def accept(row: Acceptance, *, by: Actor) -> Acceptance:
    """The provider accepts the invoice, or takes its objection back.

    `Forbidden("wrong_role")` unless a manager of the provider; `Refused("wrong_state")` when it was accepted before, or
    credited; `Stale` when a colleague was first.
    """
    require(rules.answers(by, row.invoice), "wrong_role", _("Only a manager of the provider can accept an invoice."))
    return move(row, "accepted", by=by, data={"number": row.invoice.number})


@deed
def object_to(row: Acceptance, *, reason: str, by: Actor) -> Acceptance:
    """The provider says what is wrong: until that is answered the invoice goes into no batch for the bank.

    What stands in a batch by then is paid. `Forbidden("wrong_role")` unless a manager of the provider; `Invalid`
    without a reason; `Refused("wrong_state")` when it was accepted, by silence too, or objected to before.
    """
    sentence = _("Only a manager of the provider can object to an invoice.")
    require(rules.answers(by, row.invoice), "wrong_role", sentence)
    reasoned(reason, _("Say what is wrong, so that the municipality can put it right."))
    # who prepares a batch holds the invoice: one of both sees what the other did
    Invoice.objects.select_for_update(no_key=True).only("pk").get(pk=row.invoice_id)
    today = timezone.localdate()
    return move(row, "objected", by=by, because=reason, objection=reason, objected_on=today, answer="")


@deed
def keep(row: Acceptance, *, reason: str, by: Actor) -> Acceptance:
    """The municipality answers an objection: the invoice stays as it is. The provider is told why, and answers anew.

    `Forbidden("wrong_role")` unless finance or an assessor, `"conflict_of_interest"` for who has an interest in the
    claim; `Invalid` without a reason; `Refused("wrong_state")` when there is no objection to answer.
    """
    heard = rules.hears_objections(by, row.invoice)
    require(heard, "wrong_role", _("Only finance or an assessor of the municipality answers objections to invoices."))
    if why := interest(by.person, row.invoice.claim):
        raise Forbidden(CONFLICT, why)
    reasoned(reason, _("Say why the invoice is right: the provider reads it."))
    return _kept(row, reason, by)


@deed
def remind(row: Acceptance, *, by: Actor) -> Acceptance:
    """The clock: silence accepts soon. Its provider hears it once for each last day; the letter follows this line."""
    return change(row, event="answer_due", by=by, reminded_of=row.until)


@deed
def accept_silently(row: Acceptance, *, by: Actor) -> Acceptance:
    """The clock: nobody answered in the days that were agreed. `Refused("wrong_state")` when somebody did."""
    if row.status not in ASKED or row.until is None or row.until >= timezone.localdate():
        raise Refused("wrong_state", _("The provider answered, or still has days to answer."))
    return move(row, "accepted", by=by, because=_("No answer within the agreed days."), silent=True)


@deed
def credited(invoice: Invoice, note: Invoice, *, by: Actor) -> None:
    """The invoice was credited: whole, nothing is left to accept; in part, that answers an objection."""
    row = Acceptance.objects.select_related("invoice").filter(invoice=invoice, status__in=OPEN).first()
    if row is None:
        return
    if invoice.status == "credited":
        move(row, "credited", by=by, because=note.reason, data={"number": note.number})
    elif row.status == "objected":
        _kept(row, note.reason, by)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one of many: the number of its invoice, and why it is as it was (empty: it is accepted)."""

    number: str
    refused: str


def accept_many(invoices: Sequence[UUID], *, by: Actor) -> list[RowResult]:
    """Accept each of these, in the order given: one result each; a refused one stops no other."""
    return [_accepted(each, by) for each in invoices]


def _accepted(wanted: UUID, by: Actor) -> RowResult:
    invoice = queries.visible_to(by).filter(pk=wanted).first()
    if invoice is None:
        return RowResult(str(wanted), _("This invoice is not there, or it is not yours."))
    try:
        with row_of_many():
            accept(queries.acceptance_of(invoice), by=by)
    except Refused as error:
        return RowResult(invoice.number, str(error))
    return RowResult(invoice.number, "")


def _kept(row: Acceptance, reason: str, by: Actor) -> Acceptance:
    until = answer_by(timezone.localdate())
    return move(row, "kept", by=by, because=reason, answer=reason, until=until)
