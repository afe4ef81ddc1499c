"""Colleagues on both sides who do something else with one claim at the same moment: one of them, and nobody waits."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim, Decision
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]
LATE = {DONE, "stale", "wrong_state", "blocked", "budget_exhausted"}


def _large(town: Town, *, submitted: bool = True) -> Claim:
    made = cast.offer(town, price=Decimal("10.00"), capacity=None)
    return cast.claim(
        town, *(cast.booking(town, made, status="accepted", units=1) for _n in range(6)), submitted=submitted
    )


def test_one_approves_while_another_rejects_and_a_third_returns(real_town: Town):
    people = [real_town.actor(who) for who in ("assessor", "assessor2", "officer")]
    verdicts = [Verdict("approve"), Verdict("reject", "Niet geleverd"), Verdict("return", "Waar is de telling?")]
    for _round in range(6):
        claim = _large(real_town)
        rows = [Claim.objects.get(pk=claim.pk) for _person in people]
        deeds = [partial(decide, row, said, by=by) for row, said, by in zip(rows, verdicts, people, strict=True)]
        outcomes = at_once(deeds)
        assert outcomes[DONE] == 1 and set(outcomes) <= LATE, outcomes
        assert Decision.objects.filter(claim=claim).count() == 1
    assert verify() == []


def test_one_sends_it_while_a_colleague_throws_it_away_or_changes_it(real_town: Town):
    librarian = real_town.actor("librarian")
    for _round in range(6):
        claim = _large(real_town, submitted=False)
        wanted = [claims.Wanted(line.booking_id) for line in claim.lines.all()][:3]
        rows = [Claim.objects.get(pk=claim.pk) for _deed in range(3)]
        deeds = [
            partial(claims.submit, rows[0], by=librarian),
            partial(claims.withdraw, rows[1], by=librarian),
            partial(claims.edit, rows[2], wanted, by=librarian),
        ]
        outcomes = at_once(deeds)
        assert outcomes[DONE] == 1 and set(outcomes) <= LATE, outcomes
        row = Claim.objects.get(pk=claim.pk)
        assert row.claimed == sum(line.amount for line in row.lines.all())
        assert set(row.lines.values_list("live", flat=True)) == {row.status != "withdrawn"}
