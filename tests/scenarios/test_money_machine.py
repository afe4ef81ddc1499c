"""Whatever people do, in whatever order: places and money are never negative and never lost."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from catalogue.errors import Invalid, Refused
from catalogue.money import ZERO
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.bookings.states import HOLDS_PLACES
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from tests import cast
from tests.cast import Town

WAYS = ("confirm", "decline", "withdraw", "cancel", "deliver", "accept", "dispute")


class Money(RuleBasedStateMachine):
    """Two schools with little money, one offer with few places, and everybody doing what they like."""

    town: Town
    booked = Bundle("booked")
    claimed = Bundle("claimed")

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.offer = cast.offer(self.town, price=Decimal("333.33"), capacity=12)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    def _try(self, deed: Callable[[], Any]) -> Any:
        """The deed, or nothing when the rules say no: both are fine here."""
        try:
            with transaction.atomic():
                return deed()
        except (Refused, Invalid):
            return None

    @rule(target=booked, units=st.integers(1, 6), school=st.sampled_from(["kring", "linde"]),
          teacher=st.booleans(), own=st.sampled_from(["0.00", "33.33"]))  # fmt: skip
    def book(self, units: int, school: str, teacher: bool, own: str) -> Any:
        who = ("teacher" if teacher else "coordinator") if school == "kring" else "other_coordinator"
        made = self._try(lambda: bookings.book(
            getattr(self.town, school), Offer.objects.get(pk=self.offer.pk), units=units, pupils=20,
            own_contribution=Decimal(own), by=self.town.actor(who)))  # fmt: skip
        return made.pk if made else multiple()

    @rule(booking=booked, way=st.sampled_from(WAYS), who=st.sampled_from(["board", "librarian"]))
    def go_on(self, booking: Any, way: str, who: str) -> None:
        row, extra = Booking.objects.get(pk=booking), {}
        if way in ("decline", "dispute"):
            extra = {"reason": "zo is het"}
        if way == "deliver":
            extra = {"date": timezone.localdate(), "sessions": 1, "pupils_reached": 20}
        self._try(lambda: getattr(bookings, way)(row, by=self.town.actor(who), **extra))

    @rule(booking=booked)
    def hurry(self, booking: Any) -> None:
        """The short way to an accepted delivery, so that there is something to claim."""
        for way, who in (("approve", "board"), ("confirm", "librarian"), ("deliver", "librarian"), ("accept", "board")):
            if way == "approve":
                self._try(lambda: bookings.approve(Booking.objects.get(pk=booking), by=self.town.actor("board")))
            else:
                self.go_on(booking, way, who)

    @rule(target=claimed, rows=st.lists(booked, min_size=1, max_size=3, unique=True))
    def claim(self, rows: list[Any]) -> Any:
        librarian = self.town.actor("librarian")
        made = self._try(lambda: claims.submit(
            claims.claim([claims.Wanted(row) for row in rows], by=librarian), by=librarian))  # fmt: skip
        return made.pk if made else multiple()

    @rule(target=claimed, units=st.lists(st.integers(1, 4), min_size=1, max_size=2))
    def deliver_and_claim(self, units: list[int]) -> Any:
        """The whole way to a submitted claim at once, so that decisions come about often."""
        rows = []
        for each in units:
            offer = Offer.objects.get(pk=self.offer.pk)
            row = self._try(lambda each=each, offer=offer: bookings.book(
                self.town.kring, offer, units=each, pupils=20, by=self.town.actor("coordinator")))  # fmt: skip
            if row:
                self.hurry(row.pk)
                rows.append(row.pk)
        return self.claim(rows)

    @rule(claim=claimed, verdict=st.sampled_from(["approve", "approve", "return", "reject"]), keep=st.booleans(),
          part=st.sampled_from([None, "0.00", "100.01"]), who=st.sampled_from(["assessor", "assessor2"]))  # fmt: skip
    def decide(self, claim: Any, verdict: str, keep: bool, part: str | None, who: str) -> None:
        row = Claim.objects.get(pk=claim)
        lines = [LineVerdict(line.pk, Decimal(part), "deels") for line in row.lines.all()[:1]] if part else []
        said = Verdict(verdict, "zo is het", lines, "keep" if keep else "release")
        self._try(lambda: decide(row, said, by=self.town.actor(who)))

    @rule(claim=consumes(claimed))
    def give_up(self, claim: Any) -> None:
        self._try(lambda: claims.withdraw(Claim.objects.get(pk=claim), by=self.town.actor("librarian")))

    @invariant()
    def no_cent_and_no_place_is_lost(self) -> None:
        assert verify() == []
        held = Booking.objects.filter(status__in=HOLDS_PLACES)
        taken = Offer.objects.get(pk=self.offer.pk).taken
        assert 0 <= taken <= 12
        assert taken == (held.aggregate(total=Sum("quantity"))["total"] or 0)
        for account in Account.objects.all():
            rows = Booking.objects.filter(account=account)
            assert min(account.available, account.reserved, account.spent) >= 0
            assert account.reserved == (rows.aggregate(total=Sum("reserved"))["total"] or ZERO)
            assert account.spent == (rows.aggregate(total=Sum("spent"))["total"] or ZERO)
        approved = Claim.objects.filter(status="approved")
        spent = Booking.objects.aggregate(total=Sum("spent"))["total"] or ZERO
        assert spent == (approved.aggregate(total=Sum("sanctioned"))["total"] or ZERO)


@pytest.mark.slow
@pytest.mark.databases
def test_no_order_of_deeds_loses_a_cent_or_a_place(town: Town):
    machine = type("MoneyOfTheTown", (Money,), {"town": town})
    run_state_machine_as_test(machine, settings=settings(max_examples=10, stateful_step_count=15))
