"""An invoice is never changed: a credit note takes it back, whole or in part, and the money goes where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.outbox import drain
from catalogue.organisations.models import Provider
from portal.accountability.queries import sisa_table
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify, verify_teams
from portal.claims import actions as claims
from portal.claims.queries import ready_to_claim
from portal.invoices.credit_notes import drafted, frozen, left_of
from portal.invoices.crediting import credit, recover
from portal.invoices.models import Invoice, Series
from portal.invoices.nlcius import NAMES, broken
from portal.invoices.queries import document_of, payable, to_recover
from portal.payments import actions as payments
from portal.payments.models import Payment
from tests import cast
from tests.cast import Town
from tests.portal.invoices.notes import credited, issued, paid
from tests.portal.invoices.papers import EXEMPT, invoice, lesson

HUNDRED = Decimal("100.00")


def _account(town: Town) -> Account:
    return Account.objects.get(school=town.kring)


def test_a_whole_invoice_is_taken_back_and_the_money_can_be_chosen_again(town: Town):
    row = issued(town)
    note = credited(town, row)
    drain()
    note.refresh_from_db()
    booking = row.claim.lines.get().booking
    assert (row.status, row.claim.status, note.status) == ("credited", "credited", "sent")
    assert (note.number, note.credits, note.to_recover) == (row.number[:-5] + "00002", row, 0)
    assert (booking.spent, booking.reserved, _account(town).spent) == (0, 0, 0)
    assert Entry.objects.filter(kind="refund").get().cause_id == booking.pk
    assert not payable(town.actor("finance")).exists(), "neither the invoice nor the credit note is paid"
    assert verify() == verify_teams() == []


def test_its_ubl_refers_back_and_stands_in_its_pdf(town: Town, en16931: Callable[[bytes], set[str]]):
    row = issued(town)
    note = credited(town, row)
    drain()
    ubl, pdf = (bytes(document_of(note, kind).content) for kind in ("ubl", "pdf"))
    root = etree.fromstring(ubl)
    assert etree.QName(root).localname == "CreditNote" and root.findtext("cbc:CreditNoteTypeCode", None, NAMES) == "381"
    assert root.findtext(".//cac:InvoiceDocumentReference/cbc:ID", None, NAMES) == row.number
    assert root.findtext("cbc:Note", None, NAMES) == "factuur uitgereikt door afnemer\nReden: Les ging niet door"
    assert (en16931(ubl), broken(ubl)) == (set(), [])
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.attachments["invoice.xml"].get_file().read_bytes() == ubl


def test_a_part_lowers_what_is_due_and_the_rest_stays_owed(town: Town):
    row = issued(town)
    note = credited(town, row, lines=[(1, HUNDRED)])
    assert (row.status, row.to_pay, row.claim.status) == ("sent", Decimal("150.00"), "approved")
    assert (note.net_amount, _account(town).spent) == (HUNDRED, Decimal("150.00"))
    batch = payments.prepare(by=town.actor("finance"))
    assert (batch.total, Payment.objects.get().amount) == (Decimal("150.00"), Decimal("150.00"))
    assert sum(line.net for line in row.claim.lines.all()) == Decimal("150.00")


def test_two_parts_that_make_a_whole_end_the_invoice(town: Town):
    row = issued(town)
    credited(town, row, lines=[(1, HUNDRED)])
    credited(town, row)
    assert (row.status, row.credited_amount, row.claim.status) == ("credited", row.gross_amount, "credited")


def test_what_is_kept_stays_reserved_and_is_claimed_again(town: Town):
    row = issued(town)
    booking = row.claim.lines.get().booking
    credited(town, row, remainder="keep")
    booking.refresh_from_db()
    assert (booking.reserved, booking.spent) == (Decimal("250.00"), 0)
    assert list(ready_to_claim(town.actor("librarian"))) == [booking]
    again = claims.submit(cast_again(town, booking), by=town.actor("librarian"))
    cast.approved(town, again)
    drain()
    assert Invoice.objects.filter(kind="self_billed").count() == 2
    assert verify() == []


def cast_again(town: Town, booking: Booking) -> Any:
    return claims.claim([claims.Wanted(booking.pk)], by=town.actor("librarian"))


def test_what_was_paid_has_to_come_back(town: Town):
    row = paid(town, issued(town))
    note = credited(town, row, lines=[(1, HUNDRED)])
    assert (note.to_recover, row.status, row.claim.status) == (HUNDRED, "paid", "settled")
    assert list(to_recover(town.actor("finance"))) == [note]
    recover(note, how="returned", by=town.actor("finance"))
    assert not to_recover(town.actor("finance")).exists()
    with pytest.raises(Refused) as refused:
        recover(note, how="returned", by=town.actor("finance"))
    assert refused.value.code == "nothing_to_recover"


def test_it_is_set_off_against_an_open_invoice_of_the_same_provider(town: Town):
    row, other = paid(town, issued(town)), issued(town)
    note = credited(town, row, lines=[(1, HUNDRED)])
    recover(note, how="set_off", against=other, by=town.actor("finance"))
    other.refresh_from_db()
    assert (note.to_recover, other.to_pay, other.status) == (0, Decimal("150.00"), "sent")
    assert payments.prepare(by=town.actor("finance")).total == Decimal("150.00")


def test_an_invoice_that_is_set_off_wholly_is_paid_and_the_rest_stays_to_recover(town: Town):
    row, other = paid(town, issued(town)), issued(town, cast.booking(town, status="accepted", units=1))
    note = credited(town, row)
    recover(note, how="set_off", against=other, by=town.actor("finance"))
    other.refresh_from_db()
    assert (other.status, other.claim.status, note.to_recover) == ("paid", "settled", Decimal("125.00"))


def test_the_account_to_the_state_counts_what_is_left(town: Town):
    row = paid(town, issued(town))
    credited(town, row, lines=[(1, HUNDRED)])
    year = timezone.localdate().year
    assert sisa_table(town.municipality, year).total == Decimal("150.00")
    credited(town, row)
    assert sisa_table(town.municipality, year).total == 0


def test_while_it_is_on_its_way_to_the_bank_it_stays_as_it_is(town: Town):
    row = issued(town)
    batch = payments.prepare(by=town.actor("finance"))
    with pytest.raises(Refused) as refused:
        credited(town, row)
    assert refused.value.code == "in_batch"
    payments.cancel(batch, by=town.actor("finance"))
    row.refresh_from_db()
    credited(town, row)
    assert row.status == "credited"


@pytest.mark.parametrize("who", ["officer", "assessor", "controller", "librarian"])
def test_only_a_finance_officer_credits(town: Town, who: str):
    row = issued(town)
    with pytest.raises(Forbidden):
        credit(row, reason="Fout", by=town.actor(who))


@pytest.mark.parametrize(
    ("said", "location"),
    [
        ({"reason": " "}, "#/reason"), ({"lines": [(2, HUNDRED)]}, "#/lines/0/line"),
        ({"lines": [(1, HUNDRED), (1, HUNDRED)]}, "#/lines/1/line"), ({"lines": []}, "#/lines"),
        ({"lines": [(1, Decimal("250.01"))]}, "#/lines/0/amount"), ({"lines": [(1, Decimal(0))]}, "#/lines/0/amount"),
        ({"remainder": "burn"}, "#/remainder"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_drawn(town: Town, said: dict[str, Any], location: str):
    row = issued(town)
    with pytest.raises(Invalid) as invalid:
        credited(town, row, **said)
    assert [fault.location for fault in invalid.value.faults] == [location]
    assert Series.objects.get().last == 1


def test_a_pending_a_credited_and_a_credit_note_cannot_be_credited(town: Town):
    row = issued(town)
    note = credited(town, row)
    for each in (row, note):
        with pytest.raises(Refused) as refused:
            credited(town, each)
        assert refused.value.code == "wrong_state"


def test_an_invoice_that_the_provider_wrote_is_credited_by_the_provider(town: Town):
    row = issued(town)
    Invoice.objects.filter(pk=row.pk).update(kind="received")
    row.refresh_from_db()
    with pytest.raises(Refused) as refused:
        credited(town, row)
    assert refused.value.code == "not_ours"


def test_who_read_an_older_version_is_told(town: Town):
    row = issued(town)
    second = Invoice.objects.get(pk=row.pk)
    credited(town, row, lines=[(1, HUNDRED)])
    with pytest.raises(Stale):
        credited(town, second, lines=[(1, Decimal("50.00"))])


@pytest.mark.parametrize(
    ("said", "location"),
    [
        ({"how": "kept"}, "#/how"), ({"how": "set_off"}, "#/against"),
        ({"how": "returned", "on": timezone.localdate() + timedelta(days=1)}, "#/on"),
    ],
)  # fmt: skip
def test_another_way_back_is_refused(town: Town, said: dict[str, Any], location: str):
    note = credited(town, paid(town, issued(town)))
    with pytest.raises(Invalid) as invalid:
        recover(note, by=town.actor("finance"), **said)
    assert invalid.value.faults[0].location == location


def test_the_database_itself_never_credits_more_than_the_invoice(town: Town):
    row = issued(town)
    for wrong in ({"credited_amount": Decimal("250.01")}, {"set_off": Decimal("-1.00")}, {"credits": row}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invoice.objects.filter(pk=row.pk).update(**wrong)


AMOUNTS = st.lists(st.decimals("0.01", "99.99", places=2), min_size=1, max_size=4)
RATES = st.sampled_from([("S", "21.00"), ("S", "9.00"), ("E", "0.00")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, RATES), min_size=1, max_size=4))
def test_notes_on_any_parts_add_up_to_the_invoice_to_the_cent(rows: list[tuple[list[Decimal], tuple[str, str]]]):
    """Each line is credited in the parts it is made of: net, VAT and gross end at exactly what the invoice says."""
    whole = invoice(
        *(
            lesson(n, str(sum(parts)), "1", vat_category=rate[0], vat_percent=Decimal(rate[1]))
            for n, (parts, rate) in enumerate(rows, start=1)
        ),
        reasons={"E": EXEMPT},
    )
    notes: list[Any] = []
    for turn in range(max(len(parts) for parts, _rate in rows)):
        amounts = {n: parts[turn] for n, (parts, _rate) in enumerate(rows, start=1) if turn < len(parts)}
        said = {"number": f"N-{turn}", "issued_on": whole.issued_on, "reason": "deel"}
        notes.append(drafted(whole, notes, amounts, **said))
        assert sum(note.gross for note in notes) <= whole.gross
    assert [sum(getattr(note, name) for note in notes) for name in ("net", "vat", "gross")] == [
        whole.net, whole.vat, whole.gross,
    ]  # fmt: skip
    assert not any(left_of(whole, notes).values())


def test_vat_is_credited_with_it(town: Town):
    claim = _claim_of_music(town)
    row = Invoice.objects.get(claim=claim)
    note = credited(town, row, lines=[(1, HUNDRED)])
    assert (note.net_amount, note.vat_amount, row.to_pay) == (HUNDRED, Decimal("21.00"), Decimal("181.50"))
    assert frozen(note).lines[0].description.endswith("(deels gecrediteerd)")


def _claim_of_music(town: Town) -> Any:
    Provider.objects.filter(pk=town.music.pk).update(self_billing_agreed_on=timezone.localdate())
    booking = cast.booking(town, cast.offer(town, provider="musician"), status="accepted")
    made = claims.claim([claims.Wanted(booking.pk)], by=town.actor("musician"))
    approved = cast.approved(town, claims.submit(made, by=town.actor("musician")))
    drain()
    return approved
