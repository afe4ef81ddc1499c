"""A grant comes in terms that add up to it to the cent; what came in and what was spent stands beside it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.money import ZERO, euros, share
from portal.accountability.attribution import spent_of
from portal.budgets.models import Account
from portal.funding import actions as funding
from portal.funding.actions.grants import Terms
from portal.funding.queries import grants_visible_to, instalments_of, received_of
from tests import cast
from tests.cast import Town
from tests.portal.funding.planned import grant, plan


def test_the_terms_of_putten(town: Town):
    """€ 322,000 in 24 terms until July 2023; the first payment, December 2021, holds five (DOMAIN § 7 row 21)."""
    made = grant(town, "322000.00", regulation="NPO", instalments=Terms(24, date(2021, 12, 1), first_holds=5))
    terms = list(instalments_of(made))
    amounts = [str(term.amount) for term in terms]
    assert (amounts.count("13416.67"), amounts.count("13416.66")) == (16, 8)
    assert sum((term.amount for term in terms), ZERO) == Decimal("322000.00")
    first = [term.amount for term in terms if term.month == date(2021, 12, 1)]
    assert (len(first), sum(first, ZERO)) == (5, Decimal("67083.35"))
    assert len({term.month for term in terms}) == 20 and terms[-1].month == date(2023, 7, 1)


@given(st.integers(1, 10**10), st.integers(1, 120))
def test_any_amount_in_any_number_of_terms_adds_up(cents: int, count: int):
    parts = share(euros(cents), [1] * count)
    assert sum(parts, ZERO) == euros(cents) and max(parts) - min(parts) <= Decimal("0.01")


def test_a_payment_comes_in_once_with_all_its_terms(town: Town):
    made = grant(town, "1000.00", instalments=Terms(4, date(2026, 11, 15), first_holds=2))
    finance = town.actor("finance")
    funding.receive(made, month=date(2026, 11, 3), on=date(2026, 11, 20), by=finance)
    assert received_of([made]) == {made.pk: Decimal("500.00")}
    with pytest.raises(Refused) as refused:
        funding.receive(made, month=date(2026, 11, 3), on=date(2026, 11, 21), by=finance)
    assert refused.value.code == "wrong_state"


def test_what_schools_and_lines_spend_is_spent_of_the_grant_of_their_line(town: Town):
    paid_by = grant(town)
    plan(town, paid_by=paid_by)
    cast.approved(town, cast.claim(town, cast.booking(town, status="accepted")))
    assert spent_of([paid_by]) == {paid_by.pk: Decimal("250.00")}
    fixed = cast.booking(town, cast.offer(town, kind="fixed"), status="accepted")
    cast.approved(town, cast.claim(town, fixed))
    assert spent_of([paid_by]) == {paid_by.pk: Decimal("500.00")}
    assert Account.objects.get(line="fixed").spent == Decimal("250.00")


@pytest.mark.parametrize("who", ["coordinator", "librarian", "assessor", "finance", "controller"])
def test_only_an_officer_writes_down_a_grant(town: Town, who: str):
    with pytest.raises(Forbidden):
        funding.add_grant(
            town.municipality, grant(town).regulation, amount=Decimal(1), spend_until=date(2027, 1, 1),
            by=town.actor(who),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "location"),
    [
        (Terms(0, date(2026, 1, 1)), "#/instalments/count"),
        (Terms(121, date(2026, 1, 1)), "#/instalments/count"),
        (Terms(3, date(2026, 1, 1), first_holds=4), "#/instalments/firstHolds"),
    ],
)
def test_terms_that_cannot_be(town: Town, terms: Terms, location: str):
    with pytest.raises(Invalid) as invalid:
        grant(town, instalments=terms)
    assert [fault.location for fault in invalid.value.faults] == [location]


def test_others_see_no_grants(town: Town):
    grant(town)
    assert grants_visible_to(town.actor("controller")).count() == 1
    assert not grants_visible_to(town.actor("coordinator")).exists()
