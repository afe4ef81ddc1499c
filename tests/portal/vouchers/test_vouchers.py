"""What is paid by use: a voucher per pupil, taken in once, by who has the code, in time."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.tasks import lapse_vouchers
from portal.vouchers import actions as vouchers
from portal.vouchers import queries
from portal.vouchers.models import Voucher
from tests import cast
from tests.cast import Town
from tests.portal.vouchers.handed_out import booked, by_use, issued, used


def test_every_pupil_of_a_confirmed_booking_gets_one_once(town: Town):
    row = booked(town, pupils=7)
    made = vouchers.issue(row, by=town.actor("coordinator"))
    assert len({each.code for each in made}) == 7 and all(len(each.code) == 11 for each in made)
    with pytest.raises(Refused) as refused:
        vouchers.issue(row, by=town.actor("coordinator"))
    assert refused.value.code == "vouchers_exist"


def test_only_for_what_is_paid_by_use_and_confirmed(town: Town):
    with pytest.raises(Refused) as refused:
        vouchers.issue(cast.booking(town, status="confirmed"), by=town.actor("coordinator"))
    assert refused.value.code == "not_paid_by_use"
    row = bookings.book(town.kring, by_use(town), units=1, pupils=3, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        vouchers.issue(row, by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"
    with pytest.raises(Forbidden):
        vouchers.issue(booked(town), by=town.actor("teacher"))


def test_what_was_booked_before_is_paid_as_was_agreed_then(town: Town):
    made = cast.offer(town, unit="pupil")
    row = bookings.book(town.kring, made, units=1, pupils=3, by=town.actor("coordinator"))
    until = timezone.localdate() + timedelta(days=9)
    vouchers.pay_by_use(made, valid_until=until, by=town.actor("librarian"))
    assert queries.terms_of(row) is None and queries.used_of([row.pk]) == {}


def test_the_provider_agrees_and_only_for_what_is_sold_per_pupil(town: Town):
    tomorrow = timezone.localdate() + timedelta(days=1)
    made = cast.offer(town, unit="pupil")
    for who in ("planner", "musician", "officer", "coordinator"):
        with pytest.raises(Forbidden):
            vouchers.pay_by_use(made, valid_until=tomorrow, by=town.actor(who))
    with pytest.raises(Refused) as refused:
        vouchers.pay_by_use(cast.offer(town), valid_until=tomorrow, by=town.actor("librarian"))
    assert refused.value.code == "not_per_pupil"
    with pytest.raises(Invalid):
        vouchers.pay_by_use(made, valid_until=tomorrow - timedelta(days=2), by=town.actor("librarian"))
    vouchers.pay_by_use(made, valid_until=tomorrow, by=town.actor("librarian"))
    with pytest.raises(Refused):
        vouchers.pay_by_use(made, valid_until=tomorrow, by=town.actor("librarian"))


def test_the_code_is_the_proof_and_counts_once(town: Town):
    first, *_others = issued(town)
    today, librarian = timezone.localdate(), town.actor("librarian")
    assert vouchers.use(f" {first.code.lower()} ", used_on=today, by=librarian).status == "used"
    with pytest.raises(Refused) as refused:
        vouchers.use(first.code, used_on=today, by=librarian)
    assert refused.value.code == "voucher_used"
    for code, who in ((first.code, "musician"), ("AAA-AAA-AAA", "librarian")):
        with pytest.raises(Invalid) as invalid:
            vouchers.use(code, used_on=today, by=town.actor(who))
        assert invalid.value.faults[0].location == "#/code"
    with pytest.raises(Forbidden):
        vouchers.use(first.code, used_on=today, by=town.actor("coordinator"))


def test_a_provider_sees_no_code_that_it_was_not_given(town: Town):
    rows = issued(town, pupils=3)
    assert not queries.visible_to(town.actor("librarian")).exists()
    vouchers.use(rows[1].code, used_on=timezone.localdate(), by=town.actor("planner"))
    assert [each.code for each in queries.visible_to(town.actor("librarian"))] == [rows[1].code]
    assert queries.visible_to(town.actor("teacher")).count() == 3
    assert not queries.visible_to(town.actor("other_coordinator")).exists()


def test_a_day_before_the_booking_in_the_future_or_after_the_last_is_none(town: Town):
    first, *_others = issued(town)
    today = timezone.localdate()
    for day in (today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(Invalid) as invalid:
            vouchers.use(first.code, used_on=day, by=town.actor("librarian"))
        assert invalid.value.faults[0].location == "#/usedOn"
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        with pytest.raises(Invalid):
            vouchers.use(first.code, used_on=timezone.localdate(), by=town.actor("librarian"))
        lapse_vouchers()
        lapse_vouchers()
        assert set(Voucher.objects.values_list("status", flat=True)) == {"lapsed"}
        with pytest.raises(Refused) as refused:
            vouchers.use(first.code, used_on=today, by=town.actor("librarian"))
        assert refused.value.code == "wrong_state"


def test_a_mistake_is_taken_back_with_a_reason(town: Town):
    voucher = used(town)
    with pytest.raises(Invalid):
        vouchers.take_back(voucher, reason=" ", by=town.actor("librarian"))
    with pytest.raises(Forbidden):
        vouchers.take_back(voucher, reason="Verkeerd kind", by=town.actor("musician"))
    back = vouchers.take_back(voucher, reason="Twee keer gescand", by=town.actor("planner"))
    assert (back.status, back.used_on) == ("issued", None)


def test_who_decides_on_a_claim_notices_a_use_that_is_taken_back(town: Town):
    voucher = used(town)
    bookings.deliver(voucher.booking, date=timezone.localdate(), sessions=1, pupils_reached=1, by=town.actor("planner"))
    counted = Booking.objects.get(pk=voucher.booking_id)
    vouchers.take_back(Voucher.objects.get(pk=voucher.pk), reason="Verkeerd", by=town.actor("planner"))
    settlement = bookings.Settlement(counted, spent=Decimal("15.00"), released=Decimal("60.00"))
    with pytest.raises(Stale):
        bookings.settle([settlement], by=town.actor("assessor"))


def test_a_use_that_was_paid_stands(town: Town):
    voucher = used(town)
    Booking.objects.filter(pk=voucher.booking_id).update(spent=Decimal("15.00"), reserved=Decimal("60.00"))
    with pytest.raises(Refused) as refused:
        vouchers.take_back(voucher, reason="Te laat", by=town.actor("planner"))
    assert refused.value.code == "wrong_state", "also for who read the booking before it was paid"
