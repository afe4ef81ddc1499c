"""What a split gives, for the page and the table: a row per school with the sum that it is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.money import ZERO, is_english, rounded
from catalogue.sheets import Sheet
from frontend.charts import WIDTH
from frontend.wording import euro, whole
from portal.funding import queries
from portal.funding.models import Split
from portal.funding.queries import Basis, Share


@dataclass(frozen=True, slots=True)
class Row:
    """A school: its share, why it is that much, and the bar of the picture with the mark of the last split."""

    share: Share
    why: str
    last: Decimal | None
    width: int
    mark: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule gives: a row per school, the sums, and whether the table needs its extra columns."""

    rows: Sequence[Row]
    protected: Sequence[Row]
    lacking: Sequence[Row]
    pupils: int
    total: Decimal
    change: Decimal
    average: Decimal
    weighs: bool
    adds: bool

    @property
    def by_amount(self) -> list[Row]:
        """For the picture: the largest share first."""
        return sorted(self.rows, key=lambda row: (-row.share.amount, row.share.school.name))


def result_of(split: Split) -> Result:
    """The shares of a split, or of a rule that is being tried. `Refused` as `queries.preview`."""
    shares, last = queries.shares_of(split), queries.previous_amounts(split)
    basis = queries.basis_of(split, shares)
    most = max((max(each.amount, last.get(each.school.pk, ZERO)) for each in shares), default=ZERO)
    counted = [each for each in shares if each.pupils]
    pupils = sum(each.pupils for each in counted)
    rows = [_row(split, each, basis, last.get(each.school.pk), most) for each in shares]
    return Result(
        rows,
        [row for row in rows if row.share.bound == "committed"],
        [row for row in rows if row.share.lacking],
        pupils,
        sum((each.amount for each in shares), ZERO),
        sum((each.difference for each in shares), ZERO),
        rounded(sum((each.amount for each in counted), ZERO) / pupils) if pupils else ZERO,
        any(each.weighted != each.pupils for each in shares),
        any(each.after != each.amount for each in shares),
    )


def sheet_of(split: Split, result: Result) -> Sheet:
    """The table of the page, with every figure that an amount is computed from."""
    columns = [
        _("School"), _("Code"), _("Kind of school"), _("Pupils"), _("Target group"), _("Weighted pupils"),
        _("For each school"), _("To divide by weight"), _("Weight of all who share in it"), _("Bound"),
        _("Odd cent"), _("Amount"), _("Had"), _("Budget afterwards"), _("Difference"), _("Chosen already"),
        _("Last split"), _("Why"),
    ]  # fmt: skip
    basis = queries.basis_of(split, [row.share for row in result.rows])
    return Sheet(str(_("Split")), columns, (_cells(split, basis, row) for row in result.rows))


def _cells(split: Split, basis: Basis, row: Row) -> list[object]:
    share = row.share
    return [
        share.school.name, share.school.location_code, str(share.school.get_sector_display()), share.pupils,
        share.target_pupils, share.weighted, split.per_school, basis.rest, basis.weight, _bound_word(share),
        "1" if share.odd_cent else "", share.amount, share.before, share.after, share.difference, share.committed,
        row.last, row.why,
    ]  # fmt: skip


def _row(split: Split, share: Share, basis: Basis, last: Decimal | None, most: Decimal) -> Row:
    return Row(share, _why(split, share, basis), last, _wide(share.amount, most), _wide(last or ZERO, most))


def _wide(amount: Decimal, most: Decimal) -> int:
    return int(WIDTH * amount / most) if most else 0


def _bound_word(share: Share) -> str:
    words = {"minimum": _("minimum"), "maximum": _("maximum"), "committed": _("chosen already")}
    return words.get(share.bound, "")


def _why(split: Split, share: Share, basis: Basis) -> str:
    """The sum by which anybody can compute the amount again."""
    if share.bound == "committed":
        words = _("It has chosen %(chosen)s already, more than its share. It keeps that; the others divide the rest.")
        said = words % {"chosen": euro(share.committed)}
    elif share.bound:
        by_bound = {
            "minimum": _("Its pupils give less than the minimum, so it gets the minimum of %(amount)s."),
            "maximum": _("Its pupils give more than the maximum, so it gets the maximum of %(amount)s."),
        }
        said = by_bound[share.bound] % {"amount": euro(share.amount)}
    else:
        said = _sum(split, share, basis)
    return " ".join([said, *_afterwards(split, share)])


def _sum(split: Split, share: Share, basis: Basis) -> str:
    parts = [euro(split.per_school)] if split.per_school or not basis.weight else []
    if basis.weight:
        parts.append(f"{euro(basis.rest)} × {number(share.weighted)} ÷ {number(basis.weight)}")
    said = f"{' + '.join(parts)} = {euro(share.amount)}."
    if share.weighted != share.pupils:
        said = f"{_weighing(split, share)} {said}"
    return f"{said} {_('Rounded up: one cent by largest remainder.')}" if share.odd_cent else said


def _weighing(split: Split, share: Share) -> str:
    weight = split.weights.get(share.school.sector, "1")
    shown = {
        "pupils": whole(share.pupils), "target": whole(min(share.target_pupils, share.pupils)),
        "target_weight": number(split.target_weight), "weight": number(Decimal(weight)),
        "weighted": number(share.weighted),
    }  # fmt: skip
    return (
        _(
            "%(pupils)s pupils, of whom %(target)s of the target group count as %(target_weight)s; a pupil of this kind"
            " of school counts as %(weight)s: %(weighted)s."
        )
        % shown
    )


def _afterwards(split: Split, share: Share) -> list[str]:
    """How the budget comes from the share, when it is not the same."""
    shown = {"chosen": euro(share.committed), "before": euro(share.before), "after": euro(share.after)}
    words = {
        "keep": _("It had %(before)s and keeps that: %(after)s."),
        "top_up": _("It chose %(chosen)s; what is left of its %(before)s is topped up to this amount: %(after)s."),
        "call_back": _("It chose %(chosen)s; what is left goes back first, so it has %(after)s."),
    }
    if split.leftovers in words:
        return [words[split.leftovers] % shown]
    if share.moved:
        moved = _("Transfers between schools: %(moved)s, so its budget is %(after)s.")
        return [moved % {"moved": euro(share.moved), "after": euro(share.after)}]
    return []


def number(amount: Decimal | int) -> str:
    """`1.234,5` (Dutch) or `1,234.5` (English), without zeros that say nothing."""
    text = f"{Decimal(amount).normalize():,f}"
    return text if is_english() else text.translate(str.maketrans(",.", ".,"))
