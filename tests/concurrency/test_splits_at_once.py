"""Several divisions of the money adopted at the same moment: schools end with one of them, never with a mixture."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.funding.models import Split
from tests.cast import COUNTED_ON, Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]
POTS = [Decimal(f"{thousands}000.00") for thousands in (16, 17, 18, 19)]


def test_each_school_ends_with_one_division(real_town: Town):
    officer = real_town.actor("officer")
    drafts = [
        funding.propose_split(
            real_town.programme, pot=pot, per_school=Decimal("1000.00"), reference_date=COUNTED_ON, by=officer
        )
        for pot in POTS
    ]
    outcomes = at_once([partial(funding.adopt_split, Split.objects.get(pk=draft.pk), by=officer) for draft in drafts])
    assert set(outcomes) <= {DONE, "stale"}
    assert outcomes[DONE] == Split.objects.filter(pk__in=[draft.pk for draft in drafts], status="adopted").count() >= 1
    granted = sum(Account.objects.filter(school__isnull=False).values_list("granted", flat=True))
    assert granted in POTS
    assert verify() == []
