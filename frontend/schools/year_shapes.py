"""What stands on the year plan of a school: lines, terms or months with them, and the budgets that they take from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from catalogue.money import ZERO
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.models import Programme
from catalogue.programmes.periods import Period
from frontend.schools.year_forms import YearLine
from portal.bookings.models import Booking, Choice
from portal.bookings.wanted import Verdict
from portal.budgets.models import Account, TeamBudget
from portal.entitlements.queries import Part

FEW = 3  # fixed offers that stand unfolded anyway


@dataclass(slots=True)
class Line:
    """A wish, or what is left of a fixed offer in a period; with its form and what booking would say to it."""

    form: YearLine
    offer: Offer
    choice: Choice | None = None
    part: Part | None = None
    verdict: Verdict | None = None
    first: bool = False
    last: bool = False

    @property
    def day(self) -> date | None:
        """When it is planned, as far as somebody said so."""
        return self.verdict.wanted.day if self.verdict else None


@dataclass(slots=True)
class Section:
    """A term or a month with what is in it; without a period: what has no day yet."""

    period: Period | None
    bookings: list[Booking] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    near: bool = False

    @property
    def wishes(self) -> list[Line]:
        """The lines of the shortlist."""
        return [line for line in self.lines if line.choice]

    @property
    def fixed(self) -> list[Line]:
        """What is left of fixed offers."""
        return [line for line in self.lines if not line.choice]

    @property
    def open(self) -> bool:
        """Whether the fixed offers stand unfolded: few of them, soon, or ticked."""
        return self.near or len(self.fixed) <= FEW or any(line.form.picked or line.form.errors for line in self.fixed)


@dataclass(frozen=True, slots=True)
class Purse:
    """A budget with what the ticked lines would take of it."""

    name: str
    before: Decimal
    asked: Decimal

    @property
    def left(self) -> Decimal:
        """What would be left; below zero when it does not fit."""
        return self.before - self.asked


@dataclass(slots=True)
class YearPlan:
    """Everything on the page. `asked`: what the ticked lines cost the budget; `own`: the school itself."""

    school: School
    programme: Programme | None
    programmes: list[Programme]
    account: Account | None
    teams: list[TeamBudget]
    lines: list[Line]
    sections: list[Section]
    proposals: list[Booking]

    @property
    def ticked(self) -> list[Verdict]:
        """The verdicts of the lines that are ticked."""
        return [line.verdict for line in self.lines if line.verdict and line.form.picked]

    @property
    def asked(self) -> Decimal:
        """What they take of the budget of the school."""
        return sum((each.charged for each in self.ticked), ZERO)

    @property
    def left(self) -> Decimal:
        """What would be left of the budget; below zero when it does not fit."""
        return (self.account.available if self.account else ZERO) - self.asked

    @property
    def own(self) -> Decimal:
        """What the school pays itself."""
        return sum((each.own for each in self.ticked), ZERO)

    @property
    def ready(self) -> int:
        """How many ticked lines can be booked."""
        return sum(each.ready for each in self.ticked)

    @property
    def purses(self) -> list[Purse]:
        """Each team, and what is for everybody together, with what the ticked lines take of it."""
        if not self.account or not self.teams:
            return []
        asked: defaultdict[UUID | None, Decimal] = defaultdict(lambda: ZERO)
        for each in self.ticked:
            asked[each.wanted.team.pk if each.wanted.team else None] += each.charged
        teams = [Purse(team.name, team.available, asked[team.pk]) for team in self.teams]
        return [*teams, Purse("", self.account.common, asked[None])]

    @property
    def grants(self) -> list[tuple[str, Decimal]]:
        """By grant that is used first: what the ticked lines, the fixed ones too, would take of it."""
        found: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
        for each in self.ticked:
            if each.payer:
                found[each.payer.regulation.name] += each.amount - each.own
        return sorted(found.items())
