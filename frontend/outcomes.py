"""What an allocation means for one wish, in words: for the school that reads it and for the municipality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import euros
from frontend.wording import euro
from portal.allocations.models import Outcome
from portal.allocations.wording import WHY


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome with its reasons in words, and who got the offer, as (school, place)."""

    outcome: Outcome
    reasons: list[str | Promise]
    got_by: list[tuple[str, int]]

    @property
    def winners(self) -> int:
        """How many schools got it."""
        return len(self.got_by)

    @property
    def less(self) -> int:
        """How many of them gave it a later place than this school did."""
        return sum(place > self.outcome.place for _school, place in self.got_by) if self.outcome.place else 0


def told(outcome: Outcome) -> Told:
    """The words for an outcome."""
    winners = [(name, place) for _school, name, place in outcome.detail.get("gotBy", [])]
    return Told(outcome, list(_reasons(outcome)), winners)


def _reasons(outcome: Outcome) -> Iterator[str | Promise]:
    detail = outcome.detail
    for code in outcome.reasons:
        if code == "capacity":
            left = max(detail["left"], 0)
            yield ngettext("%(left)s place was left, too few for this", "%(left)s places were left, too few for this",
                           left) % {"left": left}  # fmt: skip
        elif code == "budget":
            yield _("%(left)s was left of the budget of the school") % {"left": euro(euros(detail["budgetLeft"]))}
        elif code == "round_budget":
            yield _("%(left)s was left of the budget of the round") % {"left": euro(euros(detail["roundLeft"]))}
        else:
            yield WHY.get(code, code)
