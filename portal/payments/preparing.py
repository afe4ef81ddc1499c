"""Preparing a batch: what is due, not held and nobody's own, once and only once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import added, move
from catalogue.money import ZERO
from catalogue.organisations.models import School
from catalogue.programmes.queries import number
from portal.invoices.models import Invoice
from portal.payments import rules
from portal.payments.due import Due, due
from portal.payments.models import Batch, Payment
from portal.payments.sepa import REFERENCE


@deed
def prepare(
    *,
    by: Actor,
    invoices_wanted: Sequence[UUID] | None = None,
    claims_wanted: Sequence[UUID] | None = None,
    execution_date: date | None = None,
) -> Batch:
    """A batch of the given invoices and claims, or of everything that can be paid. Each is in one living batch only.

    Of everything: what is held, and what the person approved or asked for, stays out; so does what is beyond the most
    that one file carries, first due first. `Refused("nothing_to_pay")`, `Invalid` for each that was named and cannot
    be paid now (`unknown`, `held`, `four_eyes`) or a day in the past, `Forbidden("wrong_role")`.
    """
    require(rules.may_prepare(by), "wrong_role", _("Only a finance officer can prepare payments."))
    day, rows = execution_date or timezone.localdate(), due(by, hold_rows=True)
    own = rules.kept_from(by, [row.claim for row in rows], releasing=True)
    check(_faults_of_day(day))
    if invoices_wanted is None and claims_wanted is None:
        found = [row for row in rows if not row.hold and row.claim.pk not in own][: most()]
    else:
        wanted = {"invoice": list(invoices_wanted or ()), "claim": list(claims_wanted or ())}
        check(fault for kind, ids in wanted.items() for fault in _faults(kind, ids, rows, own))
        found = [row for row in rows if row.id in wanted[row.kind]]
        check(_too_many(len(found), "invoices" if wanted["invoice"] else "claims"))
    if not found:
        raise Refused(
            "nothing_to_pay", _("There is nothing to pay: everything is paid, held or stands in a batch already.")
        )
    assert by.municipality is not None
    batch = Batch(
        status="prepared", municipality_id=by.municipality, execution_date=day, prepared_by=by.person,
        prepared_by_name=by.label[:200], total=sum((row.amount for row in found), ZERO),
        announce=len(found) >= announced_from(),
    )  # fmt: skip
    batch.save(force_insert=True)
    _take(batch, found, by)
    return added(batch, by=by, data={"total": str(batch.total), "payments": len(found)})


def most() -> int:
    """How many payments one file for the bank may have, today."""
    return int(number("payments.batch.most", timezone.localdate()))


def announced_from() -> int:
    """From how many payments on the bank wants a file a working day earlier, today."""
    return int(number("payments.batch.announced", timezone.localdate()))


def _take(batch: Batch, found: Sequence[Due], by: Actor) -> None:
    """Each is paid in one living batch: of two people who prepare at the same moment the second is told so."""
    for row in found:
        if row.returned:  # the account was changed since
            move(row.returned, "mended", by=by, mended_by=by.label[:200], because=_("Another bank account"))
    tried = Payment.objects.filter(batch__municipality=batch.municipality_id, live=False)
    before = Counter(invoice or claim for invoice, claim in tried.values_list("invoice", "claim"))
    try:
        with transaction.atomic():
            Payment.objects.bulk_create([_payment(batch, row, before[row.id]) for row in found])
    except IntegrityError as error:
        sentence = _("A colleague just put one of these in a batch. Reload the page.")
        raise Refused("nothing_to_pay", sentence) from error


def _payment(batch: Batch, row: Due, before: int) -> Payment:
    invoice, claim = (row.thing, None) if isinstance(row.thing, Invoice) else (None, row.thing)
    assert not isinstance(row.payee, School)  # it is held
    return Payment(
        batch=batch, invoice=invoice, claim=claim, end_to_end_id=_reference(row, before), amount=row.amount,
        creditor=row.payee.account_name, iban=row.payee.iban,
    )  # fmt: skip


def _reference(row: Due, before: int) -> str:
    """What comes back on the statement: the number, `-2` when it is paid again; our own id for a strange number.

    Two providers may number their own invoices alike: those have our id too (`Invoice.payment_reference`).
    """
    plain = row.thing.payment_reference if isinstance(row.thing, Invoice) else row.id.hex
    plain = plain if REFERENCE.fullmatch(plain) else row.id.hex
    return f"{plain[-32:]}-{before + 1}" if before else plain[-35:]


def _faults(kind: str, wanted: Sequence[UUID], rows: Sequence[Due], own: Container[UUID]) -> list[Fault]:
    known = {row.id: row for row in rows if row.kind == kind}
    faults = []
    for i, each in enumerate(wanted):
        where, row = f"#/{kind}s/{i}", known.get(each)
        if row is None:
            sentence = _("This cannot be paid now, or it stands in a batch already. Leave it out.")
            faults.append(Fault(where, "unknown", sentence))
        elif row.hold:
            faults.append(Fault(where, "held", row.hold))
        elif row.claim.pk in own:
            sentence = _("You approved or asked for this yourself. A colleague puts it in a batch.")
            faults.append(Fault(where, "four_eyes", sentence))
    return faults


def _too_many(number: int, where: str) -> list[Fault]:
    if number <= most():
        return []
    sentence = _("Found %(number)s payments; one file for the bank has at most %(most)s. Make more than one batch.")
    return [Fault(f"#/{where}", "too_many", sentence % {"number": number, "most": most()})]


def _faults_of_day(day: date) -> list[Fault]:
    if day < timezone.localdate():
        return [Fault("#/executionDate", "in_past", _("Choose today or a later day."))]
    return []
