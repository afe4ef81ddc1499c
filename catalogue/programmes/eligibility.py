"""May money pay for this case? The narrowest rule that is valid on the day says it, with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from catalogue.programmes.models import EligibilityRule, Programme, Regulation, SpendingGoal
from catalogue.programmes.queries import rules_of, valid_on

IN_DOUBT = "in_doubt"  # the case whose rule counts where no other is valid


@dataclass(frozen=True, slots=True)
class Ruling:
    """What counts for a case that is paid from a spending goal: the rule, and the case in words (its own language).

    `elsewhere` are the regulations of the programme, in order of use, from which the case may be paid without asking.
    """

    case: str
    words: str
    rule: EligibilityRule
    elsewhere: tuple[Regulation, ...]

    @property
    def verdict(self) -> str:
        """`yes`, `no` or `ask`."""
        return self.rule.verdict


def rulings(cases: Iterable[str], *, programme: Programme, goal: SpendingGoal, on: date) -> list[Ruling]:
    """What counts on a day for each case of an offer of this programme, paid from this goal; two statements.

    Narrow before wide: a rule of the spending goal, then of its regulation, then a general one. Of two that are equally
    narrow the municipality's own counts, and then the one with the later first day. Where no rule is valid, the one of
    being in doubt counts. `LookupError` when the rules were never loaded.
    """
    wanted = sorted(set(cases))
    if not wanted:
        return []
    found = list(_rules_of(programme, on).filter(case__in=[*wanted, IN_DOUBT]))
    others = [each for each in _in_order_of_use(programme) if each.pk != goal.regulation_id]
    return [_ruling(case, found, goal, others) for case in wanted]


def cases_of(programme: Programme, on: date) -> list[tuple[str, str]]:
    """The cases that an offer of this programme may have, as code and words, in the order of their words."""
    named = {rule.case: rule.words for rule in _rules_of(programme, on)}
    return sorted(named.items(), key=lambda each: (each[0] == IN_DOUBT, each[1]))


def replaced(known: Iterable[EligibilityRule], on: date) -> set[UUID]:
    """The ids of the rules that do not count on a day: ended, still to come, or followed by one of the same scope."""
    latest: dict[tuple[object, ...], EligibilityRule] = {}
    rows = sorted(known, key=lambda rule: rule.valid_from)
    for rule in rows:
        if rule.valid_from <= on and (rule.valid_until is None or rule.valid_until >= on):
            latest[rule.case, rule.municipality_id, rule.regulation_id, rule.goal] = rule
    return {rule.pk for rule in rows} - {rule.pk for rule in latest.values()}


def _rules_of(programme: Programme, on: date) -> QuerySet[EligibilityRule]:
    return rules_of(programme.municipality_id).filter(valid_on(on))


def _in_order_of_use(programme: Programme) -> list[Regulation]:
    uses = programme.programmeregulation_set.select_related("regulation").order_by("position")
    return [use.regulation for use in uses]


def _ruling(case: str, valid: list[EligibilityRule], goal: SpendingGoal, others: list[Regulation]) -> Ruling:
    found = [rule for rule in valid if rule.case == case]
    rule = narrowest(found, goal.regulation_id, goal.code) or _in_doubt(valid, goal)
    elsewhere = [each for each in others if (other := narrowest(found, each.pk, "")) and other.verdict == "yes"]
    return Ruling(case, found[-1].words if found else case, rule, tuple(elsewhere))


def _in_doubt(valid: list[EligibilityRule], goal: SpendingGoal) -> EligibilityRule:
    rule = narrowest([each for each in valid if each.case == IN_DOUBT], goal.regulation_id, goal.code)
    if rule is None:
        raise LookupError("no rule for being in doubt; load the rules with `portal load_facts`")
    return rule


def narrowest(found: list[EligibilityRule], regulation_id: int, goal: str) -> EligibilityRule | None:
    """Of rules of one case that are valid, the one that counts: by goal, then regulation, municipality, first day."""
    fitting = [rule for rule in found if rule.regulation_id in (None, regulation_id) and rule.goal in ("", goal)]
    return max(
        fitting,
        key=lambda rule: (bool(rule.goal), bool(rule.regulation_id), bool(rule.municipality_id), rule.valid_from),
        default=None,
    )
