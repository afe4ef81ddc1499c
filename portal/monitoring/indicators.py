"""What is measured: who sees it, what is still to be filled in, and how each indicator stands beside its target.

A number of pupils from 1 to 4 could show who they are, so only who filled it in sees it (`Value.hidden`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from catalogue.actor import Actor
from portal.monitoring.models import Indicator, Measurement, Talk
from portal.monitoring.periods import Period
from portal.monitoring.queries import FEWEST
from portal.monitoring.rules import executes

MOST_PERIODS = 12


@dataclass(frozen=True, slots=True)
class Value:
    """What was measured in one period, as the actor may see it. `talks` belong to the period, of any edition."""

    measurement: Measurement
    number: Decimal | None
    talks: tuple[Talk, ...] = ()

    @property
    def hidden(self) -> bool:
        """Whether the number is too small to show."""
        return self.number is None

    @property
    def reached(self) -> bool | None:
        """Whether it is what is wanted; `None` when there is no target or it is hidden."""
        indicator = self.measurement.indicator
        if self.number is None or indicator.target is None:
            return None
        reached: bool = self.number <= indicator.target if indicator.at_most else self.number >= indicator.target
        return reached


@dataclass(frozen=True, slots=True)
class Standing:
    """One indicator: its values from old to new, and the last period that ended and was not filled in."""

    indicator: Indicator
    values: tuple[Value, ...]
    missing: Period | None

    @property
    def newest(self) -> Value | None:
        """The value of the latest period."""
        return self.values[-1] if self.values else None


def indicators_visible_to(actor: Actor) -> QuerySet[Indicator]:
    """The municipality all of its own; a provider, a school or a board what is asked of it; by age."""
    rows = Indicator.objects.select_related(
        "programme", "measure__programme", "theme", "offer__revision", "offer__draft", "provider", "school"
    ).order_by("created_at", "pk")
    if actor.municipality:
        return rows.filter(municipality_id=actor.municipality)
    if actor.provider:
        return rows.filter(provider_id=actor.provider)
    if actor.school:
        return rows.filter(school_id=actor.school)
    return rows.filter(school__board_id=actor.board) if actor.board else rows.none()


def measurements_visible_to(actor: Actor) -> QuerySet[Measurement]:
    """Those of the indicators that the actor sees, corrected ones too; the number goes through `number_for`."""
    rows = Measurement.objects.filter(indicator__in=indicators_visible_to(actor).order_by().values("pk"))
    return rows.select_related(
        "indicator__programme", "indicator__provider", "indicator__school", "indicator__measure", "indicator__theme",
        "indicator__offer__revision", "indicator__offer__draft",
    ).order_by("-period", "-created_at", "pk")  # fmt: skip


def talks_visible_to(actor: Actor) -> QuerySet[Talk]:
    """Talks about the measurements that the actor sees, newest first."""
    rows = Talk.objects.filter(measurement__indicator__in=indicators_visible_to(actor).order_by().values("pk"))
    return rows.select_related("measurement__indicator__school").order_by("-held_on", "-created_at", "pk")


def number_for(actor: Actor, measurement: Measurement) -> Decimal | None:
    """The number as this actor may see it; `None` when it is so small that it could show somebody."""
    small = measurement.indicator.hides_small and 0 < measurement.value < FEWEST
    return None if small and not executes(actor, measurement.indicator) else measurement.value


def standings_of(actor: Actor, rows: Iterable[Indicator]) -> list[Standing]:
    """How these indicators stand. Two statements, however many there are."""
    found, today = list(rows), timezone.localdate()
    talks: defaultdict[tuple[UUID, str], list[Talk]] = defaultdict(list)
    for each in Talk.objects.filter(measurement__indicator__in=found).select_related("measurement"):
        talks[each.measurement.indicator_id, each.measurement.period].append(each)
    values: defaultdict[UUID, list[Value]] = defaultdict(list)
    by_id = {each.pk: each for each in found}
    for row in Measurement.objects.filter(indicator__in=found, counts=True).order_by("period"):
        row.indicator = by_id[row.indicator_id]
        about = tuple(talks[row.indicator_id, row.period])
        values[row.indicator_id].append(Value(row, number_for(actor, row), about))
    return [Standing(each, tuple(values[each.pk]), missing(each, values[each.pk], today)) for each in found]


def missing(indicator: Indicator, values: Sequence[Value], today: date) -> Period | None:
    """The last period that ended, when it counts and was not filled in: asked for once per period, not for all."""
    last = Period.of(indicator.every, today).before
    if indicator.status != "active" or last < indicator.first:
        return None
    return None if any(each.measurement.period == str(last) for each in values) else last


def open_periods(indicator: Indicator, values: Sequence[Value], today: date) -> list[Period]:
    """The periods that can be filled in, the one that is asked for first, then from new to old; at most a dozen."""
    filled = {each.measurement.period for each in values}
    now, found = Period.of(indicator.every, today), list[Period]()
    asked = now.before
    while now >= indicator.first and len(found) < MOST_PERIODS:
        if str(now) not in filled:
            found.append(now)
        now = now.before
    return sorted(found, key=lambda each: (each != asked, -each.number))


def to_measure(actor: Actor) -> list[Standing]:
    """What is asked of this actor now: a period ended and nothing was filled in. Three statements."""
    rows = [each for each in indicators_visible_to(actor).filter(status="active") if executes(actor, each)]
    return [each for each in standings_of(actor, rows) if each.missing] if rows else []


def editions_of(measurement: Measurement) -> QuerySet[Measurement]:
    """What stood there for this period before and now, oldest first."""
    rows = Measurement.objects.filter(indicator=measurement.indicator_id, period=measurement.period)
    return rows.select_related("indicator__school").order_by("edition")
