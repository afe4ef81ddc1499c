"""Who sails in the storm: everybody of one town, doing at random what they may do with money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from catalogue.programmes.actions import set_overspend
from catalogue.programmes.models import Programme
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets import closing, teams
from portal.budgets.models import Account, Entry, Period, TeamBudget
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan
from portal.people.models import Membership
from portal.people.queries import actor_of
from tests import cast
from tests.cast import COUNTED_ON, Town, build_town
from tests.portal.budgets.past import booked_on, months_ago
from tests.portal.funding import planned

Deed = Callable[[], Any]
# How often each is done, beside the others.
WEIGHTS = {
    "book": 30, "propose and approve": 6, "withdraw": 10, "confirm": 10, "cancel": 8, "decline": 4, "split": 8,
    "move": 10, "plan": 3, "correct": 5, "pass on": 5, "close": 2, "reopen": 2, "team": 3,
}  # fmt: skip


def harbour() -> Town:
    """A town with a plan, money since two months, and offers with few places: everybody wants the same.

    What the budget lacks a school may pay itself.
    """
    town = build_town()
    planned.plan(town)
    booked_on(months_ago(2))
    set_overspend(town.programme, wish="warn", booking="own_money", by=town.actor("officer"))
    for number in range(4):
        cast.offer(town, title=f"Aanbod {number}", capacity=40, sectors=[], year_groups=[])
    cast.fixed_offer(town, sectors=[], year_groups=[], entitlement_units=40, entitlement_period="year")
    return town


class Sailor:
    """One process: draws a deed, with whom and what it is about, from its own chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.programme = Programme.objects.get()
        members = Membership.objects.select_related("user")
        self.actors: dict[str, Actor] = {each.user.name: actor_of(each) for each in members}
        self.offers = list(Offer.objects.filter(status="published").select_related("programme", "provider"))
        self.schools = {"coordinator": "De Kring", "other_coordinator": "De Linde"}

    def next(self) -> tuple[str, Deed]:
        """The name of a deed, and the deed."""
        name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        return name, getattr(self, name.replace(" ", "_"))

    def book(self) -> None:
        who = self.chance.choice(list(self.schools))
        offer = Offer.objects.get(pk=self.chance.choice(self.offers).pk)
        school = School.objects.get(name=self.schools[who])
        bookings.book(
            school, offer, units=self.chance.randint(1, 4), pupils=20, by=self.actors[who],
            cover_shortfall=self.chance.random() < 0.1,
        )  # fmt: skip

    def propose_and_approve(self) -> None:
        offer = Offer.objects.get(pk=self.chance.choice(self.offers).pk)
        school = School.objects.get(name="De Kring")
        row = bookings.book(school, offer, units=1, pupils=20, by=self.actors["teacher"])
        bookings.approve(Booking.objects.get(pk=row.pk), by=self.actors["director"])

    def withdraw(self) -> None:
        self._way_back("requested", bookings.withdraw)

    def cancel(self) -> None:
        self._way_back("confirmed", bookings.cancel)

    def confirm(self) -> None:
        if row := self._booking("requested"):
            bookings.confirm(row, by=self.actors["librarian"])

    def decline(self) -> None:
        if row := self._booking("requested"):
            bookings.decline(row, reason="Vol", by=self.actors["librarian"])

    def split(self) -> None:
        rule = {"pot": self._euros(11000, 13000), "per_school": self._euros(0, 2000), "reference_date": COUNTED_ON}
        officer = self.actors["officer"]
        funding.adopt_split(funding.propose_split(self.programme, by=officer, **rule), by=officer)

    def move(self) -> None:
        plan = self._plan()
        origin, target = self.chance.sample(list(plan.lines.all()), 2)
        amount = self._euros(1, 1500)
        made = funding.propose_move(
            plan, origin=origin, target=target, amount=amount, reason="Storm", by=self.actors["officer"]
        )
        if made.status == "proposed":
            funding.confirm_move(made, by=self.actors["finance"])

    def plan(self) -> None:
        officer, before = self.actors["officer"], self._plan()
        rows = [
            {"name": line.name, "kind": line.kind, "amount": line.amount, "grant": line.grant, "code": line.code}
            for line in before.lines.all()
        ]
        funding.adopt_plan(funding.draft_plan(self.programme, lines=rows, by=officer), by=officer)

    def correct(self) -> None:
        rows = list(Entry.objects.filter(cause__in=("split", "handover"), corrections=None).order_by("-pk")[:20])
        if not rows:  # nobody divided or passed on anything yet: there is nothing to put right
            return
        entry = self.chance.choice(rows)
        amount = min(entry.amount, self._euros(1, 400))
        funding.correct(entry, amount=amount, reason="Storm", by=self.actors["finance"])

    def pass_on(self) -> None:
        account = Account.objects.select_related("programme__municipality").get(line="fixed")
        on = timezone.localdate() - timedelta(days=self.chance.choice((0, 0, 3, 40)))
        funding.propose_handover(
            account, amount=self._euros(1, 60), on=on, to_code="GM9797", to_name="Zonnedal", basis="Storm",
            by=self.actors["finance"],
        )  # fmt: skip

    def close(self) -> None:
        month = months_ago(self.chance.choice((1, 2)))
        own = self.programme.municipality
        closing.close_period(own, year=month.year, month=month.month, reason="Storm", by=self.actors["finance"])

    def reopen(self) -> None:
        if rows := list(Period.objects.filter(status="closed")):
            closing.reopen_period(self.chance.choice(rows), reason="Storm", by=self.actors["finance2"])

    def team(self) -> None:
        director, account = self.actors["director"], Account.objects.get(school__name="De Kring")
        there = list(TeamBudget.objects.filter(account=account))
        if len(there) < 3:
            name = f"Team {self.chance.randint(1, 9999)}"
            teams.add_team(account, name=name, amount=self._euros(1, 200), by=director)
        else:
            teams.change_team(self.chance.choice(there), amount=self._euros(0, 300), by=director)

    def _way_back(self, status: str, deed: Callable[..., Any]) -> None:
        if row := self._booking(status):
            who = next(who for who, name in self.schools.items() if name == row.school.name)
            deed(row, by=self.actors[who])

    def _booking(self, status: str) -> Booking | None:
        """Any of that status, as it is now."""
        rows = Booking.objects.filter(status=status).select_related("school", "offer__programme", "entitlement")
        found = list(rows.order_by("?")[:5])
        return self.chance.choice(found) if found else None

    def _plan(self) -> BudgetPlan:
        return BudgetPlan.objects.select_related("programme").get(status="adopted")

    def _euros(self, least: int, most: int) -> Decimal:
        return Decimal(self.chance.randint(least * 100, most * 100)).scaleb(-2)
