"""The result is the best one for the criterion that is written down, and depends on nothing but the input."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.allocations.problem import Problem, Wish
from portal.allocations.solving import solve
from tests.portal.allocations.instances import large, small, tried_out


def _problem(*wishes: Wish, **said: object) -> Problem:
    given = {"capacities": {}, "budgets": {wish.school: 10_000_000 for wish in wishes}, "budget": None,
             "helped": frozenset(), "seed": "7"} | said  # fmt: skip
    return Problem(wishes=wishes, **given)  # type: ignore[arg-type]  # each by its own name


@pytest.mark.slow
@settings(max_examples=150)
@given(small())
def test_it_is_the_best_of_everything_that_can_be_tried(problem: Problem):
    best, sets = tried_out(problem)
    granted = solve(problem)
    assert problem.allows(granted)
    assert problem.score(granted) == best
    assert granted in sets


@settings(max_examples=40)
@given(small(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(problem: Problem, chance: Random):
    wishes = list(problem.wishes)
    chance.shuffle(wishes)
    assert solve(replace(problem, wishes=tuple(wishes))) == solve(problem)


def test_as_many_schools_as_possible_come_before_ranks():
    # The first wishes of a fill the offer, or a and b both get something that they wanted less.
    first, second = Wish("a", "x", 1, 2, 0), Wish("a", "y", 2, 1, 0)
    other = Wish("b", "x", 5, 1, 0)
    assert solve(_problem(first, second, other, capacities={"x": 2, "y": 1})) == {second, other}


def test_ranks_decide_between_two_who_want_the_same_last_place():
    mine, yours = Wish("a", "x", 1, 1, 0), Wish("b", "x", 2, 1, 0)
    mine_too, yours_too = Wish("a", "y", 2, 1, 0), Wish("b", "z", 1, 1, 0)
    granted = solve(_problem(mine, yours, mine_too, yours_too, capacities={"x": 1}))
    assert granted == {mine, mine_too, yours_too}


def test_equal_wishes_are_decided_by_the_seed_and_each_seed_by_itself():
    mine, yours = Wish("a", "x", 1, 1, 0), Wish("b", "x", 1, 1, 0)
    winners = {next(iter(solve(_problem(mine, yours, capacities={"x": 1}, seed=str(n))))).school for n in range(20)}
    assert winners == {"a", "b"}
    again = _problem(yours, mine, capacities={"x": 1}, seed="3")
    assert solve(again) == solve(_problem(mine, yours, capacities={"x": 1}, seed="3"))


def test_the_budget_of_the_round_holds_beside_those_of_the_schools():
    mine, yours = Wish("a", "x", 1, 1, 60_000), Wish("b", "y", 1, 1, 50_000)
    assert solve(_problem(mine, yours, budget=100_000)) in ({mine}, {yours})
    assert solve(_problem(mine, yours, budget=110_000)) == {mine, yours}
    assert solve(_problem(mine, yours, budget=109_999)) in ({mine}, {yours})


def test_what_only_makes_help_possible_goes_with_help():
    bus, lesson = Wish("a", "bus", 1, 1, 0, helps=False, leans=True), Wish("a", "lesson", 2, 1, 0)
    assert solve(_problem(bus)) == frozenset()
    assert solve(_problem(bus, lesson)) == {bus, lesson}
    assert solve(_problem(bus, helped=frozenset({"a"}))) == {bus}


def test_nothing_is_wished():
    assert solve(_problem()) == frozenset()


def test_a_middling_town_is_solved_and_fits():
    problem = large(schools=60, offers=80)
    granted = solve(problem)
    assert problem.allows(granted) and problem.score(granted)[0] >= 55
    assert solve(replace(problem, wishes=problem.wishes[::-1])) == granted


@pytest.mark.slow
def test_three_hundred_schools_are_divided_within_a_minute():
    problem, begun = large(), perf_counter()
    granted = solve(problem)
    assert perf_counter() - begun < 60
    assert len(problem.wishes) == 1500 and problem.allows(granted) and problem.score(granted)[0] == 300
