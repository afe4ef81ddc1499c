"""A line of a plan in the words of `book`, and what booking would say to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from catalogue.errors import Refused
from catalogue.money import ZERO
from catalogue.offers.models import Offer, Session
from portal.bookings import rules
from portal.budgets.models import TeamBudget
from portal.funding.models import Grant

LATER = frozenset({"round_closed", "frame_missing"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What would be asked, in the words of `book`. `counts`: it takes from what is left, because it is in the plan."""

    offer: Offer
    units: int
    pupils: int
    session: Session | None = None
    wished_on: date | None = None
    team: TeamBudget | None = None
    cover: bool = False
    counts: bool = True

    @property
    def quantity(self) -> int:
        """What is paid for, and taken of the places."""
        return rules.quantity_of(self.offer.text, self.units, self.pupils)

    @property
    def day(self) -> date | None:
        """When it is wanted, if somebody said so."""
        return timezone.localtime(self.session.starts_at).date() if self.session else self.wished_on

    @property
    def last_day(self) -> date:
        """Until when money must be there: the end of the session, the wished day, or else today."""
        if self.session:
            return max(timezone.localtime(self.session.ends_at).date(), timezone.localdate())
        return self.wished_on or timezone.localdate()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What it costs (`amount`), what of that the school lacks (`short`), and all that booking would refuse it for.

    `own`: what the school pays itself, because it covers what lacks. A fixed offer costs the school nothing. `payer`:
    the grant that is used first for it, when a plan says so.
    """

    wanted: Wanted
    amount: Decimal
    short: Decimal
    refusals: tuple[Refused, ...]
    payer: Grant | None = None

    @property
    def ready(self) -> bool:
        """Whether booking would say yes."""
        return not self.refusals

    @property
    def waits(self) -> bool:
        """Whether only a round is in the way: it goes along with the next one."""
        return bool(self.refusals) and all(each.code in LATER for each in self.refusals)

    @property
    def own(self) -> Decimal:
        """What comes from the own money of the school."""
        return self.short if self.wanted.cover else ZERO

    @property
    def charged(self) -> Decimal:
        """What comes from the budget of the school."""
        return ZERO if self.wanted.offer.kind == "fixed" else self.amount - self.own
