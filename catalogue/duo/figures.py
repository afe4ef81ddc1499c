"""Pupils and scores of a register beside those that are here. What a person filled in stays, and is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from catalogue.duo.comparing import Comparison, shown
from catalogue.duo.outcome import Changes, Told
from catalogue.duo.rows import ScoreRow, Site
from catalogue.organisations.models import PupilCount, School, SchoolScore

DUO, CBS = "DUO", "CBS"
MASK = "<5"


class Figures(Comparison):
    """Compares counts and scores."""

    def counts(self, sites: Sequence[Site]) -> None:
        """Pupils per site and date. A site that is in no register of sites comes along when it has pupils."""
        days = {day for site in sites for day, _pupils in site.pupils}
        rows = PupilCount.objects.filter(reference_date__in=days)
        if self.own:
            rows = rows.filter(school__municipality=self.own)
        known = {(row.school_id, row.reference_date): row for row in rows}
        for site in sites:
            if not self._concerns(site):
                continue
            school = self.schools.get(site.code)
            is_new = school is None
            if school is None and not (site.pupils and site.pupils[-1][1] != 0):
                self.outcome.unchanged += 1
                continue
            school = school or self._school(site)
            changes: Changes = []
            for day, pupils in site.pupils:
                self._count(school, day, pupils, known.get((school.pk, day)), site.row, changes)
            self._differs(site.row, school, changes, is_new=is_new)

    def scores(self, rows: Sequence[ScoreRow]) -> None:
        """Scores per site and date, of schools that are known here; those of others are elsewhere."""
        known = {
            (row.school_id, row.reference_date): row
            for row in SchoolScore.objects.filter(reference_date__in={row.day for row in rows})
        }
        for row in rows:
            self.outcome.rows += 1
            school, first = self.schools.get(row.code), (row.code, row.day) not in self.scored
            self.scored.add((row.code, row.day))
            if school is None or (self.own and school.municipality_id != self.own.pk):
                self.outcome.elsewhere += 1
            elif not first:
                self._refuse(
                    row.row, row.code, school.name, _("This site stands in the file twice. The first row counts.")
                )
            else:
                self._score(school, row, known.get((school.pk, row.day)))

    def _count(
        self, school: School, day: date, pupils: int | None, known: PupilCount | None, row: int, changes: Changes
    ) -> None:
        """One count, when it is new or differs. What a person filled in for a masked count stays, and is said."""
        said = MASK if pupils is None else str(pupils)
        if known is None:
            self.outcome.counted.append(
                PupilCount(school=school, reference_date=day, pupils=pupils, masked=pupils is None, source=DUO)
            )
            changes.append((f"pupils {day}", "", said))
        elif pupils is None and known.masked:
            if known.is_filled_in:
                self.outcome.kept += 1
                kept = [(f"pupils {day}", said, str(known.pupils))]
                self.outcome.tell("kept", Told(row, school.location_code, school.name, kept, known.reason))
        elif known.pupils != pupils or known.masked:
            changes.append((f"pupils {day}", MASK if known.pupils is None else str(known.pupils), said))
            known.pupils, known.masked, known.source, known.reason = pupils, pupils is None, DUO, ""
            known.version += 1
            self.outcome.recounted.append(known)

    def _score(self, school: School, row: ScoreRow, known: SchoolScore | None) -> None:
        after = {"score": row.score, "score_above": row.score_above}
        before = {name: getattr(known, name) if known else None for name in after}
        changes = [
            (f"{name} {row.day}", shown(before[name]), shown(value))
            for name, value in after.items()
            if before[name] != value
        ]
        if known is None:
            self.outcome.counted.append(SchoolScore(school=school, reference_date=row.day, source=CBS, **after))
        elif changes:
            known.score, known.score_above, known.source = row.score, row.score_above, CBS
            self.outcome.recounted.append(known)
        self._differs(row.row, school, changes, is_new=False)

    def _differs(self, row: int, school: School, changes: Changes, *, is_new: bool) -> None:
        """What a row did to the figures of a school."""
        told = Told(row, school.location_code, school.name, changes)
        if is_new:
            self.outcome.tell("added", told)
        elif changes:
            self.outcome.different += 1
            self.outcome.tell("changed", told)
        else:
            self.outcome.unchanged += 1
