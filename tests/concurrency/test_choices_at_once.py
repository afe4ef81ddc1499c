"""One offer put on one shortlist by several people at the same moment stands there once; nobody sees an error."""

from __future__ import annotations

from functools import partial

import pytest

from portal.bookings import actions as bookings
from portal.bookings.models import Choice
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_it_stands_there_once(real_town: Town):
    made, who = cast.offer(real_town), real_town.actor("teacher")
    assert at_once([partial(bookings.choose, real_town.kring, made, by=who) for _ in range(12)]) == {DONE: 12}
    assert Choice.objects.count() == 1
