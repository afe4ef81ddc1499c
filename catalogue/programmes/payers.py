"""Which regulations may pay an activity, and as which of their spending goals it is accounted for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from uuid import UUID

from catalogue.programmes.eligibility import IN_DOUBT, narrowest
from catalogue.programmes.models import EligibilityRule, GoalMatch, SpendingGoal
from catalogue.programmes.queries import rules_of


class Payers:
    """Read once, asked for many activities: the goals, which of them match, and the rules of one municipality."""

    def __init__(self, municipality: UUID | str) -> None:
        """One statement; another one for a goal that matches no other, and one when a case is asked for."""
        self._municipality = municipality
        self._goals: dict[int, SpendingGoal] = {}
        self._matches: dict[int, list[tuple[int, GoalMatch]]] = defaultdict(list)
        for match in GoalMatch.objects.select_related("goal__regulation", "other__regulation"):
            for one, other in ((match.goal, match.other), (match.other, match.goal)):
                self._goals[one.pk] = one
                self._matches[one.pk].append((other.pk, match))
        self._known: dict[tuple[int, tuple[str, ...], date], Mapping[int, SpendingGoal]] = {}

    def goal(self, pk: int) -> SpendingGoal:
        """A goal with its regulation."""
        if pk not in self._goals:
            self._goals = {each.pk: each for each in SpendingGoal.objects.select_related("regulation")}
        return self._goals[pk]

    def goals_for(self, goal_id: int, cases: Iterable[str], on: date) -> Mapping[int, SpendingGoal]:
        """By regulation (id) that may pay on a day, the goal as which it does: the own goal, and what matches it.

        Another regulation must say *yes* to each case. The own one may not say *no*: where it says *ask*, the
        accountant answered before the offer was published.
        """
        key = (goal_id, tuple(sorted(set(cases))), on)
        if key not in self._known:
            own = self.goal(goal_id)
            found = {} if self._forbids(own, key[1], on, ("no",)) else {own.regulation_id: own}
            for other_id, match in self._matches[goal_id]:
                other = self.goal(other_id)
                if _holds(match, on) and not self._forbids(other, key[1], on, ("no", "ask")):
                    found.setdefault(other.regulation_id, other)
            self._known[key] = found
        return self._known[key]

    @cached_property
    def _rules(self) -> Mapping[str, list[EligibilityRule]]:
        found: dict[str, list[EligibilityRule]] = defaultdict(list)
        for rule in rules_of(self._municipality):
            found[rule.case].append(rule)
        return found

    def _forbids(self, goal: SpendingGoal, cases: tuple[str, ...], on: date, verdicts: tuple[str, ...]) -> bool:
        return any(self._verdict(goal, case, on) in verdicts for case in cases)

    def _verdict(self, goal: SpendingGoal, case: str, on: date) -> str:
        for asked in (case, IN_DOUBT):
            valid = [rule for rule in self._rules.get(asked, []) if _holds(rule, on)]
            if rule := narrowest(valid, goal.regulation_id, goal.code):
                return str(rule.verdict)
        return "ask"


def _holds(dated: EligibilityRule | GoalMatch, on: date) -> bool:
    return bool(dated.valid_from <= on and (dated.valid_until is None or dated.valid_until >= on))
