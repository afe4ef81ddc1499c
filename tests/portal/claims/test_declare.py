"""A school declares its own costs for a granted request: no invoice, no VAT, paid from what was set aside."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.outbox import drain
from catalogue.organisations.models import Provider
from portal.bespoke import actions as bespoke
from portal.bespoke.models import BespokeRequest
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims import actions as claims
from portal.claims.checks import checks_of
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import payable, queue_of, to_declare, visible_to
from portal.invoices.models import Invoice
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import cost, declared, granted


def money(town: Town) -> tuple[str, str, str]:
    account = Account.objects.get(school=town.kring, programme=town.programme)
    return str(account.available), str(account.reserved), str(account.spent)


def test_a_school_declares_several_costs_of_one_request(town: Town):
    request = granted(town)
    claim = declared(
        town, cost(request, "100.00", description="Materiaal"), cost(request, "30.00", quantity=10), submitted=False
    )
    assert (claim.kind, claim.claimant, claim.provider, str(claim.claimed)) == ("school", town.kring, None, "400.00")
    first, second = claim.lines.all()
    assert (first.description, str(first.amount), first.part) == ("Materiaal", "100.00", 1)
    assert (second.description, str(second.amount), second.part) == ("BSO zonder toeslag", "300.00", 2)
    assert {line.goal.code for line in claim.lines.all()} == {"talent"}, "the goal is that of the request"


def test_the_term_is_six_weeks_and_runs_again_from_the_decision(town: Town):
    claim = declared(town)
    assert claim.due_on == timezone.localdate() + timedelta(days=42)
    assert claim in queue_of(town.actor("assessor"))
    Claim.objects.filter(pk=claim.pk).update(due_on=timezone.localdate())
    claim = cast.approved(town, Claim.objects.get(pk=claim.pk))
    assert (claim.status, claim.due_on) == ("approved", timezone.localdate() + timedelta(days=42))


def test_what_is_approved_is_spent_from_what_was_set_aside_and_has_no_invoice(town: Town):
    available, _reserved, _spent = money(town)
    claim = cast.approved(town, declared(town))
    drain()
    left = str(Decimal(available) - Decimal("400.00"))
    assert money(town) == (left, "0.00", "400.00")
    assert not Invoice.objects.exists()
    assert list(payable(town.actor("finance"))) == [claim]
    assert verify() == []


@pytest.mark.parametrize(("remainder", "reserved", "again"), [("release", "0.00", False), ("keep", "100.00", True)])
def test_a_part_is_approved_and_the_rest_goes_back_or_can_be_declared_later(
    town: Town, remainder: str, reserved: str, again: bool
):
    request = granted(town)
    claim = declared(town, cost(request, "100.00"), cost(request, "300.00"))
    second = claim.lines.all()[1]
    said = Verdict("approve", "", [LineVerdict(second.pk, Decimal("200.00"), "Geen bon")], remainder)
    decide(claim, said, by=town.actor("assessor"))
    request = BespokeRequest.objects.get(pk=request.pk)
    assert (str(claim.sanctioned), str(request.spent), str(request.reserved)) == ("300.00", "300.00", reserved)
    assert money(town)[1:] == (reserved, "300.00")
    assert to_declare(town.actor("coordinator")).filter(pk=request.pk).exists() == again
    if again:
        later = claims.submit(
            claims.claim([cost(request, "100.00")], by=town.actor("director")), by=town.actor("director")
        )
        assert {c.code: c.verdict for c in checks_of(later)}["claimed_once"] == "warn"
        cast.approved(town, later)
        assert money(town)[1:] == ("0.00", "400.00")
    assert verify() == []


def test_a_rejected_declaration_returns_the_money(town: Town):
    available, *_rest = money(town)
    claim = declared(town)
    decide(claim, Verdict("reject", "Al betaald uit ander geld"), by=town.actor("assessor"))
    assert money(town) == (available, "0.00", "0.00")
    assert verify() == []


def test_a_request_stands_in_one_live_claim(town: Town):
    request = granted(town)
    first = declared(town, cost(request, "100.00"), submitted=False)
    with pytest.raises(Refused) as refused:
        claims.claim([cost(request, "50.00")], by=town.actor("director"))
    assert refused.value.code == "already_claimed"
    claims.withdraw(first, by=town.actor("coordinator"))
    assert claims.claim([cost(request, "50.00")], by=town.actor("director")).status == "draft"


@pytest.mark.parametrize(
    ("price", "quantity", "where", "code"),
    [
        ("400.01", 1, "#/lines/0/unitPrice", "out_of_range"), ("0.00", 1, "#/lines/0/unitPrice", "out_of_range"),
        ("1.00", 0, "#/lines/0/quantity", "out_of_range"), ("200.01", 2, "#/lines/0/unitPrice", "out_of_range"),
    ],
)  # fmt: skip
def test_no_more_than_was_set_aside_is_declared(town: Town, price: str, quantity: int, where: str, code: str):
    with pytest.raises(Invalid) as invalid:
        declared(town, cost(granted(town), price, quantity=quantity))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [(where, code)]


def test_what_is_not_granted_or_of_another_school_is_refused_line_by_line(town: Town):
    waiting = bespoke.ask(
        town.kring, town.talent, by=town.actor("coordinator"), goal_id=granted(town).goal_id,
        title="Later", motive="x", aim="x", pupils=1, amount=Decimal("10.00"),
        starts_on=town.programme.starts_on, ends_on=town.programme.ends_on,
    )  # fmt: skip
    wanted = [cost(waiting, "1.00"), cost(granted(town), "1.00"), claims.Wanted()]
    with pytest.raises(Invalid) as invalid:
        claims.claim(wanted, by=town.actor("coordinator"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [
        ("#/lines/0/bespokeRequest", "not_granted"), ("#/lines/2/booking", "required"),
    ]  # fmt: skip
    for who in ("other_coordinator", "librarian"):
        with pytest.raises(Invalid) as invalid:
            claims.claim([cost(granted(town), "1.00")], by=town.actor(who))
        assert [fault.code for fault in invalid.value.faults] == ["unknown"]


def test_a_school_claims_a_booking_only_when_it_paid_a_provider_that_does_not_claim(town: Town):
    booking = cast.booking(town, status="accepted")
    with pytest.raises(Invalid) as invalid:
        claims.claim([claims.Wanted(booking.pk)], by=town.actor("coordinator"))
    assert [fault.code for fault in invalid.value.faults] == ["provider_claims"]
    Provider.objects.filter(pk=town.library.pk).update(self_billing_agreed_on=None)
    claim = cast.approved(town, declared(town, claims.Wanted(booking.pk)))
    assert (claim.status, claim.claimant, money(town)[2]) == ("approved", town.kring, "250.00")
    with pytest.raises(Invalid) as invalid:
        claims.claim([claims.Wanted(booking.pk), cost(granted(town))], by=town.actor("coordinator"))
    assert [fault.code for fault in invalid.value.faults] == ["mixed"]


@pytest.mark.parametrize("who", ["teacher", "planner", "officer"])
def test_a_teacher_declares_nothing(town: Town, who: str):
    with pytest.raises(Forbidden):
        claims.claim([cost(granted(town))], by=town.actor(who))


def test_the_school_and_its_board_see_it_and_the_town_hall_once_it_is_sent(town: Town):
    claim = declared(town, submitted=False)
    seen = {who for who in town.membership if visible_to(town.actor(who)).filter(pk=claim.pk).exists()}
    assert seen == {"teacher", "coordinator", "director", "board"}
    claims.submit(claim, by=town.actor("board"))
    assert visible_to(town.actor("controller")).get(pk=claim.pk).school == town.kring


def test_costs_without_a_receipt_and_a_board_without_an_account_warn(town: Town):
    verdicts = {check.code: check.verdict for check in checks_of(declared(town))}
    assert verdicts == {
        "granted": "pass", "in_time": "pass", "claimed_once": "pass", "reserved": "pass", "one_programme": "pass",
        "evidence_once": "pass", "proof": "warn", "bank_account": "warn",
    }  # fmt: skip


def test_a_closed_request_leaves_the_claim_before_it_is_sent(town: Town):
    request = granted(town)
    claim = declared(town, cost(request), submitted=False)
    bespoke.close(BespokeRequest.objects.get(pk=request.pk), by=town.actor("officer"))
    with pytest.raises(Refused) as refused:
        claims.submit(claim, by=town.actor("coordinator"))
    assert refused.value.code == "not_granted"
