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
from portal.monitoring.models import Evaluation
from portal.needs.models import CoverSheet, Panel

FILE = Path(__file__).parent / "steps.toml"


@dataclass(frozen=True, slots=True)
class Step:
    """One step by its number: whether it was taken, and how many of the things that show it there are."""

    number: int
    code: str
    label: str
    found: int

    @property
    def done(self) -> bool:
        """Whether there is anything that shows that this step was taken."""
        return self.found > 0


@cache
def _file() -> dict[str, Any]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def source() -> str:
    """Where the steps come from."""
    return str(_file()["source"])


def steps_of(programme: Programme) -> list[Step]:
    """The steps in their order for a programme of the own municipality. Seven statements."""
    bookings = Booking.objects.filter(offer__programme=programme)
    counted = PupilCount.objects.filter(school__municipality=programme.municipality_id, target_pupils__gt=0)
    found = {
        "urgency": counted.values("school").distinct().count(),
        "organise": Panel.objects.filter(programme=programme).count(),
        "data": CoverSheet.objects.filter(programme=programme, status="handed_in").count(),
        "results": programme.themes.exclude(intended_result="").count(),
        "approach": BudgetPlan.objects.filter(programme=programme, status="adopted").count(),
        "measuring": Evaluation.objects.filter(offer__programme=programme).count(),
        "execute": bookings.filter(status__in=DELIVERED).count(),
    }
    return [
        Step(number, each["code"], (is_english() and each["label_en"]) or each["label"], found[each["code"]])
        for number, each in enumerate(_file()["step"], start=1)
    ]
