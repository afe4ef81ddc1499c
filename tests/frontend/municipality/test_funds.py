"""The pages about where each euro comes from cost as many statements for many schools and payments as for one."""

from __future__ import annotations

import pytest

from catalogue.organisations import actions as organisations
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability.paying import pay
from tests.portal.funding import two_funds

PAGES = ["cash-flow", "funds", "grants", "plan", "sisa/2026"]
MANY = 30


def _more(town: Town) -> None:
    """Many schools more, and bookings of De Kring that are paid, approved and reserved."""
    for number in range(MANY):
        school = organisations.add_school(
            town.municipality, board=town.board, name=f"School {number}", location_code=f"96ZZ{number:02}",
            sector="PO", by=OPERATOR,
        )  # fmt: skip
        organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=100, source="test", by=OPERATOR)
    made = cast.offer(town, goal="taal")
    for _row in range(3):
        cast.approved(town, cast.claim(town, cast.booking(town, made, status="accepted", units=1)))
    pay(town)
    cast.approved(town, cast.claim(town, cast.booking(town, made, status="accepted", units=1)))
    bookings.book(town.kring, made, units=1, pupils=20, by=town.actor("coordinator"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_the_same_for_one_and_for_many(town: Town, path: str):
    path = f"/municipality/{path}"
    two_funds.start(town)
    cast.approved(town, cast.claim(town, cast.booking(town, cast.offer(town, goal="a"), status="accepted", units=1)))
    pay(town)
    officer = Visitor(town, "officer")
    officer.open(path)
    one = officer.statements(lambda: officer.open(path))
    _more(town)
    assert officer.statements(lambda: officer.open(path)) == one


def test_before_there_is_money_the_page_says_what_will_be_here(town: Town):
    page = Visitor(town, "officer").open("/municipality/cash-flow")
    assert page.status == 200 and "Er komt nog niets binnen" in page.text


def test_each_grant_and_each_programme_has_its_own_flow(town: Town):
    oab, npo, _plan = two_funds.start(town)
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/cash-flow")
    assert {f"?grant={oab.pk}", f"?grant={npo.pk}", f"?programme={town.programme.pk}"} <= set(page.links())
    assert "€ 30,00" in officer.open(f"/municipality/cash-flow?grant={oab.pk}").text
    assert "€ 400,00" in officer.open(f"/municipality/cash-flow?programme={town.programme.pk}").text
    assert "€ 400,00" in officer.open("/municipality/cash-flow?grant=elders").text
