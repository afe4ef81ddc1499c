"""Whatever schools, providers and officers do, in any order: the counters are the live bookings, and no more is taken
than a school is entitled to at that moment; its choice budget is never touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from catalogue.errors import Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.bookings.states import DELIVERED, HOLDS_PLACES
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.entitlements import actions as entitlements
from portal.entitlements.models import EntitlementUse
from portal.entitlements.queries import pairs_visible_to, standing_of
from tests import cast
from tests.cast import Town

NOW = datetime(2026, 11, 25, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
DAYS = st.sampled_from([date(2026, 12, 1), date(2026, 12, 20), date(2027, 1, 11), date(2027, 5, 1)])
UNITS = st.integers(1, 4)
WAYS: dict[str, Callable[[Town, Booking], Any]] = {
    "withdraw": lambda town, row: bookings.withdraw(row, by=town.actor("coordinator")),
    "decline": lambda town, row: bookings.decline(row, reason="Vol", by=town.actor("librarian")),
    "confirm": lambda town, row: bookings.confirm(row, by=town.actor("librarian")),
    "cancel": lambda town, row: bookings.cancel(row, by=town.actor("coordinator")),
    "deliver": lambda town, row: bookings.deliver(
        row, date=NOW.date(), sessions=1, pupils_reached=20, by=town.actor("librarian")
    ),
    "dispute": lambda town, row: bookings.dispute(row, reason="Nee", by=town.actor("coordinator")),
}


class Year(RuleBasedStateMachine):
    """What may happen in a school year to one fixed offer and De Kring; each step stands or is refused whole."""

    town: Town

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.made = cast.fixed_offer(self.town, entitlement_units=2, entitlement_per_pupils=100)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def _refusable(self, deed: Callable[[], Any]) -> bool:
        try:
            with transaction.atomic():
                deed()
        except Refused:
            return False
        return True

    def _offer(self) -> Offer:
        return Offer.objects.select_related("revision", "programme", "provider").get(pk=self.made.pk)

    def _row(self, number: int) -> Booking | None:
        rows = list(Booking.objects.filter(offer=self.made).order_by("created_at", "pk"))
        return rows[number % len(rows)] if rows else None

    @rule(day=DAYS, units=UNITS, who=st.sampled_from(["coordinator", "teacher"]))
    def plan(self, day: date, units: int, who: str) -> None:
        made, by = self._offer(), self.town.actor(who)
        before = standing_of(by, self.town.kring, made)
        took = self._refusable(
            lambda: bookings.book(self.town.kring, made, units=units, pupils=20, wished_dates=[day], by=by)
        )
        if who == "coordinator" and before:
            left = before.on(day).left
            assert took == (not before.opted_out and left is not None and units <= left)

    @rule(number=st.integers(0, 9))
    def approve(self, number: int) -> None:
        row = self._row(number)
        if row and row.status == "proposed":
            self._refusable(lambda: bookings.approve(row, by=self.town.actor("director")))

    @rule(number=st.integers(0, 9), way=st.sampled_from(sorted(WAYS)))
    def go_on(self, number: int, way: str) -> None:
        if row := self._row(number):
            self._refusable(lambda: WAYS[way](self.town, row))

    @rule(number=st.integers(0, 9), day=DAYS)
    def move_the_day(self, number: int, day: date) -> None:
        if row := self._row(number):
            self._refusable(lambda: bookings.reschedule(row, wished_dates=[day], by=self.town.actor("coordinator")))

    @rule(out=st.booleans())
    def opt(self, out: bool) -> None:
        director = self.town.actor("director")
        (pair,) = pairs_visible_to(director, offer=[self.made.pk])
        if out:
            self._refusable(lambda: entitlements.opt_out(pair, reason="Wij doen dit zelf", by=director))
        else:
            self._refusable(lambda: entitlements.opt_in(pair, by=director))

    @rule(units=UNITS, period=st.sampled_from(["month", "term", "year"]))
    def revise(self, units: int, period: str) -> None:
        made, writer = self._offer(), self.town.actor("librarian")
        offers.edit(made, entitlement_units=units, entitlement_period=period, by=writer)
        offers.submit(made, by=writer)
        offers.publish(made, by=self.town.actor("officer"))
        bookings.recount(made.pk)

    @rule(pupils=st.sampled_from([None, 0, 99, 101, 350]))
    def count(self, pupils: int | None) -> None:
        school, by = School.objects.get(pk=self.town.kring.pk), self.town.actor("officer")
        organisations.count_pupils(school, reference_date=cast.COUNTED_ON, pupils=pupils, source="test", by=by)

    @invariant()
    def counters_are_the_live_bookings(self) -> None:
        used, delivered = Counter[int](), Counter[int]()
        for row in Booking.objects.filter(offer=self.made, status__in=HOLDS_PLACES):
            used[row.entitlement_id] += row.quantity
            delivered[row.entitlement_id] += row.quantity * (row.status in DELIVERED)
        kept = {use.pk: (use.used, use.delivered) for use in EntitlementUse.objects.exclude(used=0)}
        assert kept == {pk: (number, delivered[pk]) for pk, number in used.items()}

    @invariant()
    def the_choice_budget_is_untouched(self) -> None:
        account = Account.objects.get(school=self.town.kring)
        assert (account.reserved, account.spent) == (0, 0)
        assert verify() == []


def _live(town: Town, examples: int, steps: int) -> None:
    Year.town = town
    with time_machine.travel(NOW):
        run_state_machine_as_test(
            Year, settings=settings(max_examples=examples, stateful_step_count=steps, print_blob=False)
        )


@pytest.mark.slow
def test_some_years_of_a_school(town: Town):
    _live(town, 4, 15)


@pytest.mark.slow
def test_many_years_of_a_school(town: Town):
    _live(town, 12, 40)
