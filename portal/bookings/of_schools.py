"""How the schools of a board stand: their money, what they want, booked and got, and what waits for somebody."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Count

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import School
from catalogue.organisations.queries import schools_visible_to
from portal.bookings import queries
from portal.bookings.states import DELIVERED
from portal.budgets import queries as budgets
from portal.budgets.models import Account

ASKED = ("requested", "confirmed")


@dataclass(slots=True)
class SchoolStanding:
    """One school: `wishes` on its shortlist, bookings by status, and its accounts. In euros, without VAT."""

    school: School
    accounts: list[Account] = field(default_factory=list)
    wishes: int = 0
    statuses: Counter[str] = field(default_factory=Counter)

    @property
    def granted(self) -> Decimal:
        """What it may choose from, over all programmes."""
        return sum((each.granted for each in self.accounts), ZERO)

    @property
    def reserved(self) -> Decimal:
        """What was set aside for bookings."""
        return sum((each.reserved for each in self.accounts), ZERO)

    @property
    def spent(self) -> Decimal:
        """What was paid."""
        return sum((each.spent for each in self.accounts), ZERO)

    @property
    def available(self) -> Decimal:
        """What can still be chosen."""
        return self.granted - self.reserved - self.spent

    @property
    def booked(self) -> int:
        """Bookings that are asked or confirmed, and not delivered yet."""
        return sum(self.statuses[status] for status in ASKED)

    @property
    def delivered(self) -> int:
        """Bookings that were delivered, agreed or not."""
        return sum(self.statuses[status] for status in DELIVERED)

    @property
    def proposed(self) -> int:
        """Proposals that wait for the director or the board."""
        return self.statuses["proposed"]

    @property
    def to_judge(self) -> int:
        """Deliveries that the school has not answered."""
        return self.statuses["delivered"]

    @property
    def waiting(self) -> int:
        """Everything that waits for somebody of the school or the board."""
        return self.proposed + self.to_judge


def standing_of_schools(actor: Actor) -> list[SchoolStanding]:
    """Every school that the actor acts for, by name. Four statements, however many schools there are."""
    found = {school.pk: SchoolStanding(school) for school in schools_visible_to(actor).order_by("name", "pk")}
    for account in budgets.visible_to(actor):
        if account.school_id in found:
            found[account.school_id].accounts.append(account)
    rows = queries.visible_to(actor).order_by().prefetch_related(None).select_related(None)
    for school, status, number in rows.values_list("school", "status").annotate(number=Count("pk")):
        if school in found:
            found[school].statuses[status] = number
    wishes: defaultdict[UUID, int] = defaultdict(int)
    wishes |= queries.choices_visible_to(actor).order_by().values_list("school").annotate(number=Count("pk"))
    for standing in found.values():
        standing.wishes = wishes[standing.school.pk]
    return list(found.values())
