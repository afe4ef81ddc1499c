"""The radar costs the same number of statements for one school as for three hundred, and for 5,000 offers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.organisations.models import Board, School
from portal.budgets.models import Account
from portal.radar.queries import day_to_choose, glance_at, radar_of
from tests import cast
from tests.cast import Town
from tests.many import many_offers


def _cost(town: Town) -> tuple[int, int, int]:
    found = []
    for look in (radar_of, glance_at, lambda programme: day_to_choose(town.linde, programme)):
        with CaptureQueriesContext(connection) as captured:
            look(town.programme)
        found.append(len(captured))
    return found[0], found[1], found[2]


def more_schools(town: Town, number: int) -> None:
    board = Board.objects.create(name="Stichting Veel", number="98099")
    schools = School.objects.bulk_create(
        School(
            municipality=town.municipality, board=board, name=f"School {each}", location_code=f"98{each:04d}",
            sector="PO", postcode=f"36{each % 40:02d} AB", city="Bloemendorp",
        )
        for each in range(number)
    )  # fmt: skip
    Account.objects.bulk_create(
        Account(municipality=town.municipality, programme=town.programme, school=school, granted=Decimal("1000.00"))
        for school in schools
    )


def test_three_hundred_schools_cost_no_more_than_three(town: Town):
    cast.booking(town)
    before = _cost(town)
    more_schools(town, 297)
    assert len(radar_of(town.programme).schools) == 300
    assert _cost(town) == before
    assert before[0] <= 24 and before[1] == 7 and before[2] == 4


@pytest.mark.slow
def test_a_thousand_offers_cost_no_more_than_one(town: Town):
    cast.booking(town)
    before = _cost(town)
    more_schools(town, 297)
    many_offers(town, 1000)
    assert _cost(town) == before
