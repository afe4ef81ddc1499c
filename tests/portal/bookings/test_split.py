"""A booking of four groups becomes two, each with its own day; no cent and no place is taken or lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.proof import verify_teams
from portal.budgets.queries import verify
from portal.budgets.teams import add_team
from portal.entitlements.models import EntitlementUse
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days
from tests.portal.bookings.terms import confirmed


def _booked(town: Town, made: Offer | None = None, **said: Any) -> Booking:
    fields = {"units": 4, "pupils": 100} | said
    return bookings.book(town.kring, made or cast.offer(town), by=town.actor("coordinator"), **fields)


def _counts(row: Booking) -> tuple[int, int, Decimal, Decimal, Decimal]:
    row.refresh_from_db()
    return row.units, row.pupils, row.amount, row.own_contribution, row.reserved


def test_four_groups_become_three_and_one(town: Town):
    row = _booked(town, own_contribution=Decimal("10.01"))
    part = bookings.split(row, units=1, by=town.actor("coordinator"))
    assert _counts(row) == (3, 75, Decimal("375.00"), Decimal("7.51"), Decimal("367.49"))
    assert _counts(part) == (1, 25, Decimal("125.00"), Decimal("2.50"), Decimal("122.50"))
    assert (part.status, part.split_from) == ("requested", row)
    account = Account.objects.get(school=town.kring)
    assert (account.reserved, Offer.objects.get(pk=row.offer_id).taken) == (Decimal("489.99"), 4)
    assert verify() == []


def test_the_ledger_adds_up_per_booking_and_the_journal_tells_which_came_from_which(town: Town):
    row = _booked(town)
    part = bookings.split(row, units=1, by=town.actor("director"))
    sums = {
        each.pk: sum((1 if kind == "reserve" else -1) * amount for kind, amount in Entry.objects.filter(
            cause_id=each.pk).values_list("kind", "amount"))
        for each in (row, part)
    }  # fmt: skip
    assert sums == {row.pk: Decimal("375.00"), part.pk: Decimal("125.00")}
    said, theirs = history_of(row.pk).get(event="booking.split"), history_of(part.pk).get()
    assert (said.data["into"], theirs.data["from"]) == (str(part.pk), str(row.pk))


def test_the_part_goes_to_a_date_of_its_own(town: Town):
    made, begins = cast.offer(town), timezone.now() + timedelta(days=20)
    first, second = (
        offers.add_session(
            made, starts_at=begins + timedelta(days=day), ends_at=begins + timedelta(days=day, hours=1), capacity=4,
            by=town.actor("librarian"),
        )
        for day in (0, 7)
    )  # fmt: skip
    row = _booked(town, made, session=first)
    part = bookings.split(row, units=1, session=second, by=town.actor("coordinator"))
    taken = dict(Session.objects.values_list("pk", "taken"))
    assert (taken[first.pk], taken[second.pk], Offer.objects.get(pk=made.pk).taken) == (3, 1, 4)
    assert (part.session, row.session) == (second, first)
    bookings.cancel(bookings.confirm(part, by=town.actor("planner")), by=town.actor("coordinator"))
    assert dict(Session.objects.values_list("pk", "taken"))[second.pk] == 0 and verify() == []


def test_each_part_goes_its_own_way(town: Town):
    row = _booked(town)
    part = bookings.split(row, units=2, by=town.actor("coordinator"))
    again = bookings.split(part, units=1, by=town.actor("coordinator"))
    bookings.withdraw(again, by=town.actor("coordinator"))
    bookings.decline(part, reason="Vol", by=town.actor("planner"))
    assert Offer.objects.get(pk=row.offer_id).taken == 2 and verify() == []
    assert Account.objects.get(school=town.kring).reserved == Decimal("250.00")


def test_a_team_pays_both_parts(town: Town):
    account = Account.objects.get(school=town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("500.00"), by=town.actor("director"))
    part = bookings.split(_booked(town, team=team), units=1, by=town.actor("coordinator"))
    assert part.team == team and verify() == [] and verify_teams() == []


def test_a_fixed_offer_keeps_its_units(town: Town):
    row = _booked(town, cast.fixed_offer(town), wished_dates=[in_days(10)])
    part = bookings.split(row, units=1, by=town.actor("coordinator"))
    assert part.entitlement == row.entitlement and EntitlementUse.objects.get().used == 4
    bookings.withdraw(part, by=town.actor("coordinator"))
    assert EntitlementUse.objects.get().used == 3 and verify() == []


def test_pupils_are_split_where_each_pupil_has_a_price(town: Town):
    row = _booked(town, cast.offer(town, unit="pupil", price=Decimal("3.33"), capacity=None), units=1)
    with pytest.raises(Invalid):
        bookings.split(row, units=1, by=town.actor("coordinator"))
    part = bookings.split(row, units=1, pupils=30, by=town.actor("coordinator"))
    assert _counts(part)[1:3] == (30, Decimal("99.90")) and _counts(row)[1:3] == (70, Decimal("233.10"))


@pytest.mark.parametrize(("units", "pupils"), [(0, None), (4, None), (-1, None), (1, 100), (1, 0)])
def test_something_goes_and_something_stays(town: Town, units: int, pupils: int | None):
    with pytest.raises(Invalid):
        bookings.split(_booked(town), units=units, pupils=pupils, by=town.actor("coordinator"))


def test_a_part_that_the_offer_does_not_allow_is_refused(town: Town):
    row = _booked(town, cast.offer(town, min_units=2))
    with pytest.raises(Refused) as refused:
        bookings.split(row, units=1, by=town.actor("coordinator"))
    assert refused.value.code == "part_too_small"
    whole = _booked(town, cast.offer(town, unit="lump_sum"))
    with pytest.raises(Refused) as refused:
        bookings.split(whole, units=1, by=town.actor("coordinator"))
    assert refused.value.code == "not_divisible"


@pytest.mark.parametrize("who", ["teacher", "librarian", "other_coordinator", "officer"])
def test_only_who_decides_for_the_school_splits_before_the_delivery(town: Town, who: str):
    row = cast.booking(town)
    with pytest.raises(Forbidden):
        bookings.split(row, units=1, by=town.actor(who))
    with pytest.raises(Refused) as refused:
        bookings.split(cast.booking(town, status="delivered"), units=1, by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"


def test_splitting_late_moves_nothing_without_the_provider(town: Town):
    row = confirmed(town)
    with pytest.raises(Refused) as refused:
        bookings.split(row, units=1, wished_dates=[in_days(30)], by=town.actor("coordinator"))
    assert refused.value.code == "too_late_to_move"
    part = bookings.split(row, units=1, by=town.actor("coordinator"))
    fee = bookings.cancel(part, by=town.actor("coordinator")).fee
    assert fee == Decimal("62.50") and verify() == []
