"""One deed is one transaction: all of it stands, or none of it."""

from __future__ import annotations

import pytest
from django.db import connection

from catalogue.deeds import deed, row_of_many, unit_of_work
from catalogue.errors import Refused
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board
from tests.cast import OPERATOR

pytestmark = pytest.mark.django_db(transaction=True)


def _board(number: str) -> Board:
    return organisations.add_board(name=f"Stichting {number}", number=number, by=OPERATOR)


@deed
def _two_boards_and_a_refusal() -> None:
    _board("11111")
    _board("22222")
    raise Refused("no", "not today")


@deed
def _in_a_transaction() -> bool:
    return connection.in_atomic_block and not connection.savepoint_ids


def test_a_refused_deed_leaves_nothing_behind():
    with pytest.raises(Refused):
        _two_boards_and_a_refusal()
    assert not Board.objects.exists()


def test_a_deed_inside_a_deed_joins_its_transaction_without_a_savepoint():
    assert _in_a_transaction()
    with unit_of_work():
        assert _in_a_transaction()


def test_one_refused_row_of_many_does_not_stop_the_others():
    with unit_of_work():
        for number in ("11111", "wrong", "33333"):
            try:
                with row_of_many():
                    _board("99999")
                    Board.objects.filter(number="99999").delete()
                    if number == "wrong":
                        raise Refused("no", "this one is wrong")
                    _board(number)
            except Refused:
                continue
    assert sorted(Board.objects.values_list("number", flat=True)) == ["11111", "33333"]


def test_after_a_failed_deed_the_next_one_opens_a_transaction_of_its_own():
    with pytest.raises(Refused):
        _two_boards_and_a_refusal()
    assert _in_a_transaction()
    assert not connection.in_atomic_block
