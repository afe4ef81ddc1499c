"""The SiSa table: equal to the ledger and to the sum of paid claims, to the cent; every figure can be opened."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine
from django.db.models import Sum
from django.utils import timezone

from catalogue.journal.outbox import drain
from portal.accountability.queries import lines_behind, municipalities_visible_to, sisa_table
from portal.budgets.models import Account
from portal.budgets.queries import verify
from portal.claims.decisions import LineVerdict, Verdict, decide
from portal.claims.models import Claim
from portal.claims.queries import total_of
from portal.payments import actions as payments
from tests import cast
from tests.cast import Town

YEAR = timezone.localdate().year


def _pay(town: Town) -> None:
    drain()
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))


def _goal(town: Town, goal: str, units: int = 1) -> Claim:
    return cast.claim(town, cast.booking(town, cast.offer(town, goal=goal), status="accepted", units=units))


def _figures(town: Town, year: int = YEAR) -> dict[str, tuple[str, str]]:
    rows = sisa_table(town.municipality, year).rows
    return {row.goal: (str(row.year), str(row.cumulative)) for row in rows if row.cumulative}


def test_table_ledger_and_paid_claims_are_the_same_to_the_cent(town: Town):
    for goal, units in (("talent", 2), ("zorg", 3), ("talent", 1)):
        cast.approved(town, _goal(town, goal, units))
    partly = _goal(town, "taalhulp")
    line = LineVerdict(partly.lines.get().pk, Decimal("33.33"), "korter")
    decide(partly, Verdict("approve", lines=[line]), by=town.actor("assessor"))
    _pay(town)
    table = sisa_table(town.municipality, YEAR)
    spent = Account.objects.aggregate(total=Sum("spent"))["total"]
    assert table.total == spent == total_of(Claim.objects.filter(status="settled")) == Decimal("783.33")
    assert _figures(town) == {
        "talent": ("375.00", "375.00"), "zorg": ("375.00", "375.00"), "taalhulp": ("33.33", "33.33"),
    }  # fmt: skip
    assert verify() == []


def test_what_is_approved_but_not_paid_is_not_in_it(town: Town):
    cast.approved(town, _goal(town, "talent"))
    drain()
    assert sisa_table(town.municipality, YEAR).total == 0


def test_rent_and_civil_servants_are_shown_apart(town: Town):
    for goal in ("huur", "capaciteit", "talent"):
        cast.approved(town, _goal(town, goal, units=2))
    _pay(town)
    table = sisa_table(town.municipality, YEAR)
    assert {apart: str(table.sum_of(apart=apart)) for apart in ("", "rent", "staff")} == {
        "": "250.00", "rent": "250.00", "staff": "250.00",
    }  # fmt: skip


def test_a_year_shows_its_own_payments_and_the_sum_until_then(town: Town):
    cast.approved(town, _goal(town, "talent"))
    _pay(town)
    later = cast.approved(town, _goal(town, "talent", units=2))
    with time_machine.travel(datetime(YEAR + 1, 3, 1, 12, tzinfo=UTC)):
        _pay(town)
    assert later.sanctioned == Decimal("250.00")
    assert _figures(town, YEAR) == {"talent": ("125.00", "125.00")}
    assert _figures(town, YEAR + 1) == {"talent": ("250.00", "375.00")}
    assert _figures(town, YEAR - 1) == {}


def test_a_kept_remainder_that_is_paid_later_counts_once_for_each_payment(town: Town):
    claim = _goal(town, "talent", units=2)
    half = LineVerdict(claim.lines.get().pk, Decimal("125.00"), "nog één keer")
    decide(claim, Verdict("approve", lines=[half], remainder="keep"), by=town.actor("assessor"))
    cast.approved(town, cast.claim(town, claim.lines.get().booking))
    _pay(town)
    assert _figures(town) == {"talent": ("250.00", "250.00")}


def test_every_figure_opens_the_lines_behind_it(town: Town):
    cast.approved(town, _goal(town, "talent"))
    cast.approved(town, _goal(town, "zorg"))
    _pay(town)
    lines = lines_behind(town.municipality, YEAR, goal="talent", regulation="LOKAAL")
    assert [(str(each.share), each.line.booking.school.name) for each in lines] == [("125.00", "De Kring")]
    assert lines.total == Decimal("125.00")


def test_goals_without_payments_are_there_too_so_that_nothing_seems_forgotten(town: Town):
    rows = sisa_table(town.municipality, YEAR).rows
    assert {row.goal for row in rows} == {"talent", "zorg", "taalhulp", "huur", "capaciteit"}
    assert {row.sisa_code for row in rows} == {""}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_takes_as_many_statements_however_much_was_paid(town: Town, rows: int, django_assert_max_num_queries):
    for _row in range(rows):
        cast.approved(town, _goal(town, "talent"))
    _pay(town)
    with django_assert_max_num_queries(15):
        assert sisa_table(town.municipality, YEAR).total == rows * Decimal("125.00")


@pytest.mark.parametrize(
    ("who", "sees"), [("finance", True), ("controller", True), ("board", False), ("librarian", False)]
)
def test_accounts_are_for_the_municipality_itself(town: Town, who: str, sees: bool):
    assert municipalities_visible_to(town.actor(who)).exists() is sees
