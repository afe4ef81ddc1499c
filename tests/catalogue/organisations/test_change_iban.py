"""The bank account that money goes to: changed by a manager of the provider alone, and remembered for the approver."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid
from catalogue.journal.models import JournalLine
from catalogue.organisations import actions as organisations
from tests.cast import Town

NEW = {"iban": "NL91ABNA0417164300", "account_name": "Bibliotheek"}


def test_a_manager_changes_the_account_and_the_moment_is_kept(town: Town):
    organisations.change_iban(town.library, **NEW, by=town.actor("librarian"))
    town.library.refresh_from_db()
    assert (town.library.iban, town.library.account_name) == (NEW["iban"], NEW["account_name"])
    assert town.library.iban_changed_at is not None
    assert JournalLine.objects.filter(event="provider.iban_changed", thing_id=town.library.pk).count() == 1


def test_a_wrong_account_number_changes_nothing(town: Town):
    with pytest.raises(Invalid) as invalid:
        organisations.change_iban(town.library, iban="NL00FOUT", account_name="x", by=town.actor("librarian"))
    assert [fault.location for fault in invalid.value.faults] == ["#/iban"]


@pytest.mark.parametrize("who", ["planner", "musician", "officer", "admin", "coordinator"])
def test_nobody_else_touches_the_account(town: Town, who: str):
    with pytest.raises(Forbidden):
        organisations.change_iban(town.library, **NEW, by=town.actor(who))
