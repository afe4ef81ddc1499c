"""The plan of seven steps of the NJi: how far each is, read from what is really there (DOMAIN § 7 row 28)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from catalogue.organisations.models import PupilCount
from catalogue.programmes.models import Programme
from catalogue.vocabulary import Word, read
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED
from portal.funding.models import BudgetPlan
from portal.groups.models import WorkingGroup
from portal.monitoring.models import Evaluation, Indicator, Measurement, StepNote, Talk
from portal.needs.models import CoverSheet, Panel

FILE = Path(__file__).parent / "steps.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """One step by its number: what shows that it was taken, how much of each there is, and the own note with it."""

    number: int
    code: str
    label: str
    found: tuple[tuple[str, int], ...]
    note: str = ""

    @property
    def done(self) -> bool:
        """Whether there is anything that shows that this step was taken."""
        return any(number for _what, number in self.found)


CODES = tuple(each["code"] for each in read(FILE)["step"])


def source() -> str:
    """Where the steps come from."""
    return str(read(FILE)["source"])


def steps_of(programme: Programme) -> list[Step]:
    """The steps in their order for a programme of the own municipality. Twelve statements."""
    found = _found(programme)
    notes = dict(StepNote.objects.filter(programme=programme).values_list("step", "words"))
    return [
        Step(number, word.code, word.words, found[word.code], notes.get(word.code, ""))
        for number, word in enumerate(map(_word, read(FILE)["step"]), start=1)
    ]


def _word(row: dict[str, str]) -> Word:
    return Word(**row)


def _found(programme: Programme) -> dict[str, tuple[tuple[str, int], ...]]:
    bookings = Booking.objects.filter(offer__programme=programme, status__in=DELIVERED)
    counted = PupilCount.objects.filter(school__municipality=programme.municipality_id, target_pupils__gt=0)
    measured = Measurement.objects.filter(indicator__programme=programme, counts=True)
    talks = Talk.objects.filter(measurement__indicator__programme=programme)
    return {
        "urgency": (("counted", counted.values("school").distinct().count()),),
        "organise": (
            ("groups", WorkingGroup.objects.filter(programme=programme).count()),
            ("panels", Panel.objects.filter(programme=programme).count()),
        ),
        "data": (("sheets", CoverSheet.objects.filter(programme=programme, status="handed_in").count()),),
        "results": (("themes", programme.themes.exclude(intended_result="").count()),),
        "approach": (("plans", BudgetPlan.objects.filter(programme=programme, status="adopted").count()),),
        "measuring": (
            ("indicators", Indicator.objects.filter(programme=programme, status="active").count()),
            ("evaluations", Evaluation.objects.filter(offer__programme=programme).count()),
        ),
        "execute": (("delivered", bookings.count()), ("measured", measured.count()), ("talks", talks.count())),
    }
