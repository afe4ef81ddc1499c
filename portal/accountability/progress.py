"""The yearly report on a plan: what was spent of each line, what was done under each theme, how far measures came.

Put together from the ledger, the reported deliveries and the journal of the measures; nothing of it is typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Max, Sum
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.money import ZERO
from catalogue.offers.models import Revision
from catalogue.programmes.models import Programme, Theme
from portal.bookings.models import Delivery
from portal.bookings.states import DELIVERED, REPEATED
from portal.budgets.models import Entry
from portal.budgets.states import EFFECTS
from portal.funding.models import BudgetPlan, Measure, PlanLine
from portal.funding.queries import Finding, contradictions
from portal.monitoring.queries import hidden

SPENDING = {kind: effect[2] for kind, effect in EFFECTS.items() if effect[2]}
LAST = (12, 31)


@dataclass(frozen=True, slots=True)
class LineYear:
    """A line: what is planned, what was spent of it in the year, and in all years until the end of it."""

    line: PlanLine
    spent: Decimal
    so_far: Decimal

    @property
    def left(self) -> Decimal:
        """What is planned and was not spent yet."""
        left: Decimal = self.line.amount - self.so_far
        return left


@dataclass(frozen=True, slots=True)
class Done:
    """What was delivered in the year. `pupils` is `None` when the number is so small that it is hidden."""

    schools: int
    sessions: int
    pupils: int | None


@dataclass(frozen=True, slots=True)
class MeasureYear:
    """A measure with the phase that it was in at the end of the year, and the phases that it entered in the year."""

    measure: Measure
    phase: str
    entered: tuple[tuple[str, datetime, str], ...]


@dataclass(frozen=True, slots=True)
class ThemeYear:
    """A theme (or what has none): its lines' money, its measures, and what was delivered."""

    theme: Theme | None
    planned: Decimal
    spent: Decimal
    measures: tuple[MeasureYear, ...]
    done: Done | None


@dataclass(frozen=True, slots=True)
class Progress:
    """The report of one calendar year on the plan of a programme."""

    programme: Programme
    plan: BudgetPlan
    year: int
    lines: list[LineYear]
    themes: list[ThemeYear]
    findings: list[Finding]

    @property
    def planned(self) -> Decimal:
        """All lines together."""
        return sum((each.line.amount for each in self.lines), ZERO)

    @property
    def spent(self) -> Decimal:
        """Spent in the year."""
        return sum((each.spent for each in self.lines), ZERO)

    @property
    def so_far(self) -> Decimal:
        """Spent in all years until the end of this one."""
        return sum((each.so_far for each in self.lines), ZERO)


def years_of(plan: BudgetPlan) -> range:
    """The calendar years in which the plan runs."""
    return range(plan.runs_from.year, plan.runs_until.year + 1)


def progress_of(plan: BudgetPlan, year: int) -> Progress:
    """The report of a year on a plan that the caller got by `plans_visible_to`; always as many statements."""
    lines = _lines(plan, year)
    measures, done = _measures(plan.programme_id, year), _done(plan.programme_id, year)
    known = {each.line.theme_id: each.line.theme for each in lines}
    known |= {each.measure.theme_id: each.measure.theme for each in measures}
    known |= {theme.pk: theme for theme in Theme.objects.filter(programme=plan.programme_id)}
    ordered = sorted(known.items(), key=lambda each: (each[1].position, each[1].name) if each[1] else (99_999, ""))
    themes = [_theme(theme, lines, measures, done.get(pk)) for pk, theme in ordered]
    shown = [each for each in themes if each.planned or each.measures or each.done]
    return Progress(plan.programme, plan, year, lines, shown, contradictions(plan))


def _theme(
    theme: Theme | None, lines: Iterable[LineYear], measures: Iterable[MeasureYear], done: Done | None
) -> ThemeYear:
    pk = theme.pk if theme else None
    own = [each for each in lines if each.line.theme_id == pk]
    planned, spent = sum((each.line.amount for each in own), ZERO), sum((each.spent for each in own), ZERO)
    return ThemeYear(theme, planned, spent, tuple(each for each in measures if each.measure.theme_id == pk), done)


def _lines(plan: BudgetPlan, year: int) -> list[LineYear]:
    """What schools spent counts for the choice line."""
    lines = list(plan.lines.all())
    choice = next((line.code for line in lines if line.kind == "choice"), "")
    rows = Entry.objects.filter(account__programme=plan.programme_id, on__lte=date(year, *LAST), kind__in=SPENDING)
    sums = rows.order_by().values_list("account__line", "kind", "on__year").annotate(total=Sum("amount"))
    spent: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    before: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for code, kind, of, total in sums:
        (spent if of == year else before)[code or choice] += SPENDING[kind] * total
    return [LineYear(line, spent[line.code], spent[line.code] + before[line.code]) for line in lines]


def _measures(programme: UUID, year: int) -> list[MeasureYear]:
    """Those that were there at the end of the year, by the journal."""
    rows = Measure.objects.filter(programme=programme).select_related("theme")
    measures = {row.pk: row for row in rows.order_by("theme__position", "created_at", "pk")}
    phases: defaultdict[UUID, list[JournalLine]] = defaultdict(list)
    kept = JournalLine.objects.filter(thing=Measure.KIND, thing_id__in=measures).exclude(to="").order_by("pk")
    for line in kept:
        if timezone.localtime(line.at).year <= year:
            phases[line.thing_id].append(line)
    return [
        MeasureYear(measures[pk], lines[-1].to, tuple(
            (line.to, line.at, line.because) for line in lines if timezone.localtime(line.at).year == year))
        for pk in measures if (lines := phases[pk])
    ]  # fmt: skip


def _done(programme: UUID, year: int) -> dict[UUID | None, Done]:
    """What was reported as delivered on a day of the year, by the first theme of the offer; small numbers hidden."""
    rows = Delivery.objects.filter(booking__offer__programme=programme, date__year=year, booking__status__in=DELIVERED)
    grouped = (
        rows.filter(replaced_by=None)
        .order_by()
        .values_list("booking__revision", "booking__school", "booking__revision__unit", "booking")
    )
    found = grouped.annotate(sessions_=Sum("sessions"), all_=Sum("pupils_reached"), most_=Max("pupils_reached"))
    sums = [
        (revision, school, sessions, most if unit in REPEATED else every)
        for revision, school, unit, _booking, sessions, every, most in found
    ]
    theme_of = _first_themes({revision for revision, *_rest in sums})
    by_theme: defaultdict[UUID | None, list[tuple[UUID, int, int]]] = defaultdict(list)
    for revision, school, sessions, pupils in sums:
        by_theme[theme_of.get(revision)].append((school, sessions, pupils))
    shown = hidden([sum(row[2] for row in rows) for rows in by_theme.values()])
    return {
        theme: Done(len({school for school, *_rest in rows}), sum(row[1] for row in rows), pupils)
        for (theme, rows), pupils in zip(by_theme.items(), shown, strict=True)
    }


def _first_themes(revisions: Iterable[UUID]) -> dict[UUID, UUID]:
    rows: Sequence[tuple[UUID, UUID]] = list(
        Revision.themes.through.objects.filter(revision__in=list(revisions))
        .order_by("-theme__position", "-theme__name")
        .values_list("revision_id", "theme_id")
    )
    return dict(rows)  # the last one of a revision, which comes first, stays
