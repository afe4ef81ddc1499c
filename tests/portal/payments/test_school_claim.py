"""Own costs of a school: paid by decision to the account of its board, without an invoice, in the same batch."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from catalogue.organisations import actions as organisations
from portal.accountability.queries import sisa_table
from portal.claims import decisions
from portal.claims.models import Claim
from portal.payments import actions as payments
from portal.payments.due import due
from portal.payments.models import Payment
from portal.payments.settling import came_back
from portal.people import actions as people
from portal.people.queries import actor_of
from tests import cast
from tests.cast import Town
from tests.portal.claims.declaring import declared

ACCOUNT = {"iban": "NL91ABNA0417164300", "account_name": "Stichting De Weide"}


@pytest.fixture
def claim(town: Town) -> Claim:
    """€ 400 of De Kring, approved; its board told where it is paid."""
    change = organisations.propose_account(town.board, **ACCOUNT, by=town.actor("board"))
    organisations.confirm_account(change, outcome="match", by=town.actor("finance"))
    return decisions.decide(declared(town), decisions.Verdict("approve"), by=town.actor("assessor"))


def test_a_claim_is_due_to_the_board_within_six_weeks(town: Town, claim: Claim):
    (row,) = due(town.actor("finance"))
    assert (row.kind, row.id, row.payee, row.amount, row.hold) == ("claim", claim.pk, town.board, Decimal("400.00"), "")
    assert (row.due_on - timezone.localdate()).days == 42


def test_without_a_known_account_it_waits(town: Town):
    made = decisions.decide(declared(town), decisions.Verdict("approve"), by=town.actor("assessor"))
    assert [bool(row.hold) for row in due(town.actor("finance"))] == [True]
    with pytest.raises(Invalid) as invalid:
        payments.prepare(claims_wanted=[made.pk], by=town.actor("finance"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/claims/0", "held")]


def test_it_goes_to_the_bank_with_the_name_of_the_account_and_is_settled(town: Town, claim: Claim):
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    content = payments.download(batch, by=town.actor("finance")) or b""
    assert b"Stichting De Weide" in content and f"D-{claim.pk.hex[:8].upper()}".encode() in content
    payments.settle(batch, by=town.actor("finance"))
    claim.refresh_from_db()
    assert (claim.status, claim.paid_on) == ("settled", timezone.localdate())
    assert sisa_table(town.municipality, timezone.localdate().year).total == Decimal("400.00")


def test_it_comes_back_and_counts_no_more(town: Town, claim: Claim):
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))
    payment = Payment.objects.select_related("claim", "batch").get()
    came_back(payment, on=timezone.localdate(), code="AC04", by=town.actor("finance"))
    claim.refresh_from_db()
    assert (claim.status, claim.paid_on) == ("failed", None)
    assert sisa_table(town.municipality, timezone.localdate().year).total == Decimal("0.00")
    assert [row.id for row in due(town.actor("finance"))] == [claim.pk]


def test_who_works_at_the_school_does_not_release_its_money(town: Town, claim: Claim):
    user = town.membership["director"].user
    officer = people.add_membership(user, role="municipality:officer", municipality=town.municipality, by=cast.OPERATOR)
    with pytest.raises(Forbidden) as forbidden:
        payments.release(payments.prepare(by=town.actor("finance")), by=actor_of(officer))
    assert forbidden.value.code == "conflict_of_interest"
