"""Shows 6 of the money: every page of the municipality costs as many statements for 300 schools as for three."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from portal.budgets import actions as budgets
from portal.budgets.actions import open_account
from tests.cast import OPERATOR, Town
from tests.frontend.visitor import Visitor
from tests.house import dividing_doors, doors, money_doors
from tests.house.rooms import tables
from tests.house.rounds import furnish
from tests.many import many_schools

# every page of the municipality that needs no id in its address, as the table of doors has them
TABLES = (doors.PAGES, money_doors.PAGES, dividing_doors.PAGES, *tables("PAGES"))
LINES = [line.split() for table in TABLES for line in table.strip().splitlines()]
PAGES = sorted({
    address for method, address, *_rest in LINES
    if method == "GET" and address.startswith("municipality") and "<" not in address
})  # fmt: skip
WITH_MONEY = 50


@pytest.fixture(scope="module")
def costs(_town_on_paper: bytes, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, tuple[int, int]]]:
    """Per page its statements with three schools and with 300, in a town where something of every kind happened."""
    town: Town = pickle.loads(_town_on_paper)  # a copy: what the deeds do to it stays here
    with django_db_blocker.unblock(), transaction.atomic():
        furnish(town)
        few = _statements(town)
        _three_hundred(town)
        many = _statements(town)
        yield {page: (few[page], many[page]) for page in few}
        transaction.set_rollback(True)


def _statements(town: Town) -> dict[str, int]:
    visitor, programme = Visitor(town, "officer"), {"programme": str(town.programme.pk)}
    return {page: visitor.statements(lambda page=page: visitor.open(f"/{page}", **programme)) for page in PAGES}


def _three_hundred(town: Town) -> None:
    """Schools with a count and a budget."""
    for number, school in enumerate(many_schools(town, 300)):
        account = open_account(town.programme, school=school)
        if number < WITH_MONEY:
            budgets.grant(account, Decimal("100.00"), cause=town.programme, by=OPERATOR)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_300_schools_as_for_three(costs: dict[str, tuple[int, int]], db: None, page: str):
    few, many = costs[page]
    assert many == few
