"""Files for the finance system: every line once, VAT to the cent, codes by day with their source, logged by hash."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from portal.accountability import exporting
from portal.accountability.coding import set_codes
from portal.accountability.finance import lines_of
from portal.claims.decisions import settle
from portal.invoices import crediting
from portal.invoices.models import Document, Invoice
from portal.jobs.models import JobFile
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import declared
from tests.portal.invoices import notes

YEAR = (date(2000, 1, 1), date(2100, 1, 1))


def _codes(town: Town, **said: object) -> None:
    fields = {"line_kind": "provider", "general_ledger": "443000", "task": "4.3", "category": "4.3.8",
              "valid_from": date(2000, 1, 1), "source": "Begroting 2026"}  # fmt: skip
    set_codes(town.municipality, by=town.actor("finance"), **(fields | said))


def test_lines_add_up_to_the_documents_and_a_credit_note_is_below_zero(town: Town):
    invoice = notes.issued(town)
    crediting.credit(invoice, reason="Les ging niet door", by=town.actor("finance"), lines=[(1, Decimal("100.00"))])
    drain()
    lines = lines_of(town.municipality.pk, *YEAR)
    note = Invoice.objects.get(kind="credit_note")
    for row, sign in ((invoice, 1), (note, -1)):
        mine = [line for line in lines if line.number == row.number]
        assert sum(line.net for line in mine) == sign * row.net_amount
        assert sum(line.vat for line in mine) == sign * row.vat_amount
        assert sum(line.gross for line in mine) == sign * row.gross_amount
    assert lines_of(town.municipality.pk, date(2000, 1, 1), date(2000, 12, 31)) == []


def test_codes_are_those_of_the_day_of_the_programme_first_and_else_of_the_house(town: Town):
    notes.issued(town)
    (first, *_more) = lines_of(town.municipality.pk, *YEAR)
    assert (first.general_ledger, first.task, first.category) == ("", "4.3", "4.3.8") and "Iv3" in first.source.title()
    _codes(town)
    _codes(town, general_ledger="999999", valid_from=timezone.localdate() + timedelta(days=1))
    _codes(town, general_ledger="700001", line_kind="school")
    assert {line.general_ledger for line in lines_of(town.municipality.pk, *YEAR)} == {"443000"}
    _codes(town, general_ledger="443001", programme=town.programme)
    assert {line.general_ledger for line in lines_of(town.municipality.pk, *YEAR)} == {"443001"}


def test_the_zip_has_the_table_and_every_document_and_the_journal_has_its_hash(town: Town):
    notes.issued(town)
    exporting.ask(*YEAR, by=town.actor("controller"))
    drain()
    content = bytes(JobFile.objects.get().content)
    with ZipFile(BytesIO(content)) as file:
        names = set(file.namelist())
    assert {"finance.csv", "finance.xlsx", "SHA256SUMS"} < names
    assert len([name for name in names if name.endswith((".xml", ".pdf"))]) == Document.objects.count() > 0
    line = JournalLine.objects.get(event=exporting.EVENT)
    assert line.data["sha256"] == hashlib.sha256(content).hexdigest() and line.data["format"] == "zip"


def test_a_table_is_logged_too_and_says_the_same_twice(town: Town):
    notes.issued(town)
    first = exporting.table(*YEAR, "csv", by=town.actor("finance"))
    assert first == exporting.table(*YEAR, "csv", by=town.actor("finance")) and b"4.3.8" in first
    said = JournalLine.objects.filter(event=exporting.EVENT)
    assert {line.data["sha256"] for line in said} == {hashlib.sha256(first).hexdigest()} and len(said) == 2


def test_who_may_and_what_is_wrong(town: Town):
    with pytest.raises(Forbidden):
        exporting.table(*YEAR, "csv", by=town.actor("assessor"))
    with pytest.raises(Invalid):
        exporting.ask(YEAR[1], YEAR[0], by=town.actor("finance"))
    with pytest.raises(Forbidden):
        set_codes(town.municipality, by=town.actor("controller"), line_kind="provider")
    with pytest.raises(Invalid):
        _codes(town, task="vier")


def test_the_statements_do_not_grow_with_the_lines(town: Town, django_assert_num_queries):
    notes.issued(town)
    with django_assert_num_queries(4):
        lines_of(town.municipality.pk, *YEAR)
    notes.small(town)
    with django_assert_num_queries(4):
        lines_of(town.municipality.pk, *YEAR)


def test_what_a_school_was_paid_is_booked_on_the_day_of_the_bank_without_vat(town: Town):
    claim = settle(cast.approved(town, declared(town)), by=town.actor("finance"))
    claim.refresh_from_db()
    (line,) = [each for each in lines_of(town.municipality.pk, claim.paid_on, claim.paid_on) if each.kind == "claim"]
    assert (line.net, line.vat, line.gross, line.category) == (Decimal("400.00"), 0, Decimal("400.00"), "4.2")
    assert line.creditor == town.board.name and line.number == str(claim.pk)
