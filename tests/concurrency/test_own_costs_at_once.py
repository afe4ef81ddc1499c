"""Own costs of schools claimed, decided on and objected to at the same moment: each once, nobody waits for ever."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

import pytest

from portal.bespoke.models import BespokeRequest
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.objections import actions as objections
from portal.objections.models import Objection
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.claims.declaring import cost, declared, granted
from tests.portal.objections.objecting import lowered, objected, upheld

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def _in_part(town: Town, *requests: BespokeRequest) -> Claim:
    """€ 200 asked for each of these requests and € 100 granted; the rest stays set aside for another claim."""
    claim = declared(town, *(cost(request, "200.00") for request in requests))
    lines = [LineVerdict(line.pk, Decimal("100.00"), "De helft.") for line in claim.lines.all()]
    return decide(claim, Verdict("approve", lines=lines, remainder="keep"), by=town.actor("assessor"))


def test_a_request_declared_by_eight_at_once_is_declared_once(real_town: Town):
    request = granted(real_town)
    people = [real_town.actor(who) for who in ("coordinator", "director")] * 4
    outcomes = at_once([partial(claims.claim, [cost(request)], by=by) for by in people])
    assert outcomes == {DONE: 1, "already_claimed": 7}


def test_own_costs_approved_by_eight_at_once_are_spent_once(real_town: Town):
    claim = declared(real_town)
    people = [real_town.actor(who) for who in ("assessor", "assessor2")] * 4
    outcomes = at_once([partial(decide, Claim.objects.get(pk=claim.pk), Verdict("approve"), by=by) for by in people])
    assert outcomes[DONE] == 1 and set(outcomes) <= {DONE, "stale", "wrong_state", "blocked"}
    assert Account.objects.get(school=real_town.kring).spent == Decimal("400.00")
    assert verify() == []


def test_an_objection_upheld_by_six_at_once_pays_once(real_town: Town):
    objection = objected(real_town, lowered(real_town))
    said, by = upheld(objection), real_town.actor("assessor2")
    outcomes = at_once([partial(objections.decide, Objection.objects.get(pk=objection.pk), said, by=by)] * 6)
    assert outcomes[DONE] == 1 and set(outcomes) <= {DONE, "stale", "wrong_state"}
    assert Account.objects.get(school=real_town.kring).spent == Decimal("400.00")
    assert verify() == []


def test_two_objections_about_the_same_requests_upheld_at_once_do_not_wait_for_each_other_for_ever(real_town: Town):
    """Both take rows of two requests and one account: all rows come before the account, so that they queue."""
    rows = [granted(real_town, "400.00") for _ in range(2)]
    waiting = [objected(real_town, _in_part(real_town, *order)) for order in (rows, rows[::-1])]
    by, left = real_town.actor("assessor2"), {each.pk for each in waiting}
    while left:
        found = list(Objection.objects.filter(pk__in=left))
        outcomes = at_once([partial(objections.decide, each, upheld(each, "150.00"), by=by) for each in found])
        assert outcomes[DONE] >= 1 and set(outcomes) <= {DONE, "stale"}, outcomes
        left = set(Objection.objects.filter(pk__in=left, status="open").values_list("pk", flat=True))
    assert Account.objects.get(school=real_town.kring).spent == Decimal("600.00")
    assert verify() == []
