"""Several officers load registers with the same new schools at the same moment: each school is there once."""

from __future__ import annotations

from functools import partial

import pytest

from catalogue.duo.models import DuoImport
from catalogue.organisations.models import School
from portal.registers import actions as registers
from tests.cast import Town
from tests.catalogue.duo.files import many_sites
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]
MANY, CROWD = 150, 4


def test_each_school_is_there_once(real_town: Town):
    officer = real_town.actor("officer")
    looked = [registers.bring_in(many_sites(MANY), f"{at}.csv", by=officer) for at in range(CROWD)]
    rows = [DuoImport.objects.get(pk=row.pk) for row in looked]
    outcomes = at_once([partial(registers.carry_out, row, by=officer) for row in rows])
    assert outcomes == {DONE: CROWD}
    assert School.objects.count() == MANY + 3
    added = sorted(row.figures["added"] for row in DuoImport.objects.filter(status="loaded"))
    assert added == [0] * (CROWD - 1) + [MANY]
