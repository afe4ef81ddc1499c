"""What the controller asked about stands beside the figures for the state: by year and regulation, each cent once."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from zipfile import ZipFile

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.journal import outbox
from catalogue.sheets import as_csv
from portal.accountability import samples
from portal.accountability.questioned import Doubted, doubted, sheet_of, sums_of
from portal.claims.models import ClaimLine
from portal.invoices.crediting import credit
from portal.invoices.models import Invoice
from portal.jobs import queries as jobs
from tests import cast
from tests.cast import Town
from tests.portal.accountability.paying import delivered_and_paid
from tests.portal.accountability.with_evidence import paid
from tests.portal.funding import two_funds
from tests.portal.questions.doubting import a_list, answered, asked, concluded, expense, line_of

YEAR = timezone.localdate().year


def _rows(rows: list[Doubted]) -> list[tuple[int | None, str, str, str]]:
    return sorted((row.of.year, row.of.regulation, str(row.spent), str(row.in_doubt)) for row in rows)


def test_a_question_counts_in_the_year_of_the_bank_and_before_that_in_none(town: Town):
    (claim,) = paid(town, "10.00")
    asked(town, line_of(claim), amount=Decimal("4.00"))
    asked(town, expense(town, "20.00"), amount=Decimal("5.00"))
    rows = doubted(town.municipality.pk)
    assert {row.of.year for row in rows} == {YEAR, None} and {row.of.regulation for row in rows} == {"LOKAAL"}
    assert _rows(doubted(town.municipality.pk, year=YEAR)) == [(YEAR, "LOKAAL", "10.00", "4.00")]
    assert doubted(town.municipality.pk, year=YEAR - 1) == doubted(town.municipality.pk, regulation="NPO") == []


def test_when_two_regulations_pay_the_doubt_is_divided_and_adds_up(town: Town):
    two_funds.start(town)
    booking = cast.booking(town, cast.offer(town, goal="taal"), status="accepted", units=3)
    delivered_and_paid(town, booking)
    asked(town, ClaimLine.objects.select_related("claim").get(booking=booking), amount=Decimal("100.00"))
    assert _rows(doubted(town.municipality.pk)) == [(YEAR, "NPO", "75.00", "20.00"), (YEAR, "OAB", "300.00", "80.00")]
    assert _rows(doubted(town.municipality.pk, regulation="OAB")) == [(YEAR, "OAB", "300.00", "80.00")]
    assert [(each.number, str(each.amount)) for each in sums_of(doubted(town.municipality.pk))][:1] == [(1, "100.00")]


def test_the_sums_say_what_runs_what_was_not_accepted_and_what_was_put_right(town: Town):
    lines = [line_of(claim) for claim in paid(town, "10.00", "20.00", "30.00", "40.00", "50.00")]
    questions = [asked(town, line, amount=Decimal(number)) for number, line in enumerate(lines[:4], start=1)]
    asked(town, lines[4])
    for question, conclusion in zip(questions[1:], ("not_accepted", "corrected", "in_order"), strict=True):
        concluded(town, question, conclusion)
    sums = sums_of(doubted(town.municipality.pk))
    assert [(each.status, each.number, str(each.amount), each.unsaid) for each in sums] == [
        ("open", 2, "1.00", 1), ("not_accepted", 1, "2.00", 0), ("corrected", 1, "3.00", 0), ("in_order", 1, "0.00", 0),
    ]  # fmt: skip


def test_what_was_credited_because_of_it_stays_in_the_year_in_which_it_was_paid(town: Town):
    (claim,) = paid(town, "10.00")
    question = concluded(town, asked(town, line_of(claim), amount=Decimal("10.00")), "not_accepted")
    credit(Invoice.objects.get(claim=claim, kind="self_billed"), reason="Dubbel", by=town.actor("finance"))
    assert _rows(doubted(town.municipality.pk)) == [(YEAR, "LOKAAL", "0.00", "10.00")]
    concluded(town, question, "corrected")
    assert _rows(doubted(town.municipality.pk)) == [(YEAR, "LOKAAL", "0.00", "0.00")]


def test_the_list_is_a_table_to_keep(town: Town):
    concluded(town, asked(town, amount=Decimal("4.00")), "not_accepted", reason="Geen lijst")
    text = as_csv(sheet_of(doubted(town.municipality.pk))).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (row["status"], row["in_doubt"], row["reason"]) == ("not_accepted", "4,00", "Geen lijst")
    assert (row["claimant"], row["school"], row["year"]) == ("Bibliotheek De Boekenboom", "De Kring", "")


def test_it_takes_as_many_statements_however_much_was_asked(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for claim in paid(town, "10.00", "20.00", "30.00"):
        asked(town, line_of(claim))
    with django_assert_max_num_queries(12):
        assert len(as_csv(sheet_of(doubted(town.municipality.pk)))) > 0


def test_the_sample_has_the_conversation_and_the_files_of_each_item(town: Town):
    (claim,) = paid(town, "10.00")
    question = asked(town, line_of(claim), amount=Decimal("4.00"), file=a_list("Vraag (1).pdf"))
    answered(town, question, file=a_list("lijst.pdf"))
    concluded(town, question, "not_accepted", reason="Geen namen")
    job = samples.ask(year=YEAR, number=5, seed="S1", by=town.actor("controller"))
    outbox.drain()
    kept = jobs.file_of(job)
    assert kept is not None
    file, folder = ZipFile(io.BytesIO(bytes(kept.content))), f"001-{str(question.line_id)[:8]}"
    said = list(csv.DictReader(io.StringIO(file.read(f"{folder}/questions.csv").decode("utf-8-sig")), delimiter=";"))
    assert [row["side"] for row in said] == ["controller", "municipality", "controller"]
    assert [row["files"] for row in said] == ["questions/01-01-vraag-1.pdf", "questions/01-02-lijst.pdf", ""]
    assert (said[2]["status"], said[2]["amount"], said[2]["words"]) == ("not_accepted", "4,00", "Geen namen")
    assert file.read(f"{folder}/{said[1]['files']}").startswith(b"%PDF")
    assert "not_accepted" in file.read("questions.csv").decode() and "not_accepted" in file.read("index.csv").decode()
