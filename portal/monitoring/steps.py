"""The plan of seven steps of the NJi: how far each is, read from what is really there (DOMAIN § 7 row 28)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.money import is_english
from catalogue.organisations.models import PupilCount
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED
from portal.funding.models import BudgetPlan
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


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


CODES = tuple(each["code"] for each in _file()["step"])


def source() -> str:
    """Where the steps come from."""
    return str(_file()["source"])


def steps_of(programme: Programme) -> list[Step]:
    """The steps in their order for a programme of the own municipality. Eleven statements."""
    found = _found(programme)
    notes = dict(StepNote.objects.filter(programme=programme).values_list("step", "words"))
    return [
        Step(
            number, each["code"], (is_english() and each["label_en"]) or each["label"], found[each["code"]],
            notes.get(each["code"], ""),
        )
        for number, each in enumerate(_file()["step"], start=1)
    ]  # fmt: skip


def _found(programme: Programme) -> dict[str, tuple[tuple[str, int], ...]]:
    bookings = Booking.objects.filter(offer__programme=programme, status__in=DELIVERED)
    counted = PupilCount.objects.filter(school__municipality=programme.municipality_id, target_pupils__gt=0)
    measured = Measurement.objects.filter(indicator__programme=programme, counts=True)
    talks = Talk.objects.filter(measurement__indicator__programme=programme)
    return {
        "urgency": (("counted", counted.values("school").distinct().count()),),
        "organise": (("panels", Panel.objects.filter(programme=programme).count()),),
        "data": (("sheets", CoverSheet.objects.filter(programme=programme, status="handed_in").count()),),
        "results": (("themes", programme.themes.exclude(intended_result="").count()),),
        "approach": (("plans", BudgetPlan.objects.filter(programme=programme, status="adopted").count()),),
        "measuring": (
            ("indicators", Indicator.objects.filter(programme=programme, status="active").count()),
            ("evaluations", Evaluation.objects.filter(offer__programme=programme).count()),
        ),
        "execute": (("delivered", bookings.count()), ("measured", measured.count()), ("talks", talks.count())),
    }
