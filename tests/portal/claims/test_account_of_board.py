"""Own costs of a school are paid to its board: its bank account is looked at as that of a provider is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.utils import timezone

from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board, School
from portal.claims.checks import checks_of
from portal.claims.decisions import Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import first_approval
from portal.claims.sampling import sample_of
from tests.cast import Town
from tests.portal.claims.declaring import cost, declared, granted

ACCOUNT = {"iban": "NL91ABNA0417164300", "account_name": "Stichting De Weide"}


def _bank(claim: Claim) -> tuple[str, str]:
    (found,) = [each for each in checks_of(Claim.objects.get(pk=claim.pk)) if each.code == "bank_account"]
    return found.verdict, found.sentence


def _confirmed(town: Town) -> None:
    waiting = organisations.propose_account(town.board, **ACCOUNT, by=town.actor("board"))
    organisations.confirm_account(waiting, outcome="match", by=town.actor("finance"))


def test_missing_waiting_and_changed_lately_each_warn_in_words(town: Town):
    Board.objects.filter(pk=town.board.pk).update(iban="", account_name="", iban_changed_at=None)
    claim = declared(town)
    verdict, sentence = _bank(claim)
    assert verdict == "warn" and "Stichting De Weide" in sentence and "geen bankrekening" in sentence
    waiting = organisations.propose_account(Board.objects.get(pk=town.board.pk), **ACCOUNT, by=town.actor("board"))
    assert _bank(claim)[0] == "warn" and "tweede persoon" in _bank(claim)[1]
    organisations.confirm_account(waiting, outcome="match", by=town.actor("finance"))
    assert _bank(claim)[0] == "warn" and "telefonisch" in _bank(claim)[1]
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert _bank(claim)[0] == "pass"


def test_a_school_without_a_board_has_no_account_to_pay(town: Town):
    claim = declared(town)
    School.objects.filter(pk=town.kring.pk).update(board=None)
    assert _bank(claim)[0] == "warn" and "geen bestuur" in _bank(claim)[1]


def test_another_account_of_the_board_makes_the_first_approval_void(town: Town):
    claim = declared(town, cost(granted(town, "1200.00"), "1200.00"))
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    assert first_approval(Claim.objects.get(pk=claim.pk))
    _confirmed(town)
    claim = Claim.objects.get(pk=claim.pk)
    assert first_approval(claim) is None
    assert decide(claim, Verdict("approve"), by=town.actor("assessor2")).status == "submitted"
    assert decide(claim, Verdict("approve"), by=town.actor("assessor")).sanctioned == Decimal("1200.00")


def test_an_account_that_changed_lately_weighs_in_the_sample(town: Town):
    claim = declared(town, cost(granted(town, "20.00"), "20.00"))
    before = sample_of(claim).points
    _confirmed(town)
    assert sample_of(Claim.objects.get(pk=claim.pk)).points > before


def test_a_school_that_moved_to_another_board_is_looked_at_anew(town: Town):
    """The register names another board: who approved first looked at another bank account."""
    claim = declared(town, cost(granted(town, "1200.00"), "1200.00"))
    decide(claim, Verdict("approve"), by=town.actor("assessor"))
    other = Board.objects.create(number="70001", name="Stichting De Berg", **ACCOUNT)
    School.objects.filter(pk=town.kring.pk).update(board=other)
    claim = Claim.objects.get(pk=claim.pk)
    assert first_approval(claim) is None
    assert decide(claim, Verdict("approve"), by=town.actor("assessor2")).status == "submitted"
