"""What is divided: wishes, places and money, as plain values that a file can hold and anybody can check.

Money is in whole cents. A wish is granted whole or not at all.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

WEIGHTS = (16, 8, 4, 2, 1)  # of a first, second, third, fourth wish; of the fifth and every later one
LOTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Wish:
    """A school wants `places` of an offer for `cents`; `place` is 1 for what it wants most of its valid wishes.

    `helps`: it helps children by itself. `leans`: it only makes such help possible, so it is granted together with help
    of the same school, unless the school has that already.
    """

    school: str
    offer: str
    place: int
    places: int
    cents: int
    helps: bool = True
    leans: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by: a school wishes an offer once."""
        return self.school, self.offer

    @property
    def weight(self) -> int:
        """What granting it counts for."""
        return WEIGHTS[min(self.place, len(WEIGHTS)) - 1]


@dataclass(frozen=True)
class Problem:
    """Everything that the result depends on.

    `capacities`: places left per offer (an offer that is not named has no limit). `budgets`: cents left per school.
    `budget`: cents left in the round, or no limit. `helped`: schools that have help already.
    """

    wishes: tuple[Wish, ...]
    capacities: Mapping[str, int]
    budgets: Mapping[str, int]
    budget: int | None
    helped: frozenset[str]
    seed: str

    @cached_property
    def ordered(self) -> tuple[Wish, ...]:
        """The wishes in one order, however they were handed in."""
        return tuple(sorted(self.wishes, key=lambda wish: wish.key))

    @cached_property
    def by_school(self) -> dict[str, list[Wish]]:
        """The wishes of each school."""
        return _by(self.ordered, "school")

    @cached_property
    def by_offer(self) -> dict[str, list[Wish]]:
        """The wishes for each offer."""
        return _by(self.ordered, "offer")

    def lot(self, wish: Wish) -> int:
        """The number that the wish drew: from the seed and its own names alone, from 1 to a million."""
        drawn = hashlib.sha256("\n".join((self.seed, *wish.key)).encode()).digest()
        return int.from_bytes(drawn[:8], "big") % LOTS + 1

    def score(self, granted: Iterable[Wish]) -> tuple[int, int, int]:
        """How good a result is: schools that get something, then the weights, then the lots. Larger is better."""
        chosen = list(granted)
        schools = {wish.school for wish in chosen}
        return len(schools), sum(wish.weight for wish in chosen), sum(self.lot(wish) for wish in chosen)

    def allows(self, granted: Iterable[Wish]) -> bool:
        """Whether these wishes fit together: in the places, the budgets and what leans on help."""
        chosen = list(granted)
        places: dict[str, int] = defaultdict(int)
        spent: dict[str, int] = defaultdict(int)
        for wish in chosen:
            places[wish.offer] += wish.places
            spent[wish.school] += wish.cents
        helped = self.helped | {wish.school for wish in chosen if wish.helps and not wish.leans}
        return (
            all(number <= self.capacities[offer] for offer, number in places.items() if offer in self.capacities)
            and all(cents <= self.budgets.get(school, 0) for school, cents in spent.items())
            and (self.budget is None or sum(spent.values()) <= self.budget)
            and all(wish.school in helped for wish in chosen if wish.leans)
        )


def _by(wishes: Iterable[Wish], name: str) -> dict[str, list[Wish]]:
    found: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        found[getattr(wish, name)].append(wish)
    return dict(found)
