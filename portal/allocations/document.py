"""The input and the result as JSON: written once, read by anybody, and the same to the last byte when run again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalogue.errors import Fault, check
from catalogue.money import MOST_CENTS
from portal.allocations.problem import WEIGHTS, Problem, Wish
from portal.allocations.reasons import refusals

FORMAT = "keuzeportaal-allocation/1"
CRITERION = "schools served, then rank weights, then lots"
MOST_WISHES = 50_000


def written(problem: Problem) -> dict[str, Any]:
    """The input as plain JSON, in one order whatever the order of the rows was. Money in whole cents."""
    return {
        "format": FORMAT,
        "criterion": CRITERION,
        "weights": list(WEIGHTS),
        "seed": problem.seed,
        "budget": problem.budget,
        "budgets": dict(sorted(problem.budgets.items())),
        "capacities": dict(sorted(problem.capacities.items())),
        "helped": sorted(problem.helped),
        "wishes": [
            {"school": wish.school, "offer": wish.offer, "place": wish.place, "places": wish.places,
             "cents": wish.cents, "helps": wish.helps, "leans": wish.leans}
            for wish in problem.ordered
        ],
    }  # fmt: skip


def read(said: Any) -> Problem:
    """The problem in a file that was written here. `Invalid` names what is not as it should be."""
    if not isinstance(said, Mapping) or said.get("format") != FORMAT or said.get("weights") != list(WEIGHTS):
        check([Fault("#/format", "unknown", _("This is not a file of an allocation, or one of another version."))])
    check(_faults(said))
    return Problem(
        wishes=tuple(Wish(**each) for each in said["wishes"]),
        capacities=dict(said["capacities"]),
        budgets=dict(said["budgets"]),
        budget=said["budget"],
        helped=frozenset(said["helped"]),
        seed=said["seed"],
    )


def result(problem: Problem, granted: Iterable[Wish]) -> dict[str, Any]:
    """The result as plain JSON, with the reason of every refusal and the hash of the input that it belongs to."""
    chosen = set(granted)
    schools, weights, lots = problem.score(chosen)
    return {
        "input": digest(written(problem)),
        "score": {"schools": schools, "weights": weights, "lots": lots},
        "granted": [list(wish.key) for wish in problem.ordered if wish in chosen],
        "refused": [
            {"school": each.wish.school, "offer": each.wish.offer, "reasons": list(each.reasons), "left": each.left,
             "budgetLeft": each.budget_left, "roundLeft": each.round_left,
             "gotBy": [[winner.school, winner.place] for winner in each.got_by]}
            for each in refusals(problem, chosen)
        ],
    }  # fmt: skip


def digest(said: Mapping[str, Any]) -> str:
    """SHA-256 of the JSON with sorted names and without blanks."""
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _faults(said: Mapping[str, Any]) -> Iterator[Fault]:
    wrong = _("This is not what a file of an allocation says here.")
    kinds: dict[str, Any] = {"seed": str, "budgets": Mapping, "capacities": Mapping, "helped": list, "wishes": list}
    for name, kind in kinds.items():
        if not isinstance(said.get(name), kind):
            yield Fault(f"#/{name}", "invalid", wrong)
            return
    if said.get("budget") is not None and not _counts(said["budget"]):
        yield Fault("#/budget", "invalid", wrong)
    for name in ("budgets", "capacities"):
        yield from (Fault(f"#/{name}/{key}", "invalid", wrong) for key, each in said[name].items() if not _counts(each))
    if not all(isinstance(each, str) for each in said["helped"]):
        yield Fault("#/helped", "invalid", wrong)
    if len(said["wishes"]) > MOST_WISHES:
        yield Fault("#/wishes", "too_many", wrong)
        return
    seen = set()
    for number, each in enumerate(said["wishes"]):
        if not _is_wish(each) or (each["school"], each["offer"]) in seen:
            yield Fault(f"#/wishes/{number}", "invalid", wrong)
            return
        seen.add((each["school"], each["offer"]))


def _is_wish(said: Any) -> bool:
    names = {"school": str, "offer": str, "place": int, "places": int, "cents": int, "helps": bool, "leans": bool}
    return (
        isinstance(said, Mapping)
        and set(said) == set(names)
        and all(isinstance(said[name], kind) for name, kind in names.items())
        and all(_counts(said[name]) for name in ("place", "places", "cents"))
        and said["place"] >= 1
    )


def _counts(said: Any) -> bool:
    """A whole number from 0 up, within what the ledger holds."""
    return isinstance(said, int) and not isinstance(said, bool) and 0 <= said <= MOST_CENTS
