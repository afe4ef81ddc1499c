"""An account: granted, reserved, spent. Never overspent, never negative, always the sum of its entries."""

from __future__ import annotations

from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from catalogue.deeds import unit_of_work
from catalogue.errors import Refused
from portal.budgets import actions as budgets
from portal.budgets.models import Account, Entry
from portal.budgets.queries import entries_of, verify, visible_to
from portal.budgets.states import EFFECTS, KINDS
from tests.cast import OPERATOR, Town


@pytest.fixture
def account(town: Town) -> Account:
    """The € 3,000 of De Kring."""
    return Account.objects.get(school=town.kring)


def _balances(account: Account) -> tuple[str, str, str]:
    account.refresh_from_db()
    return str(account.granted), str(account.reserved), str(account.spent)


def _cause(town: Town) -> dict[str, Any]:
    return {"cause": town.programme, "by": OPERATOR}


def _reserve(town: Town, amount: str) -> Account:
    return budgets.reserve(town.programme, town.kring, Decimal(amount), **_cause(town))


def test_the_road_of_money(town: Town, account: Account):
    _reserve(town, "500.00")
    assert _balances(account) == ("3000.00", "500.00", "0.00")
    budgets.spend(account.pk, Decimal("300.00"), **_cause(town))
    assert _balances(account) == ("3000.00", "200.00", "300.00")
    budgets.release(account.pk, Decimal("200.00"), **_cause(town))
    assert _balances(account) == ("3000.00", "0.00", "300.00")
    budgets.refund(account.pk, Decimal("100.00"), **_cause(town))
    assert _balances(account) == ("3000.00", "0.00", "200.00")
    budgets.call_back(account, Decimal("2800.00"), **_cause(town))
    assert _balances(account) == ("200.00", "0.00", "200.00")
    assert account.available == 0
    assert verify() == []


def test_a_reservation_tells_what_is_left_without_asking_again(town: Town, account: Account):
    after = _reserve(town, "2999.99")
    assert (after.pk, str(after.available)) == (account.pk, "0.01")


def test_a_reservation_takes_two_statements(town: Town, django_assert_num_queries):
    with unit_of_work(), django_assert_num_queries(2):
        _reserve(town, "10.00")


@pytest.mark.parametrize(
    ("deed", "amount"),
    [("reserve", "3000.01"), ("release", "0.01"), ("spend", "0.01"), ("refund", "0.01"), ("call_back", "3000.01")],
)
def test_more_than_there_is_is_refused_and_nothing_moves(town: Town, account: Account, deed: str, amount: str):
    before = (_balances(account), Entry.objects.count())
    with pytest.raises(Refused) as refused:
        if deed == "reserve":
            _reserve(town, amount)
        elif deed == "call_back":
            budgets.call_back(account, Decimal(amount), **_cause(town))
        else:
            getattr(budgets, deed)(account.pk, Decimal(amount), **_cause(town))
    assert refused.value.code == "budget_exhausted"
    assert (_balances(account), Entry.objects.count()) == before


def test_reserved_money_cannot_be_called_back(town: Town, account: Account):
    _reserve(town, "2500.00")
    with pytest.raises(Refused):
        budgets.call_back(account, Decimal("500.01"), **_cause(town))
    budgets.call_back(account, Decimal("500.00"), **_cause(town))
    assert _balances(account) == ("2500.00", "2500.00", "0.00")


@pytest.mark.parametrize("amount", ["0.00", "-1.00"])
def test_a_movement_has_an_amount_and_its_kind_gives_the_sign(town: Town, account: Account, amount: str):
    with pytest.raises(ValueError, match="sign"):
        budgets.grant(account, Decimal(amount), **_cause(town))


def test_without_an_account_there_is_no_budget(town: Town):
    with pytest.raises(Refused) as refused:
        budgets.reserve(town.programme, None, Decimal("5000.01"), **_cause(town))
    assert refused.value.code == "budget_exhausted"


def test_an_account_is_opened_once(town: Town, account: Account):
    assert budgets.open_account(town.programme, school=town.kring) == account
    line = budgets.open_account(town.programme, line="reserve")
    assert budgets.open_account(town.programme, line="reserve") == line


def test_the_database_itself_refuses_to_overspend(town: Town, account: Account):
    for wrong in ({"spent": Decimal("3000.01")}, {"reserved": Decimal("-0.01")}, {"granted": Decimal("-1.00")}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=account.pk).update(**wrong)


def test_the_past_of_the_ledger_cannot_be_changed(town: Town):
    with pytest.raises(TypeError, match="never updated"):
        Entry.objects.update(amount=Decimal("1.00"))
    with pytest.raises(TypeError, match="never deleted"):
        Entry.objects.all().delete()


def test_every_kind_of_entry_has_an_effect_and_words():
    assert set(EFFECTS) == set(dict(KINDS))
    assert all(len(effect) == 3 for effect in EFFECTS.values())


def test_the_proof_finds_a_balance_that_somebody_changed_past_the_deeds(town: Town, account: Account):
    assert verify() == []
    Account.objects.filter(pk=account.pk).update(granted=Decimal("3000.07"))
    assert [(each.balance, each.kept, each.added_up) for each in verify()] == [
        ("granted", Decimal("3000.07"), Decimal("3000.00"))
    ]
    with pytest.raises(CommandError, match=r"3000\.07"):
        call_command("ledger", "verify")


def test_the_command_says_that_the_ledger_agrees(town: Town):
    said = StringIO()
    call_command("ledger", "verify", stdout=said)
    assert "agrees to the cent: 4 accounts" in said.getvalue()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_proof_takes_seven_statements(town: Town, rows: int, django_assert_num_queries):
    for number in range(rows):
        budgets.open_account(town.programme, line=f"line {number}")
    with django_assert_num_queries(7):
        verify()


@pytest.mark.parametrize(
    ("who", "accounts"),
    [("teacher", 1), ("director", 1), ("board", 3), ("officer", 4), ("controller", 4), ("librarian", 0)],
)
def test_each_sees_its_own_accounts(town: Town, who: str, accounts: int):
    assert visible_to(town.actor(who)).count() == accounts


def test_an_entry_says_what_it_was_for_and_by_whom(town: Town, account: Account):
    entry = entries_of(account).get()
    assert (entry.kind, str(entry.amount), entry.cause) == ("grant", "3000.00", "split")
    assert entry.by == "officer (Bloemendorp)"
