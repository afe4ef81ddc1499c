"""Terms as data, with the ledger following: free until some days before, then a fee; another when nobody was there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from catalogue.offers.models import Offer
from catalogue.offers.terms import cancelling_of
from catalogue.programmes.cancelling import set_cancelling
from portal.bookings import actions as bookings
from portal.bookings import fees
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.claims.queries import ready_to_claim
from portal.invoices.models import Invoice
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days, proposed
from tests.portal.bookings.terms import agreed, confirmed, late
from tests.portal.waiting.full import join, school


def _entries(row: Booking) -> list[tuple[str, Decimal]]:
    return list(Entry.objects.filter(cause_id=row.pk).order_by("pk").values_list("kind", "amount"))


def test_until_a_week_before_cancelling_is_free(town: Town):
    row = bookings.cancel(confirmed(town, days=7), by=town.actor("coordinator"))
    assert (row.status, row.reserved, row.fee) == ("cancelled", 0, None)
    assert Account.objects.get(school=town.kring).reserved == 0 and verify() == []


def test_after_that_half_stays_reserved_and_the_rest_is_free_at_once(town: Town):
    row = confirmed(town, days=6)
    with translation.override("en"):
        said = fees.cancelling_in_words(row).replace("\u00a0", " ")
    assert said.startswith("Cancelling now costs € 125.00: 50% of € 250.00. It was free until ")
    bookings.cancel(row, by=town.actor("coordinator"), agreed_fee=Decimal("125.00"))
    row.refresh_from_db()
    assert (row.status, row.fee, row.reserved) == ("cancelled_late", Decimal("125.00"), Decimal("125.00"))
    assert _entries(row) == [("reserve", Decimal("250.00")), ("release", Decimal("125.00"))]
    assert Offer.objects.get(pk=row.offer_id).taken == 0 and verify() == []


def test_a_school_pays_only_the_fee_that_it_was_shown(town: Town):
    with pytest.raises(Refused) as refused:
        bookings.cancel(confirmed(town), by=town.actor("coordinator"), agreed_fee=Decimal("0.00"))
    assert refused.value.code == "fee_changed" and Booking.objects.get().status == "confirmed"


def test_the_provider_claims_the_fee_and_nothing_more(town: Town):
    row = late(town)
    assert list(ready_to_claim(town.actor("librarian"))) == [row]
    claim = cast.claim(town, row)
    (line,) = claim.lines.all()
    assert (line.quantity, line.unit_price, line.amount) == (1, Decimal("125.00"), Decimal("125.00"))
    cast.approved(town, claim)
    drain()
    row.refresh_from_db()
    assert (row.spent, row.reserved) == (Decimal("125.00"), 0)
    assert Invoice.objects.get().net_amount == Decimal("125.00") and verify() == []


def test_the_own_contribution_bears_its_part_of_the_fee(town: Town):
    made = cast.offer(town, price=Decimal("33.35"), unit="group")
    row = late(town, made=made, units=1, pupils=20, own_contribution=Decimal("10.01"))
    assert (row.fee, row.reserved) == (Decimal("16.68"), Decimal("11.67")), "half of 33.35, of which 5.01 is their own"
    assert verify() == []


@given(st.integers(1, 10**6), st.integers(0, 100), st.integers(0, 100))
def test_a_fee_is_never_more_than_what_was_reserved_and_no_cent_is_lost(cents: int, own: int, percent: int):
    amount = Decimal(cents).scaleb(-2)
    row = Booking(amount=amount, own_contribution=(amount * own / 100).quantize(Decimal("0.01")))
    fee = fees.fee_of(row, percent)
    assert 0 <= fee.charged <= row.charged and 0 <= fee.own <= row.own_contribution
    assert abs(fee.total - amount * percent / 100) <= Decimal("0.005")


def test_what_the_offer_says_goes_before_what_the_programme_says(town: Town):
    agreed(town)
    silent, own = cast.offer(town), cast.offer(town, cancel_free_days=14, cancel_late_percent=25)
    said = [cancelling_of(town.programme, each.text) for each in (silent, own)]
    assert [(each.free_days, each.late_percent, each.no_show_percent) for each in said] == [(7, 50, 100), (14, 25, 100)]


def test_bookings_keep_the_terms_that_they_were_made_on(town: Town):
    row = confirmed(town)
    agreed(town, free=30, late=100)
    assert bookings.cancel(row, by=town.actor("coordinator")).fee == Decimal("125.00")


def test_without_terms_or_a_day_it_is_free(town: Town):
    agreed(town, free=None, late=None, no_show=None)
    assert bookings.cancel(cast.booking(town, status="confirmed"), by=town.actor("director")).status == "cancelled"
    agreed(town)
    undated = confirmed(town, wished_dates=[])
    assert bookings.cancel(undated, by=town.actor("director")).status == "cancelled"


def test_a_request_is_withdrawn_for_free_however_late(town: Town):
    agreed(town)
    row = bookings.book(
        town.kring, cast.offer(town), units=1, pupils=20, wished_dates=[in_days(1)], by=town.actor("coordinator")
    )
    assert bookings.withdraw(row, by=town.actor("coordinator")).reserved == 0


def test_the_provider_calls_off_for_free(town: Town):
    row = confirmed(town, days=1)
    with pytest.raises(Invalid):
        bookings.call_off(row, reason="", by=town.actor("planner"))
    with pytest.raises(Forbidden):
        bookings.call_off(row, reason="Ziek", by=town.actor("coordinator"))
    bookings.call_off(row, reason="Ziek", by=town.actor("planner"))
    assert (row.status, row.reserved, row.fee) == ("cancelled", 0, None) and verify() == []


def test_a_move_within_the_free_window_is_free_and_later_the_provider_must_agree(town: Town):
    free = confirmed(town, days=20)
    bookings.reschedule(free, by=town.actor("coordinator"), wished_dates=[in_days(3)])
    assert free.reserved == Decimal("250.00")
    with pytest.raises(Refused) as refused:
        bookings.reschedule(free, by=town.actor("coordinator"), wished_dates=[in_days(30)])
    assert refused.value.code == "too_late_to_move"
    waiting = proposed(town, free, who="coordinator")
    waiting.booking = free
    bookings.accept_dates(waiting, by=town.actor("librarian"))
    assert bookings.cancel(free, by=town.actor("coordinator")).status == "cancelled", "the free days count anew"


def test_nobody_was_there_and_only_the_fee_is_claimed(town: Town):
    agreed(town, no_show=80)
    row = confirmed(town, days=2)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        bookings.report_absence(row, date=timezone.localdate(), by=town.actor("planner"), remarks="Deur dicht")
        assert (row.status, row.fee, row.reserved) == ("delivered", Decimal("200.00"), Decimal("250.00"))
        assert [each.pupils_reached for each in row.deliveries.all()] == [0]
        bookings.accept(row, by=town.actor("coordinator"))
        row.refresh_from_db()
        assert (row.status, row.reserved) == ("accepted", Decimal("200.00"))
        claim = cast.approved(town, cast.claim(town, row))
        row.refresh_from_db()
    assert (claim.sanctioned, row.spent, row.reserved) == (Decimal("200.00"), Decimal("200.00"), 0)
    assert verify() == []


def test_a_dispute_about_being_there_is_corrected_and_all_can_be_claimed(town: Town):
    row = confirmed(town, days=0)
    bookings.report_absence(row, date=timezone.localdate(), by=town.actor("planner"))
    bookings.dispute(row, reason="Wij zaten in de gymzaal", by=town.actor("coordinator"))
    bookings.deliver(row, date=timezone.localdate(), sessions=2, pupils_reached=48, by=town.actor("planner"))
    assert (row.fee, row.claimable, row.reserved) == (None, Decimal("250.00"), Decimal("250.00"))


def test_the_provider_may_not_ask_the_fee(town: Town):
    row = late(town)
    with pytest.raises(Forbidden):
        bookings.waive_fee(row, by=town.actor("coordinator"))
    bookings.waive_fee(row, by=town.actor("librarian"))
    assert (row.status, row.reserved, row.fee) == ("cancelled", 0, None) and verify() == []
    with pytest.raises(Refused):
        bookings.waive_fee(row, by=town.actor("librarian"))


def test_a_late_cancellation_of_a_fixed_offer_gives_the_unit_back_and_keeps_the_fee_on_the_line(town: Town):
    row = late(town, made=cast.fixed_offer(town))
    assert row.entitlement is not None
    row.entitlement.refresh_from_db()
    assert row.entitlement.used == 0
    assert Account.objects.get(line="fixed").reserved == Decimal("10.00") and verify() == []


def test_the_places_of_a_late_cancellation_are_for_who_waits(town: Town):
    made = cast.offer(town, capacity=2)
    row = confirmed(town, made=made)
    place = join(school(town, 1), made, units=2)
    bookings.cancel(row, by=town.actor("coordinator"))
    drain()
    assert WaitingPlace.objects.get(pk=place.pk).status == "offered"


@pytest.mark.parametrize(
    "said", [{"free_days": 366}, {"late_percent": 101}, {"no_show_percent": -1}, {"free_days": None}]
)
def test_terms_that_cannot_be_are_refused(town: Town, said: dict[str, int | None]):
    terms: dict[str, int | None] = {"free_days": 7, "late_percent": 50, "no_show_percent": None}
    with pytest.raises(Invalid):
        set_cancelling(town.programme, by=town.actor("officer"), **(terms | said))
    with pytest.raises(Forbidden):
        set_cancelling(town.programme, by=town.actor("finance"), **terms)
