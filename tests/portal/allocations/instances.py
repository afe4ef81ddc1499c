"""Rounds to divide: small ones that can be tried out wholly, and one as large as a big town."""

from __future__ import annotations

from itertools import chain, combinations
from random import Random

from hypothesis import strategies as st

from portal.allocations.problem import Problem, Wish


@st.composite
def small(draw: st.DrawFn) -> Problem:
    """At most ten wishes of up to four schools for up to four offers, with little room and little money."""
    schools, offers = [f"s{n}" for n in range(draw(st.integers(1, 4)))], [f"o{n}" for n in range(4)]
    wishes = []
    for school in schools:
        wanted = draw(st.permutations(offers))[: draw(st.integers(0, 3))]
        for place, offer in enumerate(wanted, start=1):
            leans = draw(st.booleans()) and draw(st.booleans())
            wishes.append(
                Wish(school, offer, place, draw(st.integers(1, 3)), draw(st.integers(0, 5)) * 2550, not leans, leans)
            )
    return Problem(
        wishes=tuple(draw(st.permutations(wishes))),
        capacities={offer: draw(st.integers(0, 5)) for offer in offers if draw(st.booleans())},
        budgets={school: draw(st.integers(0, 10)) * 2550 for school in schools},
        budget=draw(st.none() | st.integers(0, 60_000)),
        helped=frozenset(school for school in schools if draw(st.booleans())),
        seed=draw(st.sampled_from(["", "a", "2026"])),
    )


def tried_out(problem: Problem) -> tuple[tuple[int, int, int], set[frozenset[Wish]]]:
    """The highest score of all sets of wishes that fit together, and every set that has it."""
    wishes = problem.ordered
    every = chain.from_iterable(combinations(wishes, number) for number in range(len(wishes) + 1))
    fitting = [frozenset(chosen) for chosen in every if problem.allows(chosen)]
    best = max(problem.score(chosen) for chosen in fitting)
    return best, {chosen for chosen in fitting if problem.score(chosen) == best}


def large(schools: int = 300, offers: int = 400, each: int = 5, seed: int = 7) -> Problem:
    """Popular offers, places for a part of the wishes, budgets that pay three or four of five, and a tight round."""
    chance = Random(seed)
    popular = [chance.paretovariate(1.2) for _offer in range(offers)]
    prices = [chance.choice((75, 125, 215, 250, 480)) * 100 for _offer in range(offers)]
    wishes = []
    for school in range(schools):
        wanted: list[int] = []
        while len(wanted) < each:
            (offer,) = chance.choices(range(offers), popular)
            if offer not in wanted:
                wanted.append(offer)
        for place, offer in enumerate(wanted, start=1):
            places = chance.randint(1, 6)
            wishes.append(Wish(f"s{school}", f"o{offer}", place, places, places * prices[offer]))
    return Problem(
        wishes=tuple(wishes),
        capacities={f"o{offer}": chance.randint(2, 20) for offer in range(offers)},
        budgets={f"s{school}": chance.randint(1_000, 5_000) * 100 for school in range(schools)},
        budget=45_000_000,
        helped=frozenset(),
        seed="large",
    )
