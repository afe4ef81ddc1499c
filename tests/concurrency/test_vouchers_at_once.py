"""A booking is split while its vouchers are used and taken back: one per pupil, each used once, no cent lost."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from portal.bookings.models import Booking
from portal.budgets.queries import verify
from portal.claims.lines import worth
from portal.vouchers import actions as vouchers
from portal.vouchers import queries
from portal.vouchers.models import Voucher
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.vouchers.handed_out import booked

pytestmark = [pytest.mark.slow, pytest.mark.databases]
PUPILS, PRICE = 20, 15


def _split(pk: object, by: object) -> Booking:
    whole = Booking.objects.select_related("school", "offer__programme", "revision", "entitlement").get(pk=pk)
    return vouchers.split(whole, units=1, pupils=4, by=by)


def test_splits_and_uses_in_between(real_town: Town):
    town, today = real_town, timezone.localdate()
    row, coordinator, librarian = booked(town, PUPILS), town.actor("coordinator"), town.actor("librarian")
    made = vouchers.issue(row, by=coordinator)
    for each in made[:3]:
        vouchers.use(each.code, used_on=today, by=librarian)
    read = Voucher.objects.select_related("booking")
    back = [partial(vouchers.take_back, read.get(pk=each.pk), reason="Twee keer", by=librarian) for each in made[:3]]
    use = [partial(vouchers.use, each.code, used_on=today, by=librarian) for each in made[3:12] for _twice in range(2)]
    outcomes = at_once([*use[:9], *(partial(_split, row.pk, coordinator) for _part in range(3)), *back, *use[9:]])
    assert set(outcomes) <= {DONE, "stale", "voucher_used", "vouchers_used"}, outcomes

    rows = list(Booking.objects.order_by("created_at"))
    assert sum(each.pupils for each in rows) == Voucher.objects.count() == PUPILS
    assert all(each.vouchers.count() == each.pupils for each in rows), "a voucher per pupil in every part"
    used = queries.used_of([each.pk for each in rows])
    assert sum(used.values()) == Voucher.objects.filter(status="used").count()
    assert sum(worth(each, used[each.pk]) for each in rows) == PRICE * sum(used.values())
    assert sum(each.reserved for each in rows) == PRICE * PUPILS and verify() == []
