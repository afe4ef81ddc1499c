"""A school asks for what no offer gives; the municipality decides with reasons, and the money follows."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.programmes.models import EligibilityRule
from portal.bespoke import actions, queries
from portal.bespoke.actions import Verdict
from portal.bespoke.models import BespokeRequest
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from portal.people import actions as people
from portal.people.queries import actor_of
from tests.cast import OPERATOR, Town
from tests.portal.bespoke.requests import asked


def account(town: Town) -> Account:
    return Account.objects.get(school=town.kring, programme=town.programme)


def decide(town: Town, request: BespokeRequest, verdict: str = "grant", reason: str = "", **said: Any):
    return actions.decide(request, Verdict(verdict, reason, **said), by=town.actor("officer"))


def test_granting_sets_the_money_aside_and_closing_returns_what_is_left(town: Town):
    before = account(town).available
    request = asked(town)
    assert account(town).available == before, "asking takes nothing"
    decide(town, request, amount=Decimal("300.00"), reason="Zes weken is genoeg")
    assert (request.status, request.granted, request.reserved) == ("granted", Decimal("300.00"), Decimal("300.00"))
    assert account(town).available == before - Decimal("300.00")
    actions.close(request, by=town.actor("coordinator"))
    assert (request.status, request.reserved, account(town).available) == ("closed", Decimal(0), before)
    assert [entry.kind for entry in Entry.objects.filter(cause_id=request.pk)] == ["reserve", "release"]
    assert verify() == []


def test_more_than_the_school_has_is_refused_and_nothing_changes(town: Town):
    request = asked(town, amount=account(town).available + Decimal("0.01"))
    with pytest.raises(Refused) as refused:
        decide(town, request)
    assert refused.value.code == "budget_exhausted"
    assert BespokeRequest.objects.get(pk=request.pk).status == "submitted"


def test_less_than_asked_more_than_asked_and_no_need_their_words(town: Town):
    request = asked(town)
    for verdict, said, field in (
        ("grant", {"amount": Decimal("399.99")}, "#/reason"),
        ("grant", {"amount": Decimal("400.01"), "reason": "x"}, "#/amount"),
        ("refuse", {}, "#/reason"),
        ("return", {"reason": " "}, "#/reason"),
    ):
        with pytest.raises(Invalid) as invalid:
            decide(town, request, verdict, **said)
        assert [fault.location for fault in invalid.value.faults] == [field]


def test_a_question_is_answered_and_the_request_changed_before_it_goes_again(town: Town):
    request = asked(town, "returned")
    assert request.decision == "Hoe vaak per week?"
    actions.edit(request, motive="Drie middagen per week.", by=town.actor("coordinator"))
    actions.send_again(request, answer="Drie keer", by=town.actor("director"))
    assert request.status == "submitted"
    with pytest.raises(Refused) as refused:
        actions.edit(request, motive="Anders", by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"


def test_a_teacher_proposes_and_the_budget_holder_sends(town: Town):
    proposal = asked(town, "proposed")
    assert proposal not in queries.visible_to(town.actor("officer"))
    with pytest.raises(Forbidden):
        actions.approve(proposal, by=town.actor("teacher"))
    assert actions.approve(proposal, by=town.actor("director")).status == "submitted"
    assert proposal in queries.to_decide(town.actor("officer"))


def test_nobody_decides_on_what_they_wrote_themselves(town: Town):
    teacher = town.membership["teacher"].user
    request = asked(town, "proposed")
    actions.approve(request, by=town.actor("director"))
    both = actor_of(
        people.add_membership(teacher, role="municipality:officer", municipality=town.municipality, by=OPERATOR)
    )
    for by in (both, town.actor("assessor"), town.actor("coordinator")):
        with pytest.raises(Forbidden):
            actions.decide(request, Verdict("grant"), by=by)


def test_a_rule_that_says_no_stops_it_and_one_that_says_ask_wants_the_answer(town: Town):
    verdicts = {rule.case: rule.verdict for rule in EligibilityRule.objects.filter(regulation=None, municipality=None)}
    no = next(case for case, verdict in verdicts.items() if verdict == "no")
    ask = next(case for case, verdict in verdicts.items() if verdict == "ask")
    with pytest.raises(Refused) as refused:
        decide(town, asked(town, cases=[no]))
    assert refused.value.code == "not_eligible"
    doubtful = asked(town, cases=[ask])
    with pytest.raises(Invalid):
        decide(town, doubtful)
    assert decide(town, doubtful, reason="De accountant ziet geen bezwaar (brief 3 november).").status == "granted"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"pupils": 0}, "#/pupils"), ({"amount": Decimal(0)}, "#/amount"), ({"cases": ["moon"]}, "#/cases"),
        ({"title": ""}, "#/title"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(town: Town, wrong: dict[str, Any], field: str):
    with pytest.raises(Invalid) as invalid:
        asked(town, **wrong)
    assert [fault.location for fault in invalid.value.faults] == [field]


def test_its_days_lie_in_the_programme_in_order(town: Town):
    first, last = town.programme.starts_on, town.programme.ends_on
    for starts, ends, fields in (
        (first - timedelta(days=1), last, {"#/startsOn"}),
        (first, last + timedelta(days=1), {"#/endsOn"}),
        (last, first, {"#/endsOn"}),
    ):
        with pytest.raises(Invalid) as invalid:
            asked(town, starts_on=starts, ends_on=ends)
        assert {fault.location for fault in invalid.value.faults} == fields
    assert asked(town, starts_on=first, ends_on=last).status == "submitted"


def test_two_who_decide_at_once_decide_once(town: Town):
    request = asked(town)
    other = BespokeRequest.objects.get(pk=request.pk)
    decide(town, request)
    with pytest.raises((Stale, Refused)):
        decide(town, other, "refuse", "Nee")
    assert BespokeRequest.objects.get(pk=request.pk).status == "granted"
