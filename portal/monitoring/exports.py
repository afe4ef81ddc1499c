"""Every measurement as a table that a program can read: the columns are those of docs/measurements.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.actor import Actor
from catalogue.sheets import Sheet
from portal.monitoring.indicators import Standing, standings_of
from portal.monitoring.models import Indicator

COLUMNS = (
    "indicator", "programme", "subject_kind", "subject_id", "subject", "kind", "name", "unit", "target",
    "target_is_most", "source", "executor", "period", "first_day", "last_day", "value", "hidden", "reached", "words",
    "edition", "measured_at",
)  # fmt: skip


def sheet_of(actor: Actor, rows: Sequence[Indicator]) -> Sheet:
    """The values that count of these indicators, one row for each period. An indicator without values has one row.

    Names of columns are the same in every language. Two statements.
    """
    return Sheet("measurements", list(COLUMNS), _rows(standings_of(actor, rows)))


def _rows(found: Sequence[Standing]) -> Iterator[list[object]]:
    for each in found:
        row = each.indicator
        subject = row.subject
        executor = row.provider or row.school
        said: list[object] = [
            str(row.pk), str(row.programme_id), type(subject).__name__.lower(), str(subject.pk), row.subject_words,
            row.kind, row.name, row.unit, row.target, _yes(row.at_most), row.source, executor.name if executor else "",
        ]  # fmt: skip
        if not each.values:
            yield said
        for value in each.values:
            measured, during = value.measurement, value.measurement.during
            yield [
                *said, measured.period, during.first_day, during.last_day, value.number, _yes(value.hidden),
                "" if value.reached is None else _yes(value.reached), measured.words, measured.edition,
                measured.created_at,
            ]  # fmt: skip


def _yes(it: bool) -> str:
    return "yes" if it else "no"
