"""Many schools enrol children at the same moment, while others take theirs back: no place twice, none idle."""

from __future__ import annotations

from functools import partial

import pytest

from portal.enrolments import actions as enrolments
from portal.enrolments.models import Activity, Enrolment
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.enrolments.activities import opened
from tests.portal.waiting.full import school

pytestmark = [pytest.mark.slow, pytest.mark.databases]
PLACES, CROWD = 25, 30


def test_the_last_places_of_an_activity(real_town: Town):
    town = real_town
    gym = opened(town, capacity=PLACES)
    crowd = [school(town, number) for number in range(CROWD)]
    [leaving] = enrolments.enrol(gym, town.kring, children=20, by=town.actor("coordinator"))
    deeds = [partial(enrolments.enrol, gym, who[0], children=1 + n % 3, by=who[1]) for n, who in enumerate(crowd)]
    leave = partial(enrolments.take_back, leaving, children=15, by=town.actor("coordinator"))
    more = partial(enrolments.set_places, gym, capacity=PLACES + 5, by=town.actor("planner"))
    assert set(at_once([*deeds, leave, more])) == {DONE}

    now = Activity.objects.get(pk=gym.pk)
    rows = list(Enrolment.objects.filter(activity=gym).order_by("number"))
    assert [row.number for row in rows] == list(range(1, CROWD + 2))
    assert now.taken == sum(row.placed for row in rows) == now.capacity == PLACES + 5
    assert sum(row.wanted for row in rows) == 5 + sum(1 + number % 3 for number in range(CROWD))
    waiting = [row.number for row in rows if row.waiting]
    assert max(row.number for row in rows if row.placed) <= min(waiting)
