"""Computing what a split would give, with everything that each amount is computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.errors import Refused
from catalogue.money import ZERO, Division, divide_within
from catalogue.organisations.models import School
from catalogue.organisations.queries import Counted, counted_on
from portal.budgets.models import Account
from portal.funding.models import ONE, Split
from portal.funding.queries.transfers import moved_of


@dataclass(frozen=True, slots=True)
class Share:
    """What a school gets, and everything that it is computed from (euros without VAT).

    `counted`: somebody counted the pupils. `before` and `after` are what its account is granted around the split;
    `committed` is reserved and spent of that, `moved` came (below zero: went) by transfers. `bound` (minimum, maximum,
    committed) is why the amount is not that of its pupils; `odd_cent`: it was rounded up, by largest remainder.
    """

    school: School
    pupils: int
    target_pupils: int
    weighted: Decimal
    counted: bool
    amount: Decimal
    before: Decimal
    after: Decimal
    committed: Decimal
    moved: Decimal
    bound: str
    odd_cent: bool

    @property
    def difference(self) -> Decimal:
        """More (or less) than before: what is booked."""
        return self.after - self.before

    @property
    def lacking(self) -> Decimal:
        """How much of what the school chose already the split would take away; zero when it takes nothing."""
        return max(ZERO, self.committed - self.after)


@dataclass(frozen=True, slots=True)
class Basis:
    """What schools without a bound divide: `rest` euros over `weight` weighted pupils, besides the part per school."""

    rest: Decimal
    weight: Decimal


def preview(split: Split) -> list[Share]:
    """What each school would get, by location code; the amounts add up to the pot to the cent. Five statements.

    `Refused("pot_too_small")` when what every school gets at least (or keeps) is more than the pot,
    `Refused("pot_too_large")` when what they may get at most is less, `Refused("no_pupils")` when money is left and no
    school has pupils counted on the reference date.
    """
    counted = counted_on(split.municipality, split.reference_date)
    accounts = {
        each.school_id: each for each in Account.objects.filter(programme=split.programme, school__isnull=False)
    }
    none = Account()
    had = [accounts.get(each.school.pk, none) for each in counted]
    transfers = moved_of(split.programme)
    moved = [transfers.get(each.school.pk, ZERO) for each in counted]
    protects = split.leftovers == "replace" and split.committed == "protect"
    floors = [max(ZERO, _committed(each) - move) for each, move in zip(had, moved, strict=True)] if protects else None
    weighted = [_weighted(split, each) for each in counted]
    division = _divided(split, weighted, floors)
    return [
        Share(
            each.school, each.pupils or 0, each.target_pupils or 0, weighted[i], each.pupils is not None, amount,
            had[i].granted, _after(split, had[i], amount, moved[i]), _committed(had[i]), moved[i],
            _bound(split, division, i, floors), _odd_cent(split, division, i, weighted[i]),
        )
        for i, (each, amount) in enumerate(zip(counted, division.parts, strict=True))
    ]  # fmt: skip


def basis_of(split: Split, shares: Sequence[Share]) -> Basis:
    """What the shares that are not at a bound divided by weight, so that each of them can be computed again."""
    free = [each for each in shares if not each.bound]
    rest: Decimal = sum((each.amount - split.per_school for each in free), ZERO)
    return Basis(rest, sum((each.weighted for each in free), Decimal(0)))


def _committed(account: Account) -> Decimal:
    committed: Decimal = account.reserved + account.spent
    return committed


def _after(split: Split, account: Account, amount: Decimal, moved: Decimal) -> Decimal:
    """What the account is granted afterwards; `Split` says what each word means."""
    before: Decimal = account.granted
    if split.leftovers == "keep":
        return before + amount
    if split.leftovers == "top_up":
        return max(before, _committed(account) + amount)
    if split.leftovers == "call_back":
        return _committed(account) + amount
    return amount + moved


def _bound(split: Split, division: Division, i: int, floors: Sequence[Decimal] | None) -> str:
    if i not in division.held:
        return ""
    part = division.parts[i]
    if floors is not None and part == floors[i] and part > max(split.minimum, split.per_school):
        return "committed"
    if split.maximum is not None and part == split.maximum:
        return "maximum"
    return "minimum" if part > split.per_school else ""


def _odd_cent(split: Split, division: Division, i: int, weight: Decimal) -> bool:
    """Whether the exact share was less than what it got: the cents that are over go to the largest remainders."""
    if i in division.held or not division.carried:
        return False
    got: Decimal = (division.parts[i] - split.per_school) * division.carried
    return got > division.rest * int(weight.scaleb(4))


def _weighted(split: Split, each: Counted) -> Decimal:
    """The pupils as they weigh: by sector, and a target pupil as `target_weight` instead of 1. Four decimals, exact."""
    pupils = each.pupils or 0
    targets = min(each.target_pupils or 0, pupils)
    by_sector = Decimal(split.weights.get(each.school.sector, ONE))
    weighted: Decimal = by_sector * (pupils - targets + split.target_weight * targets)
    return weighted


def _divided(split: Split, weighted: list[Decimal], floors: Sequence[Decimal] | None) -> Division:
    least = max(split.per_school, split.minimum)
    if split.pot < least * len(weighted):
        raise Refused(
            "pot_too_small",
            _("What every school gets at least is more than there is to divide. Lower it, or divide more money."),
        )
    if floors is not None and split.pot < sum((max(least, floor) for floor in floors), ZERO):
        raise Refused(
            "pot_too_small",
            _("What the schools chose already is more than there is to divide. Divide more money."),
        )
    if split.pot > split.per_school * len(weighted) and not any(weighted):
        raise Refused("no_pupils", _("No school has pupils counted on this date. Choose another reference date."))
    weights = [int(weight.scaleb(4)) for weight in weighted]
    try:
        return divide_within(
            split.pot, weights, each=split.per_school, least=split.minimum, most=split.maximum, floors=floors
        )
    except ValueError as error:
        raise Refused(
            "pot_too_large",
            _("With this maximum the schools cannot get all of it. Raise the maximum, or divide less money."),
        ) from error
