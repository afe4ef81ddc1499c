"""What schools say afterwards: four marks and some words, looked at before everybody reads them, hidden when few."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.vocabulary import Word
from portal.monitoring import actions
from portal.monitoring.evaluations import average, said_of, to_evaluate, visible_to
from portal.monitoring.models import Evaluation
from portal.monitoring.questions import questions_of
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.portal.monitoring.evaluated import MARKS, by_three_schools, evaluation, for_all


def test_after_accepting_the_school_is_asked_until_it_answered(town: Town):
    booking = cast.booking(town, status="accepted")
    coordinator = town.actor("coordinator")
    assert [task.deed for task in tasks_of(coordinator)] == ["evaluate"]
    assert tasks_of(town.actor("teacher")) == []
    row = evaluation(town, booking)
    assert (row.status, row.answers, row.offer_id) == ("given", MARKS, booking.offer_id)
    assert tasks_of(coordinator) == []
    assert [task.deed for task in tasks_of(town.actor("officer"))] == ["moderate_evaluation"]


def test_nobody_is_asked_for_what_is_long_ago(town: Town):
    cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert not to_evaluate(town.actor("coordinator")).exists()


@pytest.mark.parametrize("who", ["teacher", "other_coordinator", "librarian", "officer"])
def test_only_who_decides_for_the_school_evaluates(town: Town, who: str):
    with pytest.raises(Forbidden):
        evaluation(town, cast.booking(town, status="accepted"), who)


def test_not_before_the_delivery_was_accepted_and_only_once(town: Town):
    with pytest.raises(Refused) as early:
        evaluation(town, cast.booking(town, status="delivered"))
    booking = cast.booking(town, status="accepted")
    evaluation(town, booking)
    with pytest.raises(Refused) as twice:
        evaluation(town, booking)
    assert (early.value.code, twice.value.code) == ("not_accepted", "evaluated")


@pytest.mark.parametrize(
    ("answers", "where"),
    [(MARKS | {"fit": 6}, "#/answers/fit"), ({**MARKS, "joy": 3}, "#/answers/joy"),
     ({"fit": 1, "result": 1, "guidance": 1}, "#/answers/arranging")],
)  # fmt: skip
def test_each_question_has_a_mark_of_one_to_five(town: Town, answers: dict[str, int], where: str):
    with pytest.raises(Invalid) as invalid:
        evaluation(town, answers=answers)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_it_can_be_changed_until_the_municipality_looked_at_it(town: Town):
    row = evaluation(town)
    actions.change_evaluation(row, words="Een heel fijn uur", answers=MARKS | {"fit": 1}, by=town.actor("director"))
    actions.moderate(row, verdict="publish", by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        actions.change_evaluation(row, words="Toch niet", by=town.actor("director"))
    row.refresh_from_db()
    assert (refused.value.code, row.words, row.answers["fit"]) == ("moderated", "Een heel fijn uur", 1)


def test_hiding_words_needs_a_reason_and_can_be_undone(town: Town):
    row, officer = evaluation(town), town.actor("officer")
    with pytest.raises(Invalid):
        actions.moderate(row, verdict="hide", reason=" ", by=officer)
    actions.moderate(row, verdict="hide", reason="Noemt een leerling", by=officer)
    assert row.reason == "Noemt een leerling"
    actions.moderate(row, verdict="publish", by=officer)
    assert [line.event for line in history_of(row.pk)] == [
        "evaluation.given", "evaluation.hidden", "evaluation.published",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["assessor", "controller", "coordinator", "librarian"])
def test_only_the_officer_moderates_and_asks(town: Town, who: str):
    with pytest.raises(Forbidden):
        actions.moderate(evaluation(town), verdict="publish", by=town.actor(who))
    with pytest.raises(Forbidden):
        actions.ask(town.programme, [Word("joy", "Plezier")], by=town.actor(who))


def test_two_schools_are_too_few_to_show_anything_of(town: Town):
    offer = for_all(town)
    *two, third = by_three_schools(town, offer)
    third.delete()
    assert said_of([offer.pk]) == {}
    assert len(two) == 2


def test_three_schools_are_shown_with_figures_at_once_and_words_after_moderation(town: Town):
    offer = for_all(town)
    first, second, third = by_three_schools(town, offer)
    said = said_of([offer.pk])[offer.pk]
    assert (said.schools, said.mark, said.again_percent, said.quotes) == (3, Decimal("3.7"), 67, ())
    assert said.marks["result"] == Decimal("4.3")
    for row in (first, second):
        actions.moderate(row, verdict="publish", by=town.actor("officer"))
    quotes = said_of([offer.pk])[offer.pk].quotes
    assert {(quote.words, quote.school) for quote in quotes} == {("Een fijn uur", "De Kring"), ("Een fijn uur", "")}
    actions.moderate(first, verdict="hide", reason="Toch niet", by=town.actor("officer"))
    said = said_of([offer.pk])[offer.pk]
    assert said.schools == 3 and len(said.quotes) == 1, "figures count anyway"
    assert not third.words


def test_each_sees_what_is_theirs(town: Town):
    row = evaluation(town, named=False)
    seen = lambda who: visible_to(town.actor(who)).filter(pk=row.pk).exists()  # noqa: E731
    assert [seen(who) for who in ("teacher", "board", "other_coordinator", "officer")] == [True, True, False, True]
    actions.moderate(row, verdict="publish", by=town.actor("officer"))
    assert not seen("librarian"), "the school did not want its name there"
    named = evaluation(town, cast.booking(town, status="accepted", units=1))
    actions.moderate(named, verdict="publish", by=town.actor("officer"))
    assert list(visible_to(town.actor("librarian"))) == [named]


def test_a_programme_asks_its_own_questions(town: Town):
    joy = [Word("joy", "Plezier", "Joy")]
    actions.ask(town.programme, joy, by=town.actor("officer"))
    assert list(questions_of([town.programme.pk])[town.programme.pk]) == joy
    assert evaluation(town, answers={"joy": 5}).answers == {"joy": 5}


@pytest.mark.parametrize("wrong", [[], [Word(" ", "A")], [Word("a", "A")] * 2, [Word(str(n), "A") for n in range(7)]])
def test_questions_that_cannot_be_asked(town: Town, wrong: Any):
    with pytest.raises(Invalid):
        actions.ask(town.programme, wrong, by=town.actor("officer"))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_an_average_lies_between_the_lowest_and_the_highest(marks: list[int]):
    found = average(marks)
    assert min(marks) <= found <= max(marks) and abs(found - Decimal(sum(marks)) / len(marks)) <= Decimal("0.05")


def test_many_offers_cost_as_much_as_one(town: Town, django_assert_num_queries: Any):
    offers = [for_all(town) for _each in range(3)]
    by_three_schools(town, offers[0])
    with django_assert_num_queries(1):
        assert set(said_of([offers[0].pk])) == {offers[0].pk}
    with django_assert_num_queries(1):
        assert set(said_of([each.pk for each in offers])) == {offers[0].pk}
    assert Evaluation.objects.count() == 3
