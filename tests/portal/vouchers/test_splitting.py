"""A booking that is paid by use becomes two: each pupil keeps one voucher, and what was used stays paid once."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import Invalid, Refused
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.queries import verify
from portal.claims.lines import worth
from portal.vouchers import actions as vouchers
from portal.vouchers import queries
from portal.vouchers.models import Voucher
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.vouchers.handed_out import booked, by_use

PRICE = Decimal("15.00")


def _handed_out(town: Town, pupils: int, used: int) -> Booking:
    row = booked(town, pupils)
    made = vouchers.issue(row, by=town.actor("coordinator"))
    for each in made[:used]:
        vouchers.use(each.code, used_on=timezone.localdate(), by=town.actor("librarian"))
    row.refresh_from_db()
    return row


def _statuses(row: Booking) -> list[str]:
    return sorted(row.vouchers.values_list("status", flat=True))


def test_the_vouchers_of_the_pupils_go_along(town: Town):
    row = _handed_out(town, pupils=5, used=2)
    part = vouchers.split(row, units=1, pupils=3, by=town.actor("coordinator"))
    assert (_statuses(row), _statuses(part)) == (["used", "used"], ["issued"] * 3)
    assert queries.used_of([row.pk, part.pk]) == {row.pk: 2, part.pk: 0}
    with pytest.raises(Refused) as refused:
        vouchers.issue(part, by=town.actor("coordinator"))
    assert refused.value.code == "vouchers_exist", "there is one for each pupil already"


def test_what_was_used_does_not_go_to_another_day(town: Town):
    row = _handed_out(town, pupils=5, used=3)
    with pytest.raises(Refused) as refused:
        vouchers.split(row, units=1, pupils=3, by=town.actor("coordinator"))
    assert refused.value.code == "vouchers_used" and "2" in str(refused.value)
    assert not Booking.objects.filter(split_from=row).exists() and len(_statuses(row)) == 5


def test_without_vouchers_each_part_makes_its_own(town: Town):
    row = booked(town, pupils=5)
    part = vouchers.split(row, units=1, pupils=2, by=town.actor("coordinator"))
    assert [len(vouchers.issue(each, by=town.actor("coordinator"))) for each in (row, part)] == [3, 2]


def test_a_part_is_paid_as_was_agreed_when_the_school_asked(town: Town):
    made = cast.offer(town, unit="pupil", capacity=500)
    row = bookings.book(town.kring, made, units=1, pupils=6, by=town.actor("coordinator"))
    until = timezone.localdate() + timedelta(days=9)
    vouchers.pay_by_use(made, valid_until=until, by=town.actor("librarian"))
    part = vouchers.split(row, units=1, pupils=2, by=town.actor("coordinator"))
    assert queries.terms_of(part) is None and queries.used_of([row.pk, part.pk]) == {}
    assert part.first_asked_at == row.first_asked_at


def test_what_is_sold_otherwise_by_now_has_no_vouchers(town: Town):
    made = by_use(town)
    made.revision.unit = "group"
    made.revision.save()
    row = bookings.book(town.kring, made, units=1, pupils=20, by=town.actor("coordinator"))
    assert queries.terms_of(row) is None and queries.used_of([row.pk]) == {}


def test_both_doors_take_the_vouchers_along(town: Town):
    row = _handed_out(town, pupils=5, used=0)
    answer = Api(town, "coordinator").post(f"bookings/{row.pk}/parts", {"pupils": 2})
    assert answer.status_code == 201 and Voucher.objects.filter(booking=answer.json()["id"]).count() == 2
    school = Visitor(town, "coordinator")
    school.press(school.open(f"/school/bookings/{row.pk}"), "Splits de boeking", pupils="1")
    assert row.vouchers.count() == 2


PARTS = st.integers(2, 9).flatmap(lambda pupils: st.tuples(
    st.just(pupils), st.integers(0, pupils), st.lists(st.integers(1, pupils), min_size=1, max_size=4), st.booleans()
))  # fmt: skip


@pytest.mark.slow
def test_however_it_is_split_there_is_one_voucher_per_pupil_and_no_cent_moves(town: Town):
    @settings(max_examples=30)
    @given(PARTS)
    def each_way(said: tuple[int, int, list[int], bool]) -> None:
        with transaction.atomic():
            _split_again_and_again(town, *said)
            transaction.set_rollback(True)

    each_way()


def _split_again_and_again(town: Town, pupils: int, used: int, parts: list[int], lapses: bool) -> None:
    rows = [_handed_out(town, pupils, used)]
    if lapses:
        for each in Voucher.objects.filter(status="issued"):
            vouchers.lapse(each)
    before = dict(Voucher.objects.values_list("pk", "status"))
    for place, many in enumerate(parts):
        with suppress(Refused, Invalid), transaction.atomic():
            whole = Booking.objects.get(pk=rows[place % len(rows)].pk)
            rows.append(vouchers.split(whole, units=1, pupils=many, by=town.actor("coordinator")))
    for each in rows:
        each.refresh_from_db()
        assert each.vouchers.count() == each.pupils and each.amount == PRICE * each.pupils == each.reserved
    counts = queries.used_of([each.pk for each in rows])
    assert sum(counts.values()) == used and all(counts[each.pk] <= each.pupils for each in rows)
    assert sum(worth(each, counts[each.pk]) for each in rows) == PRICE * used
    assert dict(Voucher.objects.values_list("pk", "status")) == before and verify() == []
