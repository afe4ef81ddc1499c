"""The figures for the state, added up from paid claims; every figure can be opened to the lines behind it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q, QuerySet, Sum

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import Municipality
from catalogue.programmes.models import SpendingGoal
from portal.claims.models import ClaimLine


@dataclass(frozen=True, slots=True)
class SisaRow:
    """One goal of one regulation: spent in the year, and in all years until it. `apart`: "", "rent" or "staff"."""

    regulation: str
    sisa_code: str
    goal: str
    label: str
    apart: str
    year: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class SisaTable:
    """The table of one municipality and year. Amounts are without VAT; `total` leaves nothing out."""

    municipality: Municipality
    year: int
    rows: tuple[SisaRow, ...]

    def sum_of(self, *, apart: str, cumulative: bool = False) -> Decimal:
        """Measures (`apart=""`), extra rent or civil-servant capacity: SiSa shows the last two apart."""
        return sum((r.cumulative if cumulative else r.year for r in self.rows if r.apart == apart), ZERO)

    @property
    def total(self) -> Decimal:
        """Everything paid in the year."""
        return sum((row.year for row in self.rows), ZERO)


def municipalities_visible_to(actor: Actor) -> QuerySet[Municipality]:
    """The own municipality of a municipal actor; accounts are not public."""
    rows = Municipality.objects.all()
    return rows.filter(pk=actor.municipality) if actor.municipality else rows.none()


def sisa_table(municipality: Municipality, year: int) -> SisaTable:
    """Paid claims of the municipality by regulation and goal, in the year and cumulative. Two statements.

    A claim counts in the year in which its invoice was paid (its line in the SiSa table, issue of the regulation).
    """
    paid = paid_lines(municipality)
    until = _sums(paid.filter(claim__invoices__paid_on__year__lte=year))
    within = _sums(paid.filter(claim__invoices__paid_on__year=year))
    goals = SpendingGoal.objects.select_related("regulation").filter(_used(municipality) | Q(pk__in=until)).distinct()
    rows = tuple(
        SisaRow(
            goal.regulation.code, goal.regulation.sisa_code, goal.code, goal.label, goal.apart,
            within.get(goal.pk, ZERO), until.get(goal.pk, ZERO),
        )
        for goal in goals.order_by("regulation__code", "apart", "code")
    )  # fmt: skip
    return SisaTable(municipality, year, rows)


def paid_lines(municipality: Municipality) -> QuerySet[ClaimLine]:
    """The lines of settled claims of the municipality: the evidence behind every figure."""
    return ClaimLine.objects.filter(claim__municipality=municipality, claim__status="settled")


def lines_behind(municipality: Municipality, year: int, *, goal: str, regulation: str) -> QuerySet[ClaimLine]:
    """What one figure is made of, newest payment first, with booking, school and invoice."""
    rows = paid_lines(municipality).filter(
        claim__invoices__paid_on__year=year, goal__code=goal, goal__regulation__code=regulation
    )
    rows = rows.select_related("claim__provider", "booking__school", "booking__offer")
    return rows.annotate(paid_on=Max("claim__invoices__paid_on")).order_by("-paid_on", "pk")


def _used(municipality: Municipality) -> Q:
    return Q(regulation__programmeregulation__programme__municipality=municipality)


def _sums(lines: QuerySet[ClaimLine]) -> dict[int, Decimal]:
    return dict(lines.order_by().values_list("goal").annotate(total=Sum("sanctioned_amount")))
