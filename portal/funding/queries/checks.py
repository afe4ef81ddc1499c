"""Where a plan contradicts itself: its lines against what their text says, and against the measures under them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.money import part_of, written
from portal.funding.basis import MONTHS, Basis, in_units, one_of
from portal.funding.models import BudgetPlan, Measure, PlanLine
from portal.funding.quarters import Quarter
from portal.funding.queries import plans
from portal.funding.queries.costs import Below, Part, below, bottom_up, cost_of, line_of
from portal.funding.queries.plans import Finding, Planned


def findings(plan: BudgetPlan, adopted: Planned | None = None, known: dict[UUID, Below] | None = None) -> list[Finding]:
    """Everything in a plan that does not add up or contradicts itself; what blocks its adoption comes first.

    `adopted` is what `planned_of` read, `known` what `below` read, for who looks at many plans.
    """
    return [*plans.findings(plan, adopted), *contradictions(plan, known)]


def contradictions(plan: BudgetPlan, known: dict[UUID, Below] | None = None) -> list[Finding]:
    """What the lines of a plan say against the measures and fixed offers under them. Nothing of it blocks adoption."""
    known = below([plan]) if known is None else known
    lines, under = list(plan.lines.all()), known.get(plan.programme_id, Below())
    found = [each for part in bottom_up(plan, known).lines for each in _of_line(plan, part)]
    return found + [each for measure in under.measures for each in _of_measure(plan, measure, lines)]


def _of_line(plan: BudgetPlan, part: Part) -> Iterator[Finding]:
    line, total = part.line, part.total
    assert line is not None
    if basis := Basis.read(line.basis):
        yield from _of_basis(plan, line, basis, part.measures)
    shown = {"line": line.name, "planned": written(line.amount), "most": written(total.most)}
    if total.least > line.amount:
        more = {"more": written(total.least - line.amount), "least": written(total.least)}
        sentence = _("What is under “%(line)s” costs %(least)s, %(more)s more than the %(planned)s of the line.")
        yield Finding("bottom_up_above_line", sentence % (shown | more))
    elif total.most > line.amount and part.of_offers:
        sentence = _("When every school uses all of its fixed offers, “%(line)s” costs %(most)s; it has %(planned)s.")
        yield Finding("bottom_up_above_line", sentence % shown)
    elif total.most > line.amount:
        sentence = _("What is under “%(line)s” may cost %(most)s; the line has %(planned)s.")
        yield Finding("bottom_up_above_line", sentence % shown)


def _of_basis(plan: BudgetPlan, line: PlanLine, basis: Basis, measures: Iterable[Measure]) -> Iterator[Finding]:
    counted = [each for each in measures if each.unit == basis.unit and each.per_year]
    yearly = sum((each.per_year or Decimal(0) for each in counted), Decimal(0))
    shown = {"line": line.name, "unit": one_of(basis.unit)}
    if counted and yearly != basis.per_year:
        yield Finding("basis_quantity", _quantities(line, basis, counted, yearly))
        rates = {
            "basis": written(part_of(line.amount, 1, basis.per_year * basis.years)),
            "below": written(part_of(line.amount, MONTHS, yearly * plan.months)),
        }
        sentence = _("“%(line)s” comes to %(basis)s per %(unit)s by its text, and to %(below)s by its measures.")
        yield Finding("basis_rate", sentence % (shown | rates))
    if basis.years * MONTHS != plan.months:
        years = ngettext("%(years)d year", "%(years)d years", basis.years) % {"years": basis.years}
        sentence = _("The text of “%(line)s” computes %(years)s; the plan runs %(time)s.")
        yield Finding("basis_period", sentence % (shown | {"years": years, "time": in_time(plan.months)}))
    if basis.rate is not None and (said := part_of(basis.rate, basis.per_year * basis.years)) != line.amount:
        amounts = {"said": written(said), "planned": written(line.amount)}
        sentence = _("The text of “%(line)s” comes to %(said)s; the line has %(planned)s.")
        yield Finding("basis_amount", sentence % (shown | amounts))


def _quantities(line: PlanLine, basis: Basis, measures: list[Measure], yearly: Decimal) -> str:
    sentence = _(
        "The text of “%(line)s” counts %(basis)s in a year (%(how)s); its measures come to %(below)s (%(names)s)."
    )
    return sentence % {
        "line": line.name, "basis": in_units(basis.unit, basis.per_year), "how": basis.words,
        "below": in_units(basis.unit, yearly), "names": "; ".join(_how(each) for each in measures),
    }  # fmt: skip


def _how(measure: Measure) -> str:
    """“2 hours per month × 15 sites”, or the name of a measure that says how many there are in a year."""
    if measure.units_per_year is not None or measure.units_per_school_per_month is None:
        return f"“{measure.name}”"
    each = Basis(measure.unit, measure.units_per_school_per_month, "month", measure.schools or 1)
    return f"“{measure.name}”: {each.words}"


def _of_measure(plan: BudgetPlan, measure: Measure, lines: list[PlanLine]) -> Iterator[Finding]:
    line = line_of(measure, lines)
    missing = [
        ("measure_without_lead", not measure.lead, _("“%(name)s” has no lead. Say who directs it.")),
        ("measure_without_planning", not measure.is_planned, _("“%(name)s” is not planned. Say in which quarter.")),
        ("measure_without_cost", not cost_of(measure, MONTHS), _("“%(name)s” has no cost. Say what it costs.")),
        ("measure_without_line", line is None, _("No line of the plan pays “%(name)s”. Choose one, or add it.")),
    ]
    for code, is_missing, sentence in missing:
        if is_missing:
            yield Finding(code, sentence % {"name": measure.name})
    if quarters := planned_in(measure):
        yield from _of_planning(plan, measure, line, quarters[0], quarters[-1])


def _of_planning(
    plan: BudgetPlan, measure: Measure, line: PlanLine | None, first: Quarter, last: Quarter
) -> Iterator[Finding]:
    shown = {"name": measure.name, "first": first.words, "last": last.words}
    begins, ends = Quarter.of(plan.runs_from), Quarter.of(plan.runs_until)
    if first < begins or last > ends:
        sentence = _(
            "“%(name)s” is planned from %(first)s until %(last)s; the plan runs from %(begins)s until %(ends)s."
        )
        yield Finding("measure_outside_period", sentence % (shown | {"begins": begins.words, "ends": ends.words}))
    grants = [source.grant for source in line.sources.all()] if line else []
    longest = max(grants, key=lambda grant: grant.spend_until, default=None)
    if longest and last > Quarter.of(longest.spend_until):
        limit = {"grant": longest.regulation.code, "day": f"{longest.spend_until:%d-%m-%Y}"}
        sentence = _("“%(name)s” is planned until %(last)s; its grant %(grant)s must be spent by %(day)s.")
        yield Finding("measure_after_spend_until", sentence % (shown | limit))


def planned_in(measure: Measure) -> list[Quarter]:
    """The quarters that a measure names, in order; those of its lasting phase, which other money pays, left out."""
    said = [measure.start, measure.ready]
    said += [each[name] for each in measure.planning if each["phase"] != "lasting" for name in ("from", "until")]
    return sorted(Quarter.read(text) for text in said if text)


def in_time(months: int) -> str:
    """“2 years”, or “18 months” when that is no whole number of years."""
    years, rest = divmod(months, MONTHS)
    if rest:
        return ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
    return ngettext("%(years)d year", "%(years)d years", years) % {"years": years}
