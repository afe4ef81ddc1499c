"""How many pupils a school has for a programme: the count that its budget was divided by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from catalogue.organisations.models import PupilCount
from portal.funding.models import Split


@dataclass(frozen=True, slots=True)
class Headcount:
    """Pupils, and those of the target group, on a day. `None`: the source does not say, and nobody guesses."""

    on: date
    pupils: int | None
    target: int | None

    @property
    def masked(self) -> bool:
        """The source says no more than “fewer than five”."""
        return self.pupils is None


def headcounts(programmes: Collection[UUID], schools: Collection[UUID]) -> dict[tuple[UUID, UUID], Headcount]:
    """By programme and school: the count of the reference date of the split that was adopted last, else the newest.

    A school that was never counted is not in the answer. Two statements.
    """
    adopted = Split.objects.filter(programme__in=programmes, status="adopted").order_by("updated_at")
    dates = dict(adopted.values_list("programme_id", "reference_date"))
    found: defaultdict[UUID, dict[date, Headcount]] = defaultdict(dict)
    for row in PupilCount.objects.filter(school__in=schools).order_by("reference_date"):
        hidden = row.masked or row.pupils is None
        pupils, target = (None, None) if hidden else (row.pupils, row.target_pupils)
        found[row.school_id][row.reference_date] = Headcount(row.reference_date, pupils, target)
    return {
        (programme, school): counts.get(dates.get(programme, date.max)) or counts[max(counts)]
        for school, counts in found.items()
        for programme in programmes
    }
