"""DOMAIN § 7 row 26: process, deployment and result per measure; a form of minutes, a reminder, a dashboard."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from catalogue.errors import Refused
from portal.funding import actions as funding
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned
from tests.portal.monitoring.measured import indicator


@pytest.fixture(autouse=True)
def november() -> Any:
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False):
        yield


def test_from_how_do_we_know_to_a_dashboard(town: Town):
    officer, measure = town.actor("officer"), planned.measure(town)
    indicator(town, measure, kind="process", name="Spreekuren die doorgingen")
    indicator(town, measure, kind="deployment", name="Uren op school", unit="uren")
    with pytest.raises(Refused) as refused:
        funding.enter_phase(measure, "full", by=officer)
    assert refused.value.code == "no_result_indicator"
    found = indicator(town, measure)
    measure.refresh_from_db()
    funding.enter_phase(measure, "full", by=officer)

    library = Visitor(town, "librarian")
    assert "Bezoeken die tot hulp leiden: kwartaal 3 van 2026" in library.open("/provider").text, "it is asked"
    form = library.open(f"/measuring/{found.pk}")
    asked = form.all("//form[contains(@action, 'fill-in')]//*[self::select or self::textarea or @name='value']")
    assert len(asked) == 3, "a period, a number and words: less than five minutes"
    library.press(form, "Verstuur", value="64", words="De drempel is laag.")
    assert "Bezoeken die tot hulp leiden: kwartaal 3" not in library.open("/provider").text, "asked once per period"

    dashboard = Visitor(town, "controller").open("/measuring").text
    for seen in ("Spreekuren die doorgingen", "Uren op school", "64 %", "gehaald", "ontbreekt: kwartaal 3 van 2026"):
        assert seen in dashboard
