"""Money: whole cents in the database, `Decimal` euros in code, rounded here and nowhere else (half up).

A decimal column is floating point on SQLite, and Python's own `quantize` rounds half to even; invoices may do neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable, Value
from django.utils.translation import get_language

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST = Decimal("9999999999.99")  # beyond any grant to a municipality, far within 64 bits of cents
MOST_CENTS = 999_999_999_999


def rounded(amount: Decimal) -> Decimal:
    """The nearest cent, half up (2.625 → 2.63), as invoices and the tax office expect."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def euros(cents: int) -> Decimal:
    """Whole cents as euros with two decimals."""
    return Decimal(cents).scaleb(-2).quantize(CENT)


def cents(amount: Decimal | int) -> int:
    """Euros as whole cents. `ValueError` for a fraction of a cent: rounding is a decision, never an accident."""
    scaled = Decimal(amount).scaleb(2)
    whole = int(scaled)
    if scaled != whole:
        raise ValueError(f"{amount} euros is not a whole number of cents")
    return whole


def is_english() -> bool:
    """Whether the reader reads English; everybody else reads Dutch."""
    return (get_language() or "nl").startswith("en")


def written(amount: Decimal) -> str:
    """For a reader: `€ 1.234,50` in Dutch, `€ 1,234.50` in English, with a blank that does not break."""
    text = f"{abs(amount):,.2f}"
    if not is_english():
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{'−' if amount < 0 else ''}€\N{NO-BREAK SPACE}{text}"


def part_of(amount: Decimal, part: Decimal | int, whole: Decimal | int = 1) -> Decimal:
    """`part` of the `whole` of an amount (24 of 12 months, 1 of 720 hours), to the nearest cent: an estimate, no share.

    `ZeroDivisionError` when there is no whole.
    """
    return rounded(amount * part / whole)


