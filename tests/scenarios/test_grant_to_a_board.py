"""Money for choices as a grant to the school board by the budget (DOMAIN § 7 row 5): a question of Stichtse Vecht.

Two boards stand in the budget with name and maximum. The letter cites article 4:23; no more is divided or committed.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from portal.bookings import actions as bookings
from portal.budgets.queries import verify
from portal.letters.models import Letter
from portal.letters.queries import file_of, letters_visible_to
from portal.subsidies import actions as subsidies
from portal.subsidies.queries import uses_of
from tests import cast
from tests.cast import COUNTED_ON, OPERATOR, Town


def test_two_boards_in_the_budget_each_with_a_name_and_a_maximum(town: Town):
    # a second board has a school of 300 pupils: € 4,000 beside the € 13,000 of the first
    lyceum = organisations.add_board(name="Lyceumstichting", number="98022", by=OPERATOR)
    school = organisations.add_school(
        town.municipality, board=lyceum, name="Lyceum", location_code="98AD00", sector="VO", by=OPERATOR
    )
    organisations.count_pupils(school, reference_date=COUNTED_ON, pupils=300, source="test", by=OPERATOR)
    cast.split(town, pot="17000.00")
    officer, finance = town.actor("officer"), town.actor("finance")
    grants = [subsidies.draft_board_grant(town.programme, board, by=officer) for board in (town.board, lyceum)]
    assert [grant.maximum for grant in grants] == [Decimal("13000.00"), Decimal("4000.00")]

    # two people decide; each board gets its own letter, with the ground, the amount and how to object
    for grant in grants:
        subsidies.grant_board(grant, by=officer)
        subsidies.confirm_board_grant(grant, by=finance)
    drain()
    (letter,) = letters_visible_to(town.actor("board"))
    said = str(Letter.objects.get(pk=letter.pk).content)
    assert "artikel 4:23, derde lid, onder c" in said and "13.000,00" in said and "Stichting De Weide" in said
    assert "bezwaar" in said and letter.objection_until and file_of(letter)

    # what the schools have is the maximum: nobody divides more to them
    with pytest.raises(Refused) as refused, transaction.atomic():
        cast.split(town, pot="17100.00")
    assert refused.value.code == "above_board_grant"

    # a school commits within its budget, so its board within its maximum: € 3,000 is 24 groups of € 125
    offer = cast.offer(town, capacity=None, max_units=100)
    bookings.book(town.kring, offer, units=24, pupils=200, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused, transaction.atomic():
        bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("coordinator"))
    assert refused.value.code == "budget_exhausted"
    use = uses_of(grants)[grants[0].pk]
    assert use.committed == Decimal("3000.00") <= grants[0].maximum
    assert verify() == []
