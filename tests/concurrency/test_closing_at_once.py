"""A month is closed while money is booked in it: an entry is in the frozen figures, or it is refused."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from portal.budgets import actions as budgets
from portal.budgets.closing import close_period
from portal.budgets.models import Account, PeriodLine
from portal.budgets.queries import verify
from tests.cast import OPERATOR, Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.budgets.past import booked_on, months_ago

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_an_entry_is_in_the_closed_month_or_refused(real_town: Town):
    booked_on(months_ago(2))
    month, account = months_ago(1), Account.objects.get(line="fixed")
    deed = partial(
        budgets.hand_over, account.pk, Decimal("1.00"), on=month + timedelta(days=2), cause=real_town.programme,
        by=OPERATOR,
    )  # fmt: skip
    close = partial(
        close_period, real_town.municipality, year=month.year, month=month.month, reason="Klaar",
        by=real_town.actor("finance"),
    )  # fmt: skip
    outcomes = at_once([deed, deed, deed, close, deed, deed, close, deed, deed, deed])
    assert set(outcomes) <= {DONE, "period_closed", "wrong_state"}
    moved = PeriodLine.objects.get(account=account).movements.get("hand_over", "0.00")
    assert Decimal(moved) == outcomes[DONE] - 1
    assert verify() == []
