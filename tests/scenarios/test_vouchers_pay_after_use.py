"""DOMAIN § 7 row 34: a voucher pays only after proven use, bound to its offer and goal; no payment in advance."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.errors import Invalid, Refused
from catalogue.journal.outbox import drain
from portal.bookings import actions as bookings
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims import decisions
from portal.claims.models import Claim, ClaimLine
from portal.invoices.models import Invoice
from portal.vouchers import actions as vouchers
from portal.vouchers.models import Voucher
from portal.vouchers.states import VOUCHER
from tests import cast
from tests.cast import Town
from tests.portal.vouchers.handed_out import issued

PRICE = Decimal("15.00")


def _use(town: Town, rows: list[Voucher]) -> None:
    for row in rows:
        vouchers.use(row.code, used_on=timezone.localdate(), by=town.actor("librarian"))


def _delivered(town: Town, row: Voucher, pupils: int) -> None:
    bookings.deliver(
        row.booking, date=timezone.localdate(), sessions=1, pupils_reached=pupils, by=town.actor("librarian")
    )
    bookings.accept(row.booking, by=town.actor("coordinator"))


def test_of_five_vouchers_three_are_used_and_three_are_paid(town: Town):
    rows = issued(town, pupils=5)
    _use(town, rows[:3])
    _delivered(town, rows[0], pupils=3)
    claim = cast.claim(town, rows[0].booking)
    line = ClaimLine.objects.get(claim=claim)
    assert (line.quantity, line.amount, line.goal.code) == (3, 3 * PRICE, "talent")
    decisions.decide(claim, decisions.Verdict("approve", remainder="release"), by=town.actor("assessor"))
    drain()
    assert Invoice.objects.get().claim == claim
    account = Account.objects.get(school=town.kring)
    assert (account.spent, account.reserved) == (3 * PRICE, 0)
    assert verify() == []


@pytest.mark.parametrize(("used", "asked"), [(0, 1), (0, 5), (3, 4), (3, 5)])
def test_what_was_not_used_cannot_be_claimed_whatever_was_reported(town: Town, used: int, asked: int):
    rows = issued(town, pupils=5)
    _use(town, rows[:used])
    _delivered(town, rows[0], pupils=5)
    with pytest.raises(Invalid) as invalid:
        claims.claim([claims.Wanted(rows[0].booking_id, quantity=asked)], by=town.actor("librarian"))
    assert [fault.code for fault in invalid.value.faults] == ["not_used"]
    assert not Claim.objects.exists()


def test_a_use_that_was_taken_back_blocks_the_claim(town: Town):
    rows = issued(town, pupils=2)
    _use(town, rows)
    bookings.deliver(
        rows[0].booking, date=timezone.localdate(), sessions=1, pupils_reached=2, by=town.actor("librarian")
    )
    claim = cast.claim(town, rows[0].booking)
    used = Voucher.objects.select_related("booking").get(pk=rows[1].pk)
    vouchers.take_back(used, reason="Verkeerd gescand", by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        decisions.decide(claim, decisions.Verdict("approve"), by=town.actor("assessor"))
    assert refused.value.code == "blocked"


def test_a_voucher_has_no_road_to_money_but_use():
    assert "used" in VOUCHER["issued"] and "paid" not in VOUCHER
    assert {field.name for field in Voucher._meta.get_fields()} >= {"booking", "code", "used_on"}
    assert not {"amount", "paid", "payment", "invoice"} & {field.name for field in Voucher._meta.get_fields()}


@pytest.mark.slow
@given(pupils=st.integers(1, 6), used=st.integers(0, 6), asked=st.integers(1, 6))
@settings(max_examples=25)
def test_never_more_is_spent_than_was_used(town: Town, pupils: int, used: int, asked: int):
    with transaction.atomic():
        rows = issued(town, pupils=pupils)
        used = min(used, pupils)
        _use(town, rows[:used])
        _delivered(town, rows[0], pupils=pupils)
        try:
            claim = claims.claim([claims.Wanted(rows[0].booking_id, quantity=asked)], by=town.actor("librarian"))
            claims.submit(claim, by=town.actor("librarian"))
            decisions.decide(claim, decisions.Verdict("approve"), by=town.actor("assessor"))
        except (Invalid, Refused):
            assert asked > used or asked > pupils
        assert Account.objects.get(school=town.kring).spent <= used * PRICE
        transaction.set_rollback(True)
