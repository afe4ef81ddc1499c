"""The controller asks about an expense in doubt; nobody else does, and nothing of the money changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.claims.models import Claim, ClaimLine
from portal.invoices.crediting import credit
from portal.invoices.models import Invoice
from portal.questions import queries
from portal.questions.models import AuditFile, AuditQuestion
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.portal.accountability.with_evidence import paid
from tests.portal.claims.declaring import declared
from tests.portal.questions.doubting import QUESTION, a_list, asked, concluded, expense, line_of


def waits(town: Town, who: str) -> list[str]:
    return [task.deed for task in tasks_of(town.actor(who)) if task.thing == "audit_question"]


def test_a_question_waits_for_finance_assessors_and_officers_and_for_nobody_else(town: Town):
    question = asked(town, amount=Decimal("4.00"), file=a_list())
    assert (question.status, question.in_doubt, question.asked_by) == (
        "open",
        Decimal("4.00"),
        "controller (Bloemendorp)",
    )
    assert [said.words for said in question.remarks.all()] == [QUESTION]
    assert waits(town, "finance") == waits(town, "assessor") == waits(town, "officer") == ["answer_controller"]
    assert waits(town, "controller") == waits(town, "admin") == waits(town, "librarian") == []


@pytest.mark.parametrize("how", ["approved", "paid", "of a school"])
def test_what_was_approved_or_paid_can_be_asked_about(town: Town, how: str):
    made = {"approved": cast.approved, "paid": lambda it: paid(it, "10.00")[0], "of a school": _of_a_school}[how](town)
    assert asked(town, line_of(made)).status == "open"


def _of_a_school(town: Town) -> Claim:
    return cast.approved(town, declared(town))


def test_what_was_not_decided_or_is_credited_is_no_expense(town: Town):
    for line in (line_of(cast.claim(town)), _credited(town)):
        with pytest.raises(Refused) as refused:
            asked(town, line)
        assert refused.value.code == "not_spent"
        assert not queries.expenses_visible_to(town.actor("controller")).filter(pk=line.pk).exists()


def _credited(town: Town) -> ClaimLine:
    (claim,) = paid(town, "10.00")
    credit(Invoice.objects.get(claim=claim), reason="Dubbel", by=town.actor("finance"))
    return line_of(claim)


@pytest.mark.parametrize("who", ["finance", "officer", "assessor", "admin", "librarian", "coordinator", "board"])
def test_only_the_controller_of_the_municipality_asks(town: Town, who: str):
    with pytest.raises(Forbidden) as no:
        asked(town, who=who)
    assert no.value.code == "wrong_role"


def test_the_controller_of_another_municipality_asks_and_sees_nothing(town: Town):
    elsewhere, question = cast.build_town("Elders", "97"), asked(town)
    with pytest.raises(Forbidden):
        asked(elsewhere, question.line)
    assert not queries.visible_to(elsewhere.actor("controller")).exists()
    assert not queries.expenses_visible_to(elsewhere.actor("controller")).exists()


@pytest.mark.parametrize("who", ["librarian", "planner", "musician", "coordinator", "director", "board"])
def test_schools_and_providers_see_neither_the_question_nor_its_files(town: Town, who: str):
    asked(town, file=a_list())
    actor = town.actor(who)
    assert not queries.visible_to(actor).exists() and not queries.remarks_visible_to(actor).exists()
    assert not queries.files_visible_to(actor).exists() and not queries.expenses_visible_to(actor).exists()


@pytest.mark.parametrize(
    ("said", "place", "code"),
    [
        ({"words": "  "}, "#/words", "required"), ({"words": "a" * 2001}, "#/words", "max_length"),
        ({"amount": Decimal("10.01")}, "#/amount", "out_of_range"),
        ({"amount": Decimal("0.00")}, "#/amount", "out_of_range"),
        ({"file": SimpleUploadedFile("lijst.pdf", b"MZ\x90")}, "#/file", "executable"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_field_and_nothing_is_kept(town: Town, said: dict[str, Any], place: str, code: str):
    line = expense(town)
    with pytest.raises(Invalid) as invalid:
        asked(town, line, **said)
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [(place, code)]
    assert not AuditQuestion.objects.exists()


def test_one_question_runs_about_an_expense_and_after_its_end_another_may(town: Town):
    question = asked(town)
    with pytest.raises(Refused) as refused:
        asked(town, question.line)
    assert refused.value.code == "question_open"
    assert not queries.unasked_of(town.actor("controller"), question.line.claim).exists()
    concluded(town, question)
    assert asked(town, question.line).pk != question.pk


def test_no_money_changes_and_the_journal_says_no_words(town: Town):
    line = expense(town)
    before = list(ClaimLine.objects.values()), list(Claim.objects.values())
    question = asked(town, line, words="Mijn geheim", amount=Decimal("1.00"), file=a_list())
    assert (list(ClaimLine.objects.values()), list(Claim.objects.values())) == before
    note = JournalLine.objects.get(thing_id=question.pk)
    assert (note.event, note.data) == ("audit_question.open", {"line": str(line.pk), "amount": "1.00", "files": 1})
    assert "geheim" not in str(note.__dict__)


def test_a_file_is_kept_under_a_name_that_says_nothing(town: Town):
    asked(town, file=a_list("namen.pdf"))
    found = AuditFile.objects.get()
    assert (found.name, found.content_type, found.scan) == ("namen.pdf", "application/pdf", "none")
    assert "namen" not in found.file.name
