"""What is filled in: once per period, corrected without losing what stood there, talked about, and improved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused
from portal.monitoring import actions
from portal.monitoring.indicators import editions_of, measurements_visible_to, number_for, standings_of, to_measure
from portal.monitoring.periods import Period
from portal.monitoring.states import EVERY
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.portal.monitoring.measured import indicator, measured, of_offer, talked

pytestmark = pytest.mark.usefixtures("november")


@pytest.fixture
def november() -> Any:
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False):
        yield


def _asked(town: Town, who: str) -> list[str]:
    return [task.title for task in tasks_of(town.actor(who)) if task.deed == "fill_in_measurement"]


def test_it_is_asked_once_per_period_of_who_carries_it_out(town: Town):
    found = indicator(town)
    assert _asked(town, "librarian") == ["Bezoeken die tot hulp leiden: kwartaal 3 van 2026"]
    assert _asked(town, "coordinator") == _asked(town, "musician") == _asked(town, "officer") == []
    measured(town, found)
    assert _asked(town, "librarian") == []
    with time_machine.travel("2027-01-01T10:00:00Z"):
        assert _asked(town, "librarian") == ["Bezoeken die tot hulp leiden: kwartaal 4 van 2026"]


def test_nothing_is_asked_before_a_period_ended_or_after_it_stopped(town: Town):
    late = indicator(town, starts_on=date(2026, 11, 1))
    assert not to_measure(town.actor("librarian"))
    actions.stop(late, reason="Te veel werk", by=town.actor("officer"))
    with time_machine.travel("2027-01-01T10:00:00Z"):
        assert not to_measure(town.actor("librarian"))
        with pytest.raises(Refused) as refused:
            measured(town, late, period="2026-Q4")
    assert refused.value.code == "stopped"


@pytest.mark.parametrize("period", ["2026-Q2", "2027-Q1", "2026-11", "2026-Q5", "", "kwartaal"])
def test_a_period_is_one_that_began(town: Town, period: str):
    with pytest.raises(Invalid) as invalid:
        measured(town, period=period)
    assert [fault.location for fault in invalid.value.faults] == ["#/period"]


@pytest.mark.parametrize("value", ["-1", "1.234", "99999999999"])
def test_a_value_is_a_number_that_can_be(town: Town, value: str):
    with pytest.raises(Invalid) as invalid:
        measured(town, value=value)
    assert {fault.location for fault in invalid.value.faults} == {"#/value"}


def test_a_correction_keeps_what_stood_there(town: Town):
    first, library = measured(town), town.actor("librarian")
    with pytest.raises(Refused) as twice:
        measured(town, first.indicator)
    with pytest.raises(Invalid):
        actions.correct(first, value=Decimal(50), reason=" ", by=library)
    second = actions.correct(first, value=Decimal(50), reason="Twee bezoeken vergeten", by=library)
    assert [(row.edition, str(row.value), row.counts) for row in editions_of(second)] == [
        (1, "48.00", False), (2, "50.00", True),
    ]  # fmt: skip
    with pytest.raises(Refused) as old:
        actions.correct(first, value=Decimal(51), reason="Nog een", by=library)
    assert (twice.value.code, old.value.code) == ("measured", "corrected")
    (standing,) = standings_of(library, [first.indicator])
    assert standing.newest and standing.newest.number == 50


@pytest.mark.parametrize(("who", "may"), [("librarian", True), ("officer", True), ("musician", False),
                                          ("coordinator", False), ("controller", False)])  # fmt: skip
def test_who_carries_it_out_fills_it_in_and_the_officer_may_too(town: Town, who: str, may: bool):
    found = indicator(town)
    if may:
        assert actions.measure(found, period="2026-Q3", value=Decimal(1), by=town.actor(who)).counts
    else:
        with pytest.raises(Forbidden):
            actions.measure(found, period="2026-Q3", value=Decimal(1), by=town.actor(who))


@pytest.mark.parametrize(("value", "shown"), [("0", True), ("1", False), ("4", False), ("5", True)])
def test_a_number_of_pupils_that_could_show_somebody_is_seen_by_who_counted_them_only(
    town: Town, value: str, shown: bool
):
    row = measured(town, of_offer(town, cast.offer(town)), value=value)
    assert number_for(town.actor("librarian"), row) == Decimal(value)
    for who in ("officer", "controller"):
        (seen,) = measurements_visible_to(town.actor(who))
        assert (number_for(town.actor(who), seen) is not None) is shown
    percent = measured(town, value="3")
    assert number_for(town.actor("officer"), percent) == 3, "a percentage is no number of pupils"


def test_whether_the_target_is_reached(town: Town):
    rows = [measured(town, indicator(town, **said), value=value).indicator for said, value in (
        ({}, "60"), ({}, "59.99"), ({"at_most": True}, "60"), ({"at_most": True}, "60.01"), ({"target": None}, "1"),
    )]  # fmt: skip
    found = standings_of(town.actor("officer"), rows)
    assert [each.newest and each.newest.reached for each in found] == [True, False, True, False, None]


def test_measure_talk_improve_and_measure_again(town: Town):
    first = measured(town)
    said = talked(town, first)
    with pytest.raises(Invalid):
        actions.complete(said, outcome="", by=town.actor("librarian"))
    actions.complete(said, outcome="Uitgedeeld bij elke school", by=town.actor("librarian"))
    measured(town, first.indicator, value="64", period="2026-Q4")
    (standing,) = standings_of(town.actor("officer"), [first.indicator])
    before, after = standing.values
    assert (before.reached, [talk.outcome for talk in before.talks]) == (False, ["Uitgedeeld bij elke school"])
    assert (after.reached, after.talks) == (True, ())


def test_a_talk_stays_with_its_period_when_the_value_is_corrected(town: Town):
    first = measured(town)
    talked(town, first)
    actions.correct(first, value=Decimal(50), reason="Vergeten", by=town.actor("librarian"))
    (standing,) = standings_of(town.actor("officer"), [first.indicator])
    assert standing.newest and len(standing.newest.talks) == 1
    with pytest.raises(Refused) as refused:
        talked(town, first)
    assert refused.value.code == "corrected"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"owner": " "}, "#/owner"), ({"due_on": None}, "#/dueOn"), ({"due_on": date(2026, 11, 1)}, "#/dueOn"),
        ({"held_on": date(2026, 11, 27)}, "#/heldOn"), ({"note": ""}, "#/note"),
    ],
)  # fmt: skip
def test_an_action_has_an_owner_and_a_day_and_a_talk_was_held(town: Town, said: dict[str, Any], where: str):
    with pytest.raises(Invalid) as invalid:
        talked(town, **said)
    assert [fault.location for fault in invalid.value.faults] == [where]


def test_a_talk_without_an_action_is_noted_and_asks_nothing(town: Town):
    said = talked(town, action="")
    assert (said.status, said.owner, said.due_on) == ("noted", "", None)
    with pytest.raises(Refused):
        actions.complete(said, outcome="Klaar", by=town.actor("officer"))
    with pytest.raises(Forbidden):
        actions.complete(said, outcome="Klaar", by=town.actor("musician"))


@given(st.sampled_from([code for code, _label in EVERY]), st.dates(date(2000, 1, 1), date(2098, 12, 31)))
def test_every_day_lies_in_one_period_of_each_length(every: str, day: date):
    found = Period.of(every, day)
    assert found.first_day <= day <= found.last_day
    assert Period.read(every, str(found)) == found
    assert Period.of(every, found.last_day + timedelta(days=1)) == found.next == found.next.next.before and found.words
