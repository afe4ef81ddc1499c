"""The first payment of NPO comes in December 2021 and holds five terms; who starts earlier pays in advance (row 37)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import time_machine

from catalogue.money import ZERO
from catalogue.sheets import read
from portal.accountability.cash_flow import cash_flows
from portal.funding import actions as funding
from portal.funding.models import Grant
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.accountability import npo_of_putten
from tests.portal.accountability.npo_of_putten import on
from tests.portal.accountability.paying import delivered_and_paid


def _two_months_before_the_money(town: Town) -> None:
    """October: a booking of € 250 is paid. December: the five terms of August to December come in."""
    with time_machine.travel(on(2021, 10, 15)):
        grant = npo_of_putten.start(town)
        delivered_and_paid(town, cast.booking(town, cast.offer(town, goal="a"), status="accepted"))
    with time_machine.travel(on(2021, 12, 20)):
        funding.receive(grant, month=date(2021, 12, 1), on=date(2021, 12, 20), by=town.actor("finance"))


def test_received_minus_paid_per_month_is_negative_before_the_first_payment(town: Town):
    _two_months_before_the_money(town)
    with time_machine.travel(on(2021, 12, 21)):
        months = {each["month"]: each for each in Api(town, "finance").get("cash-flows").json()["together"]["months"]}
    assert [(name, months[name]["balance"], months[name]["isAhead"]) for name in ("2021-10", "2021-11")] == [
        ("2021-10", "-250.00", True), ("2021-11", "-250.00", True),
    ]  # fmt: skip
    december = months["2021-12"]
    assert (december["received"], december["balance"], december["isAhead"]) == ("67083.35", "66833.35", False)
    assert (months["2022-01"]["received"], months["2022-01"]["expected"]) == ("0.00", "13416.67")
    assert (max(months), months["2023-07"]["balance"]) == ("2023-07", "321750.00")


def test_the_page_marks_what_is_paid_in_advance_and_gives_the_months_as_a_table(town: Town):
    _two_months_before_the_money(town)
    with time_machine.travel(on(2021, 12, 21)):
        page = Visitor(town, "controller").open("/municipality/cash-flow")
        assert "eind oktober 2021" in page.text and "−€ 250,00" in page.text
        assert page.text.count("voorgefinancierd") == 2 and page.html.xpath("//figure//*[local-name()='polyline']")
        file = Visitor(town, "finance").open("/municipality/cash-flow?format=xlsx").response.content
    rows = list(read(file, "kasstroom.xlsx").rows)
    assert rows[0][1:] == ["2021-10", "0", "0", "250", "-250", "voorgefinancierd"] and rows[-1][0] == "Samen"


def test_what_should_have_come_in_is_expected_this_month(town: Town):
    _two_months_before_the_money(town)
    grant = Grant.objects.get(municipality=town.municipality)
    [flow], _together = cash_flows([grant], on=date(2022, 3, 10))
    march = next(each for each in flow.months if each.month == date(2022, 3, 1))
    assert march.expected == 3 * Decimal("13416.67")
    assert sum((each.received + each.expected for each in flow.months), ZERO) == grant.amount
