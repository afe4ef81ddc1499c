"""What the measures and the fixed offers under a line or a theme cost, added up from below, beside what is planned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from catalogue.money import ZERO, part_of
from catalogue.programmes.models import Theme
from portal.funding.basis import MONTHS
from portal.funding.models import BudgetPlan, Measure, PlanLine
from portal.funding.queries.fixed_offers import OfferCost, fixed_offers_of


@dataclass(frozen=True, slots=True)
class Cost:
    """From `least` to `most`; equal where nobody gave a lower bound."""

    least: Decimal = ZERO
    most: Decimal = ZERO

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.least + other.least, self.most + other.most)

    def __bool__(self) -> bool:
        return bool(self.most)

    @property
    def varies(self) -> bool:
        """Whether there is a lower bound below it."""
        return self.least != self.most

    def times(self, part: Decimal | int, whole: int = 1) -> Cost:
        """`part` of the `whole` of it, such as 24 of 12 months."""
        return Cost(part_of(self.least, part, whole), part_of(self.most, part, whole))


@dataclass(frozen=True, slots=True)
class Below:
    """What is there below the plans of a programme: its measures that were not stopped, and its fixed offers."""

    measures: list[Measure] = field(default_factory=list)
    offers: list[OfferCost] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """A line or a theme: what is planned, and what its measures and fixed offers cost in the whole time of the plan.

    `of_offers` is what the fixed offers cost when every school uses all of them; `per_year` is the part of the measures
    that comes back every year.
    """

    line: PlanLine | None
    theme: Theme | None
    planned: Decimal
    measures: tuple[Measure, ...]
    per_year: Cost
    of_measures: Cost
    of_offers: Decimal

    @property
    def total(self) -> Cost:
        """Measures and fixed offers together; what schools will use of the offers nobody knows: at least nothing."""
        return self.of_measures + Cost(ZERO, self.of_offers)

    @property
    def difference(self) -> Decimal:
        """What is planned beyond the most that it costs; below zero it may not be enough."""
        difference: Decimal = self.planned - self.total.most
        return difference


@dataclass(frozen=True, slots=True)
class BottomUp:
    """The lines of a plan in their order, its themes, and the measures that no line pays."""

    lines: list[Part]
    themes: list[Part]
    unpaid: list[Measure]

    def of(self, line: PlanLine) -> Part:
        """The part of one of its lines."""
        return next(part for part in self.lines if part.line == line)


def once_of(measure: Measure) -> Cost:
    """What a measure costs once, however long the plan runs."""
    return _bounded(measure) if measure.per == "once" else Cost()


def per_year_of(measure: Measure) -> Cost:
    """What a measure costs in every year."""
    other = measure.other_cost_per_year or ZERO
    yearly = Cost(other, other)
    if measure.per in ("month", "year"):
        yearly += _bounded(measure).times(MONTHS if measure.per == "month" else 1)
    if measure.unit_cost is not None:
        each = part_of(measure.unit_cost, measure.per_year or 0)
        yearly += Cost(each, each)
    return yearly


def cost_of(measure: Measure, months: int) -> Cost:
    """What a measure costs in so many months."""
    return once_of(measure) + per_year_of(measure).times(months, MONTHS)


def below(plans: Iterable[BudgetPlan]) -> dict[UUID, Below]:
    """The measures and fixed offers of the programmes of these plans, by programme. At most three statements."""
    programmes = {plan.programme_id: plan.programme for plan in plans}
    found: defaultdict[UUID, Below] = defaultdict(Below)
    rows = Measure.objects.filter(programme__in=programmes).exclude(status="stopped").select_related("theme")
    for measure in rows.order_by("theme__position", "created_at", "pk"):
        found[measure.programme_id].measures.append(measure)
    for each in fixed_offers_of(programmes.values()):
        found[each.programme].offers.append(each)
    return found


def line_of(measure: Measure, lines: Iterable[PlanLine]) -> PlanLine | None:
    """The line that pays a measure: the one that it names, else the first of its theme."""
    if measure.line:
        return next((line for line in lines if line.code == measure.line), None)
    return next((line for line in lines if measure.theme_id and line.theme_id == measure.theme_id), None)


def bottom_up(plan: BudgetPlan, known: dict[UUID, Below] | None = None) -> BottomUp:
    """What the lines and themes of a plan cost from below, in all the months that it runs.

    `known` is what `below` read, for who looks at many plans.
    """
    under = (below([plan]) if known is None else known).get(plan.programme_id, Below())
    lines = list(plan.lines.all())
    payer = {measure.pk: line_of(measure, lines) for measure in under.measures}
    offers = {each.offer.pk: each.paid_by(lines) for each in under.offers}

    def part(line: PlanLine | None, theme: Theme | None, planned: Decimal, wanted: Callable[..., bool]) -> Part:
        own = tuple(each for each in under.measures if wanted(each.theme_id, payer[each.pk]))
        paid = (each.amount for each in under.offers if wanted(None, offers[each.offer.pk]))
        yearly = sum((per_year_of(each) for each in own), Cost())
        total = sum((cost_of(each, plan.months) for each in own), Cost())
        return Part(line, theme, planned, own, yearly, total, sum(paid, ZERO))

    of_lines = [part(line, line.theme, line.amount, lambda _theme, by, line=line: by == line) for line in lines]
    themes = {line.theme_id: line.theme for line in lines if line.theme} | {
        each.theme_id: each.theme for each in under.measures if each.theme
    }
    of_themes = [part(None, theme, _planned(lines, theme), _under(theme)) for theme in themes.values() if theme]
    of_themes.sort(key=lambda each: (each.theme.position, each.theme.name) if each.theme else (0, ""))
    return BottomUp(of_lines, of_themes, [each for each in under.measures if payer[each.pk] is None])


def _planned(lines: Iterable[PlanLine], theme: Theme) -> Decimal:
    return sum((line.amount for line in lines if line.theme_id == theme.pk), ZERO)


def _under(theme: Theme) -> Callable[..., bool]:
    """What a measure names itself comes before the theme of the line that pays it."""
    return lambda own, line: (own or (line.theme_id if line else None)) == theme.pk


def _bounded(measure: Measure) -> Cost:
    most = measure.cost or ZERO
    return Cost(most if measure.cost_min is None else measure.cost_min, most)
