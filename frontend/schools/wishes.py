"""The shortlist against the live budget: what each wish costs, and what is left after it and all above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from catalogue.errors import Refused
from catalogue.money import ZERO, rounded
from catalogue.offers.rules import is_facilities_only
from catalogue.organisations.models import School
from portal.bookings import rules
from portal.bookings.models import Choice
from portal.budgets.models import Account


@dataclass(frozen=True, slots=True)
class Wish:
    """One line of the shortlist. `left` is after this wish and all above it; `why_not` when it cannot be booked.

    `unknown`: sold per pupil, and the school did not say yet how many; it counts for nothing until then. `waits`: no
    round is open for it, so it goes along with the next one.
    """

    choice: Choice
    amount: Decimal
    left: Decimal | None
    why_not: str
    unknown: bool = False
    waits: str = ""

    @property
    def fits(self) -> bool:
        """Whether the budget reaches this far down."""
        return self.left is None or self.left >= 0

    @property
    def ready(self) -> bool:
        """Whether it can be booked as it stands."""
        return self.fits and not self.why_not and not self.waits and bool(self.choice.pupils)


@dataclass(frozen=True, slots=True)
class Plan:
    """All wishes, the budget that they are held against, and what they cost together."""

    wishes: list[Wish]
    account: Account | None
    total: Decimal

    @property
    def ready(self) -> int:
        """How many lines can be booked as they stand."""
        return sum(wish.ready for wish in self.wishes)


def plan_of(
    choices: Sequence[Choice], school: School, accounts: Sequence[Account], waiting: Mapping[UUID, str]
) -> Plan:  # fmt: skip
    """The wishes in order of rank, each with what it would leave of what pays it: its team, or what is common.

    `waiting` says for a programme why no round is open."""
    alone = _without_help(choices, school)
    left = {account.programme_id: account.common for account in accounts}
    wishes, total = [], ZERO
    for choice in choices:
        offer, after, waits = choice.offer, None, ""
        amount, unknown = ZERO, offer.text.unit == "pupil" and not choice.pupils
        if offer.kind == "optional":
            amount = rounded(offer.text.price * rules.quantity_of(offer.text, choice.units, choice.pupils or 0))
            purse = choice.team_id or offer.programme_id
            after = left[purse] = left.get(purse, choice.team.available if choice.team else ZERO) - amount
            total += amount
            waits = waiting.get(offer.programme_id, "")
        wishes.append(Wish(choice, amount, after, _why_not(school, choice, alone), unknown, waits))
    programmes = {choice.offer.programme_id for choice in choices}
    account = next((each for each in accounts if each.programme_id in programmes), next(iter(accounts), None))
    return Plan(wishes, account, total)


def _without_help(choices: Sequence[Choice], school: School) -> set[UUID]:
    """The programmes in which the school wants what only makes help possible, and has no help yet. One statement."""
    asked = {each.offer.programme_id for each in choices if is_facilities_only(each.offer.text)}
    return asked - rules.helped(school, asked) if asked else set()


def _why_not(school: School, choice: Choice, alone: set[UUID]) -> str:
    try:
        rules.fits(school, choice.offer, None)
    except Refused as refused:
        return refused.sentence
    if choice.offer.programme_id in alone and is_facilities_only(choice.offer.text):
        return rules.why_unsupported()
    return ""
