"""Who has an interest in an expense keeps out of the question, by person, and nobody writes for both sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from catalogue.actor import Actor
from catalogue.errors import Forbidden
from portal.people.queries import actor_of
from portal.questions import actions
from portal.questions.models import AuditQuestion
from tests.cast import Town
from tests.portal.claims.test_interest import hat
from tests.portal.questions.doubting import again, answered, asked, expense

CONTROLLER, FINANCE = "municipality:controller", "municipality:finance"
DEEDS: dict[str, Callable[[AuditQuestion, Actor], Any]] = {
    "write": lambda question, by: actions.write(again(question), words="Ja", by=by),
    "conclude": lambda question, by: actions.conclude(again(question), "in_order", reason="Goed", by=by),
}


def refused(deed: Callable[[], Any]) -> str:
    with pytest.raises(Forbidden) as no:
        deed()
    return no.value.code


@pytest.mark.parametrize("who", ["librarian", "planner", "coordinator"])
def test_who_had_a_hand_in_the_claim_neither_asks_nor_answers_nor_concludes(town: Town, who: str):
    question, as_controller = asked(town), actor_of(hat(town, who, CONTROLLER))
    assert refused(lambda: actions.ask(expense(town), words="Waarom?", by=as_controller)) == "conflict_of_interest"
    for deed in DEEDS.values():
        assert refused(lambda deed=deed: deed(question, as_controller)) == "conflict_of_interest"
    as_finance = actor_of(hat(town, who, FINANCE))
    assert refused(lambda: DEEDS["write"](question, as_finance)) == "conflict_of_interest"


def test_who_approved_the_claim_answers_for_it_and_does_not_control_it(town: Town):
    question, as_controller = asked(town), actor_of(hat(town, "assessor", CONTROLLER))
    assert refused(lambda: actions.ask(expense(town), words="Waarom?", by=as_controller)) == "decided_before"
    for deed in DEEDS.values():
        assert refused(lambda deed=deed: deed(question, as_controller)) == "decided_before"
    assert answered(town, question, "assessor").side == "municipality"


def test_nobody_writes_for_both_sides(town: Town):
    question = asked(town)
    answered(town, question)
    assert refused(lambda: DEEDS["conclude"](question, actor_of(hat(town, "finance", CONTROLLER)))) == "four_eyes"
    assert refused(lambda: DEEDS["write"](question, actor_of(hat(town, "controller", FINANCE)))) == "four_eyes"
    DEEDS["conclude"](question, actor_of(hat(town, "finance2", CONTROLLER)))
