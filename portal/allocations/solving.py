"""The best result for the stated criterion (docs/adr/0029), found by HiGHS and checked here in whole numbers.

First as many schools as possible get something and, with that number, the weights of the ranks are as high as possible;
among all results that are equally good, the one whose wishes drew the highest lots. The same input and seed always give
the same result: one thread, one order of rows, no gap between found and proven.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import gcd

import highspy

from catalogue.errors import Refused
from portal.allocations.problem import Problem, Wish
from portal.allocations.wording import unsolved

SECONDS = 25.0  # for each of the two questions


@dataclass
class _Rows:
    """Rows of a matrix, written one after the other."""

    starts: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def at_most(self, bound: int, parts: Iterable[tuple[int, int]]) -> None:
        """The sum of column × number is at most `bound`; in the smallest whole numbers, which are the most exact."""
        found = [(column, number) for column, number in parts if number]
        if sum(max(number, 0) for _column, number in found) <= bound:
            return  # it always holds
        shared = gcd(*(number for _column, number in found))
        self._row(-highspy.kHighsInf, bound // shared, [(column, number // shared) for column, number in found])

    def at_least(self, bound: float, parts: Iterable[tuple[int, int]]) -> None:
        """The sum of column × number is at least `bound`."""
        self._row(bound, highspy.kHighsInf, list(parts))

    def _row(self, lower: float, upper: float, parts: list[tuple[int, int]]) -> None:
        self.starts.append(len(self.columns))
        self.columns += [column for column, _number in parts]
        self.values += [float(number) for _column, number in parts]
        self.lower.append(lower)
        self.upper.append(upper)


def solve(problem: Problem) -> frozenset[Wish]:
    """The wishes that are granted. `Refused("not_solved")` when no proof was found in time: never a guess."""
    wishes = problem.ordered
    if not wishes:
        return frozenset()
    schools = list(problem.by_school)
    every = sum(wish.weight for wish in wishes) + 1  # one school more outweighs all ranks together
    ranks = [wish.weight for wish in wishes] + [every] * len(schools)
    rows = _rows(problem, schools)
    first = _best(rows, ranks, len(wishes))
    reached = sum(number * taken for number, taken in zip(ranks, first, strict=True))
    rows.at_least(reached - 0.5, list(enumerate(ranks)))
    lots = [problem.lot(wish) for wish in wishes] + [0] * len(schools)
    second = _best(rows, lots, len(wishes))
    granted = frozenset(wish for wish, taken in zip(wishes, second, strict=False) if taken)
    served = {wish.school for wish in granted}
    worth = sum(wish.weight for wish in granted) + every * len(served)
    if not problem.allows(granted) or worth < reached:
        raise Refused("not_solved", unsolved())
    return granted


def _rows(problem: Problem, schools: list[str]) -> _Rows:
    """Places, budgets, the round, what leans on help; and a school is served only by a wish that is granted."""
    rows, column = _Rows(), {wish: number for number, wish in enumerate(problem.ordered)}
    for offer, wanted in problem.by_offer.items():
        if offer in problem.capacities:
            rows.at_most(problem.capacities[offer], ((column[wish], wish.places) for wish in wanted))
    for school, wanted in problem.by_school.items():
        rows.at_most(problem.budgets.get(school, 0), ((column[wish], wish.cents) for wish in wanted))
        helping = [(column[wish], -1) for wish in wanted if wish.helps and not wish.leans]
        for wish in wanted:
            if wish.leans and school not in problem.helped:
                rows.at_most(0, [(column[wish], 1), *helping])
        served = len(column) + schools.index(school)
        rows.at_most(0, [(served, 1), *((column[wish], -1) for wish in wanted)])
    if problem.budget is not None:
        rows.at_most(problem.budget, ((column[wish], wish.cents) for wish in problem.ordered))
    return rows


def _best(rows: _Rows, worth: list[int], whole: int) -> list[int]:
    """Each column 0 or 1, so that the sum of the worth is as high as the rows allow."""
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(worth), len(rows.starts)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = [float(each) for each in worth]
    model.col_lower_, model.col_upper_ = [0.0] * len(worth), [1.0] * len(worth)
    model.row_lower_, model.row_upper_ = rows.lower, rows.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = [*rows.starts, len(rows.columns)]
    model.a_matrix_.index_, model.a_matrix_.value_ = rows.columns, rows.values
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(worth)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its constructor says no types
    solver.silent()
    options: dict[str, bool | int | float] = {
        "output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5,
        "mip_feasibility_tolerance": 1e-9, "time_limit": SECONDS,
    }  # fmt: skip
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise Refused("not_solved", unsolved())
    return [int(value > 0.5) for value in solver.getSolution().col_value]
