"""Another bank account: proposed by the payee or by finance, and it changes nothing until somebody else checked it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import AccountChange
from catalogue.organisations.queries import account_changes_visible_to, waiting_change_of
from tests.cast import Town, build_town

NEW = {"iban": "NL91ABNA0417164300", "account_name": "Bibliotheek"}


def _proposed(town: Town, who: str = "librarian", **more: str) -> AccountChange:
    return organisations.propose_account(town.library, **NEW, by=town.actor(who), **more)


def test_a_new_account_waits_and_the_known_one_stays(town: Town):
    row = _proposed(town)
    town.library.refresh_from_db()
    assert (row.status, town.library.iban) == ("proposed", "NL44RABO0123456789")
    assert waiting_change_of(town.library) == row


def test_a_second_person_checks_number_and_name_and_the_moment_is_kept(town: Town):
    row = organisations.confirm_account(_proposed(town), outcome="match", by=town.actor("finance"))
    town.library.refresh_from_db()
    assert (town.library.iban, town.library.account_name) == (NEW["iban"], NEW["account_name"])
    assert town.library.iban_changed_at is not None
    assert (row.status, row.outcome, row.checked_on) == ("confirmed", "match", timezone.localdate())
    assert JournalLine.objects.filter(event="provider.iban_changed", thing_id=town.library.pk).count() == 1


def test_finance_says_how_it_knows_and_another_finance_officer_checks(town: Town):
    with pytest.raises(Invalid) as invalid:
        _proposed(town, "finance")
    assert [fault.location for fault in invalid.value.faults] == ["#/reason"]
    row = _proposed(town, "finance", reason="Brief van 3 november")
    with pytest.raises(Refused) as refused:
        organisations.confirm_account(row, outcome="match", by=town.actor("finance"))
    assert refused.value.code == "four_eyes"
    assert organisations.confirm_account(row, outcome="match", by=town.actor("finance2")).status == "confirmed"


def test_an_account_of_another_name_is_not_confirmed(town: Town):
    with pytest.raises(Refused) as refused:
        organisations.confirm_account(_proposed(town), outcome="no", by=town.actor("finance"))
    assert refused.value.code == "name_differs"


@pytest.mark.parametrize("outcome", ["close", "not_possible"])
def test_what_the_bank_is_not_sure_of_is_checked_otherwise_and_said(town: Town, outcome: str):
    row = _proposed(town)
    with pytest.raises(Invalid):
        organisations.confirm_account(row, outcome=outcome, by=town.actor("finance"))
    done = organisations.confirm_account(row, outcome=outcome, words="Gebeld met de balie", by=town.actor("finance"))
    assert done.words == "Gebeld met de balie"


def test_it_was_not_checked_tomorrow_nor_with_an_answer_that_banks_do_not_give(town: Town):
    row, tomorrow = _proposed(town), timezone.localdate() + timedelta(days=1)
    for wrong in ({"outcome": "match", "checked_on": tomorrow}, {"outcome": "perhaps"}):
        with pytest.raises(Invalid):
            organisations.confirm_account(row, by=town.actor("finance"), **wrong)


def test_a_refused_or_withdrawn_account_changes_nothing_and_another_can_come(town: Town):
    with pytest.raises(Invalid):
        organisations.refuse_account(row := _proposed(town), reason=" ", by=town.actor("finance"))
    organisations.refuse_account(row, reason="Niet van u", by=town.actor("finance"))
    organisations.withdraw_account(_proposed(town), by=town.actor("librarian"))
    town.library.refresh_from_db()
    assert town.library.iban == "NL44RABO0123456789"


def test_one_change_waits_at_a_time(town: Town):
    _proposed(town)
    with pytest.raises(Refused) as refused:
        _proposed(town)
    assert refused.value.code == "change_waits"


def test_a_wrong_account_or_the_known_one_changes_nothing(town: Town):
    known = {"iban": town.library.iban, "account_name": town.library.account_name}
    for wrong in ({"iban": "NL00FOUT", "account_name": "x"}, known):
        with pytest.raises(Invalid) as invalid:
            organisations.propose_account(town.library, **wrong, by=town.actor("librarian"))
        assert [fault.location for fault in invalid.value.faults] == ["#/iban"]


def test_a_board_gets_its_first_account_the_same_way(town: Town):
    row = organisations.propose_account(town.board, **NEW, by=town.actor("board"))
    organisations.confirm_account(row, outcome="match", by=town.actor("finance"))
    town.board.refresh_from_db()
    assert town.board.iban == NEW["iban"]
    with pytest.raises(Forbidden):
        organisations.propose_account(town.board, **NEW, by=town.actor("director"))


@pytest.mark.parametrize("who", ["planner", "musician", "officer", "admin", "coordinator"])
def test_nobody_else_touches_the_account(town: Town, who: str):
    row = _proposed(town)
    for deed in (
        lambda: _proposed(town, who),
        lambda: organisations.withdraw_account(row, by=town.actor(who)),
        lambda: organisations.confirm_account(row, outcome="match", by=town.actor(who)),
        lambda: organisations.refuse_account(row, reason="Nee", by=town.actor(who)),
    ):
        with pytest.raises(Forbidden):
            deed()


def test_the_database_itself_wants_two_people_and_a_check(town: Town):
    row = AccountChange.objects.filter(pk=_proposed(town).pk)
    person = town.actor("librarian").person
    for wrong in ({"decided_by": person}, {"status": "confirmed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**wrong)


def test_another_municipality_does_not_see_it(town: Town):
    row, other = _proposed(town), build_town("Anderdorp", "97")
    assert account_changes_visible_to(town.actor("finance")).get() == row
    assert not account_changes_visible_to(other.actor("finance")).exists()
    assert not account_changes_visible_to(town.actor("planner")).exists()
