"""Where each euro comes from: per theme and source what is planned, committed and spent, and what others pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.money import ZERO, cents, share
from catalogue.offers.models import Revision
from catalogue.programmes.models import Programme, Theme
from catalogue.programmes.periods import MONTH, periods_of
from portal.accountability.attribution import RESERVED, Part, parts_of
from portal.funding.models import CoFinancing, LineSource, PlanLine
from portal.funding.queries import co_financings_of

GRANT, OTHER, NONE = "grant", "co_financing", "uncovered"


@dataclass(frozen=True, slots=True)
class FundRow:
    """A theme and a source: a regulation (`kind` grant), a party that pays beside it, or nobody (uncovered).

    Of what others pay only the plan is known: it is on no account of the municipality.
    """

    theme: Theme | None
    source: str
    kind: str
    planned: Decimal
    committed: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class YearShare:
    """A line in a calendar year: `own` money of the municipality, and what each party pays beside it."""

    line: PlanLine
    year: int
    own: Decimal
    parties: tuple[CoFinancing, ...]

    @property
    def others(self) -> Decimal:
        """What the parties pay together."""
        return sum((each.amount for each in self.parties), ZERO)

    @property
    def percent(self) -> Decimal:
        """The share of the others in the whole, in percent."""
        return share(Decimal(100), [cents(self.others), cents(self.own)])[0]


@dataclass(frozen=True, slots=True)
class FundReport:
    """The sources of a programme, by theme in its order; the money without a theme comes last."""

    programme: Programme
    rows: tuple[FundRow, ...]
    years: tuple[YearShare, ...]

    def total(self, *kinds: str) -> FundRow:
        """The sum of the rows of these kinds."""
        rows = [row for row in self.rows if row.kind in kinds]
        sums = [sum((getattr(row, name) for row in rows), ZERO) for name in ("planned", "committed", "spent")]
        return FundRow(None, "", "", *sums)


def funds_of(programme: Programme) -> FundReport:
    """Planned after the plan that holds; committed and spent after the grants that pay. Fourteen statements.

    Money counts for the theme of its line; where the line has none, for the first theme of the offer.
    """
    planned = LineSource.objects.filter(line__plan__programme=programme, line__plan__status="adopted")
    sources = list(planned.select_related("line", "grant__regulation"))
    lines = {source.line.code: source.line for source in sources}
    others = list(co_financings_of(programme))
    sums: dict[tuple[UUID | None, str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO, ZERO])
    for source in sources:
        sums[source.line.theme_id, GRANT, source.grant.regulation.code][0] += source.amount
    for other in others:
        line = lines.get(other.line)
        sums[line.theme_id if line else None, OTHER, other.party][0] += other.amount
    parts = [part for part in parts_of(programme.municipality_id, reserved=True) if _of(part, programme)]
    themes = _themes(part.spending.revision for part in parts if part.spending.revision)
    for part in parts:
        of_offer = themes.get(part.spending.revision) if part.spending.revision else part.spending.theme
        theme = part.line.theme_id if part.line and part.line.theme_id else of_offer
        sums[theme, *_source(part)][1 if part.spending.stage == RESERVED else 2] += part.amount
    return FundReport(programme, _rows(programme, sums), _years(programme, lines, others))


def _of(part: Part, programme: Programme) -> bool:
    return part.spending.programme == programme.pk


def _source(part: Part) -> tuple[str, str]:
    if part.grant:
        return GRANT, part.grant.regulation.code
    if part.goal:  # no plan holds yet: the regulation of the offer
        return GRANT, part.goal.regulation.code
    return NONE, _("no grant may pay it")


def _themes(revisions: Iterable[UUID]) -> Mapping[UUID, UUID]:
    """The first theme of each revision, in the order of the programme."""
    through = Revision.themes.through.objects.filter(revision__in=set(revisions))
    pairs = through.order_by("-theme__position", "-theme__name").values_list("revision", "theme")
    return dict(pairs)  # a later pair overwrites an earlier one, so the first theme stays


def _rows(programme: Programme, sums: Mapping[tuple[UUID | None, str, str], list[Decimal]]) -> tuple[FundRow, ...]:
    themes = {theme.pk: theme for theme in programme.themes.order_by("position", "name")}
    uses = programme.programmeregulation_set.select_related("regulation").order_by("position")
    order = [use.regulation.code for use in uses]
    kinds = (GRANT, OTHER, NONE)

    def place(key: tuple[UUID | None, str, str]) -> tuple[int, int, int, str]:
        theme, kind, source = key
        at = list(themes).index(theme) if theme in themes else len(themes)
        return at, kinds.index(kind), order.index(source) if source in order else len(order), source

    return tuple(
        FundRow(themes.get(theme) if theme else None, source, kind, *sums[theme, kind, source])
        for theme, kind, source in sorted(sums, key=place)
    )


def _years(programme: Programme, lines: Mapping[str, PlanLine], others: Iterable[CoFinancing]) -> tuple[YearShare, ...]:
    """Own money is spread evenly over the months of the programme: a plan says nothing about years."""
    months: dict[int, int] = defaultdict(int)
    for period in periods_of(programme, MONTH):
        months[period.starts_on.year] += 1
    by_year: dict[tuple[str, int], list[CoFinancing]] = defaultdict(list)
    for other in others:
        if other.line in lines:
            by_year[other.line, other.year].append(other)
    own = {
        code: dict(zip(months, share(lines[code].amount, list(months.values())), strict=True))
        for code in {code for code, _year in by_year}
    }
    return tuple(
        YearShare(lines[code], year, own[code].get(year, ZERO), tuple(rows))
        for (code, year), rows in sorted(by_year.items(), key=lambda each: (lines[each[0][0]].position, each[0][1]))
    )
