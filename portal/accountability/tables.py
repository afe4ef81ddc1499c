"""The SiSa table of a year: per goal what was spent in it, what it corrects of signed years, and all until its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from portal.accountability.counting import Counted, counted
from portal.accountability.models import SisaSignature
from portal.funding.queries import finals_of, transferred_by_year


@dataclass(frozen=True, slots=True)
class SisaRow:
    """One goal of one regulation. `apart`: "", "rent" or "staff".

    Spent in the `year`; `correction` of years whose table was signed before; and `cumulative`, in all years until it:
    the years and corrections until then add up to that.
    """

    regulation: str
    sisa_code: str
    goal: str
    label: str
    apart: str
    year: Decimal
    correction: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class SisaTable:
    """The table of one municipality and year. Amounts are without VAT; `total` leaves nothing of the rows out.

    `transferred` (and until the end of the year `transferred_until`) went to other municipalities: it stands in no row.
    `signature` is there when the table waits for a second person or is signed. `finals`: in the table of which year a
    regulation (its code) was accounted for, for the last time.
    """

    municipality: Municipality
    year: int
    rows: tuple[SisaRow, ...]
    transferred: Decimal = ZERO
    transferred_until: Decimal = ZERO
    signature: SisaSignature | None = None
    finals: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_signed(self) -> bool:
        """Its figures never change any more."""
        return self.signature is not None and self.signature.status == "signed"

    def sum_of(self, *, apart: str, cumulative: bool = False) -> Decimal:
        """Measures (`apart=""`), extra rent or civil-servant capacity: SiSa shows the last two apart."""
        return sum((r.cumulative if cumulative else r.year for r in self.rows if r.apart == apart), ZERO)

    @property
    def total(self) -> Decimal:
        """Everything paid in the year."""
        return sum((row.year for row in self.rows), ZERO)

    @property
    def correction(self) -> Decimal:
        """All corrections of years that were signed before."""
        return sum((row.correction for row in self.rows), ZERO)

    @property
    def cumulative(self) -> Decimal:
        """Everything in all years until this one."""
        return sum((row.cumulative for row in self.rows), ZERO)


Sums = Mapping[int | None, Decimal]


def sisa_table(municipality: Municipality, year: int) -> SisaTable:
    """Paid claims of the municipality by regulation and goal, in the year and cumulative. Fifteen statements at most.

    A claim counts in the year in which its invoice was paid, under the grant that pays it (`attribution.parts_of`):
    each euro in one row. What no grant of the plan may pay stands in rows without a regulation. The rows of a signed
    table stay as they were signed; what changed of it since is a correction in the first table after the signed ones.
    """
    lines = [each for each in counted(municipality) if each.year <= year]
    until = _sums(lines)
    within = _sums(each for each in lines if each.year == year and not each.correction)
    corrected = _sums(each for each in lines if each.year == year and each.correction)
    passed = transferred_by_year(municipality)
    signature = SisaSignature.objects.filter(municipality=municipality, year=year).exclude(status="refused").first()
    return SisaTable(
        municipality, year, tuple(_rows(municipality, within, corrected, until)),
        passed.get(year, ZERO), sum((amount for of, amount in passed.items() if of <= year), ZERO), signature,
        {each.regulation.code: each.year for each in finals_of(municipality.pk).values()},
    )  # fmt: skip


def _rows(municipality: Municipality, within: Sums, corrected: Sums, until: Sums) -> Iterable[SisaRow]:
    """One row per goal that is used in the municipality or has a figure; last what no grant of the plan paid."""
    used = Q(regulation__programmeregulation__programme__municipality=municipality)
    met = {goal for sums in (within, corrected, until) for goal in sums}
    goals = SpendingGoal.objects.select_related("regulation").filter(used | Q(pk__in=met - {None}))
    for goal in goals.distinct().order_by("regulation__code", "apart", "code"):
        yield SisaRow(
            goal.regulation.code, goal.regulation.sisa_code, goal.code, goal.label, goal.apart,
            *(sums.get(goal.pk, ZERO) for sums in (within, corrected, until)),
        )  # fmt: skip
    if None in met and any(sums.get(None) for sums in (within, corrected, until)):
        label = _("Paid by no grant of the plan: own money, or a line to mend")
        yield SisaRow("", "", "", label, "", *(sums.get(None, ZERO) for sums in (within, corrected, until)))


def _sums(lines: Iterable[Counted]) -> Sums:
    sums: dict[int | None, Decimal] = defaultdict(lambda: ZERO)
    for each in lines:
        sums[each.goal.pk if each.goal else None] += each.amount
    return dict(sums)