def share(total: Decimal, weights: Sequence[int | Decimal]) -> list[Decimal]:
    """Divide `total` in proportion to `weights` by largest remainder; the parts add up to `total` to the cent.

    Equal remainders go to the earlier part, so the same input always gives the same parts. Zero weights get nothing.
    `ValueError` when a weight is negative, or when nothing can carry a total that is not zero.
    """
    pot, sum_of_weights = cents(total), sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not sum_of_weights:
        if pot:
            raise ValueError("no weights to share over")
        return [ZERO for _ in weights]
    sign, pot = (-1, -pot) if pot < 0 else (1, pot)
    parts = [int(pot * weight // sum_of_weights) for weight in weights]
    remainders = [pot * weight % sum_of_weights for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for i in by_remainder[: pot - sum(parts)]:
        parts[i] += 1
    return [euros(sign * part) for part in parts]


@dataclass(frozen=True, slots=True)
class Division:
    """A total divided by `divide_within`: a part is at a bound (`held`), or its share of `rest` by its weight.

    Of what is not held each part is `each` + `rest` × its weight / `carried`, by largest remainder.
    """

    parts: list[Decimal]
    held: frozenset[int]
    rest: Decimal
    carried: int


def share_within(
    total: Decimal, weights: Sequence[int], *, each: Decimal = ZERO, least: Decimal = ZERO, most: Decimal | None = None
) -> list[Decimal]:
    """The parts of `divide_within`, with the same bounds for every part."""
    return divide_within(total, weights, each=each, least=least, most=most).parts


def divide_within(
    total: Decimal, weights: Sequence[int], *, each: Decimal = ZERO, least: Decimal = ZERO,
    most: Decimal | None = None, floors: Sequence[Decimal] | None = None,
) -> Division:  # fmt: skip
    """Divide `total`: `each` for every part, the rest by weight, every part from `least` to `most` (`None`: no bound).

    `floors` are bounds below of single parts, which go before `most`. A part that would come out too small or too large
    is held at its bound, and the others divide what that leaves, by largest remainder. The parts add up to `total` to
    the cent; without floors a heavier part never gets less than a lighter one, with floors no part gets less than a
    lighter one that is not held at its floor. `ValueError` when the bounds cannot hold the total, or when nothing may
    carry what is left.
    """
    pot, equal, weight_of = cents(total), cents(each), dict(enumerate(weights))
    lowest, highest = max(cents(least), equal), MOST_CENTS if most is None else cents(most)
    if highest < lowest:
        raise ValueError("the most is less than the least")
    low = [max(lowest, cents(floor)) for floor in floors] if floors is not None else [lowest] * len(weights)
    high = [max(highest, bound) for bound in low]
    held: dict[int, int] = {}
    rest = carried = 0
    while free := [i for i in weight_of if i not in held]:
        rest, carried = pot - sum(held.values()) - equal * len(free), sum(weight_of[i] for i in free)
        if not carried:  # nobody who is left weighs anything: the least that there is
            held |= {i: low[i] for i in free}
            break
        # compared as whole numbers: rest × weight / carried against a bound
        short = {i: gap for i in free if (gap := (low[i] - equal) * carried - rest * weight_of[i]) > 0}
        over = {i: gap for i in free if (gap := rest * weight_of[i] - (high[i] - equal) * carried) > 0}
        if not short and not over:
            break
        missing, surplus = sum(short.values()), sum(over.values())
        held |= {i: low[i] for i in short} if missing >= surplus else {}
        held |= {i: high[i] for i in over} if surplus >= missing else {}
    parts = share(euros(rest), [weight_of[i] for i in free]) if free and carried else []
    made = held | {i: equal + cents(part) for i, part in zip(free, parts, strict=False)}
    if sum(made.values()) != pot:
        raise ValueError("the bounds do not hold the total")
    return Division([euros(made[i]) for i in weight_of], frozenset(held), euros(rest if parts else 0), carried)


def pro_rata(amount: Decimal, part: int, whole: int) -> Decimal:
    """`part` of `whole` of an amount, to the nearest cent; `part` may be more than `whole`: what goes on as it went."""
    return rounded(amount * part / whole)


def roughly(amount: Decimal) -> Decimal:
    """To the nearest hundred euros, half up: an expectation must not look more exact than it is."""
    return amount.quantize(Decimal("1E+2"), rounding=ROUND_HALF_UP).quantize(CENT)


class EuroField(models.BigIntegerField):  # type: ignore[type-arg]  # Django's fields take no type arguments at run time
    """An amount in euros: `Decimal` with two decimals in code, whole cents in the database."""

    # What type checkers accept and give for an amount of a row, in place of the integer's own types.
    _pyi_private_set_type: Decimal | int | Combinable  # type: ignore[assignment]  # euros, not cents
    _pyi_private_get_type: Decimal  # type: ignore[assignment]  # euros, not cents
    _pyi_lookup_exact_type: Decimal | int | Combinable  # type: ignore[assignment]  # euros, not cents

    description = "Euros, kept as whole cents"

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        """Cents of a row, or of a sum over rows, as euros."""
        return None if value is None else euros(int(value))

    def to_python(self, value: Any) -> Decimal | None:
        """A `Decimal` of whole cents, or `ValidationError`."""
        if value is None:
            return None
        try:
            return euros(cents(Decimal(value)))
        except (ArithmeticError, TypeError, ValueError) as error:
            raise ValidationError(f"{value!r} is not an amount of euros and cents") from error

    def get_prep_value(self, value: Any) -> int | None:
        """Euros as cents; a fraction of a cent is refused here, as the last line of defence."""
        if value is None or hasattr(value, "resolve_expression"):
            return value  # type: ignore[no-any-return]  # an F() expression is compiled by the database layer
        return cents(Decimal(value))


def in_cents(amount: Decimal) -> Value:
    """An amount inside a database expression (`F("reserved") + in_cents(amount)`)."""
    return Value(cents(amount), output_field=models.BigIntegerField())
