"""Teams, transfers and splits at the same moment: nothing is taken twice, nobody waits for ever, all adds up again."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.budgets import actions as budgets
from portal.budgets.models import Account, TeamBudget
from portal.budgets.queries import verify, verify_teams
from portal.budgets.teams import add_team
from portal.funding import actions as funding
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_a_team_is_never_overspent(real_town: Town):
    """Twenty at once want € 100 of the € 500 of a team."""
    account = Account.objects.get(school=real_town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("500.00"), by=real_town.actor("director"))
    said = {"cause": real_town.programme, "by": OPERATOR, "team": team.pk}
    outcomes = at_once(
        [partial(budgets.reserve, real_town.programme, real_town.kring, Decimal("100.00"), **said) for _n in range(20)]
    )
    assert outcomes == {DONE: 5, "budget_exhausted": 15}
    team.refresh_from_db()
    assert team.available == 0 and verify() == verify_teams() == []


def test_transfers_both_ways_splits_and_bookings(real_town: Town):
    """Schools give to each other while the officer divides again and a team chooses: the sum stays, nothing hangs."""
    account = Account.objects.get(school=real_town.kring)
    team = add_team(account, name="Bovenbouw", amount=Decimal("1000.00"), by=real_town.actor("director"))
    board, officer = real_town.actor("board"), real_town.actor("officer")
    schools = [real_town.kring, real_town.linde]
    deeds = [
        partial(
            funding.propose_transfer, real_town.programme, origin=schools[n % 2], target=schools[1 - n % 2],
            amount=Decimal("50.00"), reason="Ruil", by=board,
        )
        for n in range(8)
    ]  # fmt: skip
    drafts = [
        funding.propose_split(
            real_town.programme, pot=Decimal("13000.00"), per_school=Decimal(thousands), reference_date=COUNTED_ON,
            committed="protect", by=officer,
        )
        for thousands in (0, 2000)
    ]  # fmt: skip
    deeds += [partial(funding.adopt_split, draft, by=officer) for draft in drafts]
    said = {"cause": real_town.programme, "by": OPERATOR, "team": team.pk}
    deeds += [
        partial(budgets.reserve, real_town.programme, real_town.kring, Decimal("70.00"), **said) for _n in range(6)
    ]
    outcomes = at_once(deeds)
    assert set(outcomes) <= {DONE, "stale", "budget_exhausted"} and outcomes[DONE] >= 1
    granted = sum(Account.objects.filter(school__isnull=False).values_list("granted", flat=True))
    assert granted == Decimal("13000.00")
    assert sum(row.reserved for row in TeamBudget.objects.all()) == Account.objects.get(pk=account.pk).reserved
    assert verify() == verify_teams() == []
