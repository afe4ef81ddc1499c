"""Why a wish was not granted: what stands in its way in the result as it is, and who got the places instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from portal.allocations.problem import Problem, Wish


@dataclass(frozen=True, slots=True)
class Winner:
    """A school that got the offer, and the place that it gave it."""

    school: str
    place: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """What stands in the way of one wish: at least one of `capacity`, `budget`, `round_budget` and `no_help`.

    Each is true by itself: were the wish granted on top of the result, this would be exceeded. `left` of the places,
    `budget_left` of the school and `round_left` are what the result leaves, in places and cents; `None`: no limit.
    `got_by` are all who got the offer; whom the school may envy are those who gave it a later place than it did.
    """

    wish: Wish
    reasons: tuple[str, ...]
    left: int | None
    budget_left: int
    round_left: int | None
    got_by: tuple[Winner, ...]

    @property
    def envied(self) -> tuple[Winner, ...]:
        """Those who got it while they wanted it less."""
        return tuple(each for each in self.got_by if each.place > self.wish.place)


def refusals(problem: Problem, granted: Iterable[Wish]) -> list[Refusal]:
    """One for each wish that was not granted, in the order of the wishes.

    In a best result every one of them has a reason: a wish without one could be added, and the result would be better.
    """
    chosen = set(granted)
    places: dict[str, int] = defaultdict(int)
    spent: dict[str, int] = defaultdict(int)
    winners: dict[str, list[Winner]] = defaultdict(list)
    for wish in sorted(chosen, key=lambda wish: (wish.place, wish.key)):
        places[wish.offer] += wish.places
        spent[wish.school] += wish.cents
        winners[wish.offer].append(Winner(wish.school, wish.place))
    helped = problem.helped | {wish.school for wish in chosen if wish.helps and not wish.leans}
    round_left = None if problem.budget is None else problem.budget - sum(spent.values())
    found = []
    for wish in problem.ordered:
        if wish in chosen:
            continue
        left = problem.capacities[wish.offer] - places[wish.offer] if wish.offer in problem.capacities else None
        budget_left = problem.budgets.get(wish.school, 0) - spent[wish.school]
        said = {
            "capacity": left is not None and wish.places > left,
            "budget": wish.cents > budget_left,
            "round_budget": round_left is not None and wish.cents > round_left,
            "no_help": wish.leans and wish.school not in helped,
        }
        reasons = tuple(code for code, holds in said.items() if holds)
        found.append(Refusal(wish, reasons, left, budget_left, round_left, tuple(winners[wish.offer])))
    return found
