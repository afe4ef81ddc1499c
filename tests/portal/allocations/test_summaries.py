"""The figures of a result: what was wanted most and given, and which offers had too few places."""

from __future__ import annotations

from decimal import Decimal

from portal.allocations import actions as allocations
from portal.allocations.summaries import Placed, Wanted, summary_of
from tests.cast import Town
from tests.portal.allocations.rounds import contested


def test_the_figures_of_a_result(town: Town):
    the_round, _reading, _music = contested(town)
    said = summary_of(allocations.divide(the_round, trial=True, by=town.actor("officer")))
    assert (said.wishing, said.without, said.wishes, said.won, said.booked) == (2, 0, 4, 3, 0)
    assert (said.amount, said.round_left) == (Decimal("4125.00"), None)
    assert said.places == [Placed(1, 2, 1), Placed(2, 2, 2)]
    assert said.wanted == [Wanted("Voorleesuur", 2, 1, 0)]


def test_what_only_money_refused_was_not_wanted_too_much(town: Town):
    the_round, reading, _music = contested(town)
    type(reading).objects.filter(pk=reading.pk).update(capacity=None)
    said = summary_of(allocations.divide(the_round, trial=True, by=town.actor("officer")))
    assert said.won == 3 and said.wanted == []
