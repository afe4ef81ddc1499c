"""The controller concludes: in order, corrected or not accepted. What is not accepted is put right elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.models import JournalLine
from portal.questions import actions
from tests.cast import Town
from tests.portal.questions.doubting import again, answered, asked, concluded
from tests.portal.questions.test_ask import waits

FOUR, NOTHING = Decimal("4.00"), Decimal("0.00")


@pytest.mark.parametrize(
    ("conclusion", "said", "amount", "in_doubt"),
    [
        ("in_order", {}, NOTHING, NOTHING), ("corrected", {}, FOUR, NOTHING), ("not_accepted", {}, FOUR, FOUR),
        ("not_accepted", {"amount": Decimal("2.50")}, Decimal("2.50"), Decimal("2.50")),
    ],
)  # fmt: skip
def test_the_conclusion_says_what_is_still_in_doubt(
    town: Town, conclusion: str, said: dict[str, Any], amount: Decimal, in_doubt: Decimal
):
    question = asked(town, amount=FOUR)
    answered(town, question)
    made = again(concluded(town, question, conclusion, **said))
    assert (made.status, made.amount, made.in_doubt) == (conclusion, amount, in_doubt)
    assert (made.reason, made.concluded_by) == ("De lijst klopt", "controller (Bloemendorp)") and made.concluded_on
    assert waits(town, "controller") == waits(town, "finance") == []
    line = JournalLine.objects.get(thing_id=made.pk, event=f"audit_question.{conclusion}")
    assert (line.because, line.data["amount"]) == ("De lijst klopt", str(amount))


def test_without_an_amount_nobody_invents_one(town: Town):
    assert concluded(town, asked(town), "not_accepted").in_doubt is None


@pytest.mark.parametrize("conclusion", ["in_order", "corrected", "not_accepted"])
def test_silence_of_the_municipality_keeps_nobody_from_concluding(town: Town, conclusion: str):
    assert concluded(town, asked(town), conclusion).status == conclusion


def test_what_was_not_accepted_can_still_be_corrected_and_nothing_else(town: Town):
    question = concluded(town, asked(town, amount=FOUR), "not_accepted")
    for other in ("in_order", "not_accepted"):
        with pytest.raises(Refused) as refused:
            concluded(town, question, other)
        assert refused.value.code == "wrong_state"
    assert concluded(town, question, "corrected", reason="Creditnota").in_doubt == NOTHING


@pytest.mark.parametrize(
    ("conclusion", "said", "place", "code"),
    [
        ("fine", {}, "#/conclusion", "unknown"), ("in_order", {"reason": " "}, "#/reason", "required"),
        ("in_order", {"amount": FOUR}, "#/amount", "in_order"),
        ("not_accepted", {"amount": Decimal("10.01")}, "#/amount", "out_of_range"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_its_field(town: Town, conclusion: str, said: dict[str, Any], place: str, code: str):
    question = asked(town)
    with pytest.raises(Invalid) as invalid:
        concluded(town, question, conclusion, **said)
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [(place, code)]
    assert again(question).status == "open"


@pytest.mark.parametrize("who", ["finance", "officer", "assessor", "admin", "librarian"])
def test_only_the_controller_concludes(town: Town, who: str):
    with pytest.raises(Forbidden) as no:
        concluded(town, asked(town), who=who)
    assert no.value.code == "wrong_role"


def test_nobody_concludes_over_an_answer_that_was_not_read(town: Town):
    question = asked(town)
    seen = question.version
    answered(town, question)
    with pytest.raises(Stale):
        actions.conclude(again(question), "in_order", reason="Goed", by=town.actor("controller"), version=seen)
    assert again(question).status == "answered"
