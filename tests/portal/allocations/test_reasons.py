"""Every refusal has a reason, and each reason is true; who got it instead is named with the place they gave it."""

from __future__ import annotations

from hypothesis import given, settings

from portal.allocations.problem import Problem, Wish
from portal.allocations.reasons import Winner, refusals
from portal.allocations.solving import solve
from tests.portal.allocations.instances import large, small


def _true(problem: Problem, granted: frozenset[Wish], wish: Wish, reason: str) -> bool:
    """Whether granting this wish on top would exceed exactly this."""
    after = [*granted, wish]
    if reason == "capacity":
        return sum(each.places for each in after if each.offer == wish.offer) > problem.capacities[wish.offer]
    if reason == "budget":
        return sum(each.cents for each in after if each.school == wish.school) > problem.budgets[wish.school]
    if reason == "round_budget":
        assert problem.budget is not None
        return sum(each.cents for each in after) > problem.budget
    helps = any(each.school == wish.school and each.helps for each in granted)
    return reason == "no_help" and wish.leans and wish.school not in problem.helped and not helps


def _check(problem: Problem) -> None:
    granted = solve(problem)
    found = refusals(problem, granted)
    assert {each.wish for each in found} == set(problem.wishes) - granted
    for each in found:
        assert each.reasons
        assert all(_true(problem, granted, each.wish, reason) for reason in each.reasons)
        winners = {(wish.school, wish.place) for wish in granted if wish.offer == each.wish.offer}
        assert {(winner.school, winner.place) for winner in each.got_by} == winners
        assert all(winner.place > each.wish.place for winner in each.envied)


@settings(max_examples=100)
@given(small())
def test_every_refusal_has_a_reason_that_is_true(problem: Problem):
    _check(problem)


def test_in_a_town_too():
    _check(large(schools=60, offers=80))


def test_who_got_it_and_wanted_it_less_is_envied():
    # b gets x as its second wish because it has nothing else: one more school counts before ranks.
    first, other = Wish("a", "x", 1, 1, 0), Wish("a", "y", 2, 1, 0)
    lucky = Wish("b", "x", 2, 1, 0)
    problem = Problem((first, other, lucky), {"x": 1}, {"a": 0, "b": 0}, None, frozenset(), "7")
    (refusal,) = refusals(problem, solve(problem))
    assert (refusal.wish, refusal.reasons, refusal.left) == (first, ("capacity",), 0)
    assert refusal.envied == refusal.got_by == (Winner("b", 2),)
