"""A school enrols children in an activity: who came first has a place, the others wait in their turn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.deeds import row_of_many
from catalogue.errors import Forbidden, Invalid, Refused
from portal.enrolments import actions as enrolments
from portal.enrolments import queries
from portal.enrolments.models import Activity, Attendance, Enrolment
from portal.tasks import forget_codes
from tests import cast
from tests.cast import Town
from tests.portal.enrolments.activities import dates, opened


def _held(activity: Activity) -> list[tuple[int, int]]:
    return list(Enrolment.objects.filter(activity=activity).order_by("number").values_list("wanted", "placed"))


def test_children_take_places_until_there_are_none_and_then_wait(town: Town):
    gym = opened(town, capacity=10)
    enrolments.enrol(gym, town.kring, children=7, by=town.actor("teacher"))
    [second] = enrolments.enrol(gym, town.linde, children=5, by=town.actor("other_coordinator"))
    assert (second.placed, second.waiting) == (3, 2)
    assert Activity.objects.get().taken == 10


def test_who_takes_children_back_makes_room_for_who_waits_longest(town: Town):
    gym = opened(town, capacity=10)
    [first] = enrolments.enrol(gym, town.kring, children=10, by=town.actor("coordinator"))
    enrolments.enrol(gym, town.linde, children=2, by=town.actor("other_coordinator"))
    enrolments.enrol(gym, town.kring, children=3, by=town.actor("coordinator"))
    enrolments.take_back(first, children=4, by=town.actor("teacher"))
    assert _held(gym) == [(6, 6), (2, 2), (3, 2)]
    assert Activity.objects.get().taken == 10


def test_children_that_wait_are_taken_back_first(town: Town):
    gym = opened(town, capacity=4)
    [row] = enrolments.enrol(gym, town.kring, children=6, by=town.actor("coordinator"))
    row = enrolments.take_back(row, children=2, by=town.actor("coordinator"))
    assert (row.wanted, row.placed) == (4, 4)
    row = enrolments.take_back(row, by=town.actor("coordinator"))
    assert (row.wanted, row.placed, Activity.objects.get().taken) == (0, 0, 0)
    with pytest.raises(Refused) as refused:
        enrolments.take_back(row, by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"


def test_more_places_go_to_who_waits_and_given_places_stay(town: Town):
    gym = opened(town, capacity=4)
    enrolments.enrol(gym, town.kring, children=6, by=town.actor("coordinator"))
    enrolments.set_places(gym, capacity=5, by=town.actor("planner"))
    assert _held(gym) == [(6, 5)]
    with pytest.raises(Refused) as refused:
        enrolments.set_places(gym, capacity=4, by=town.actor("planner"))
    assert refused.value.code == "places_given" and "5 kinderen" in refused.value.sentence


def test_no_school_takes_more_than_its_share(town: Town):
    gym = opened(town, capacity=30, most_per_school=8)
    enrolments.enrol(gym, town.kring, children=6, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        enrolments.enrol(gym, town.kring, children=3, by=town.actor("coordinator"))
    assert refused.value.code == "most_per_school" and "2 of minder" in refused.value.sentence


def test_with_codes_each_child_has_one_that_says_nothing(town: Town):
    gym = opened(town, capacity=2, way="code")
    rows = enrolments.enrol(gym, town.kring, children=3, by=town.actor("coordinator"))
    assert [row.placed for row in rows] == [1, 1, 0]
    assert len({row.code for row in rows}) == 3 and all(len(row.code) == 7 for row in rows)


def test_the_codes_go_some_time_after_the_last_date_and_the_counts_stay(town: Town):
    gym = opened(town, capacity=2, way="code", days=5)
    enrolments.enrol(gym, town.kring, children=2, by=town.actor("coordinator"))
    last = dates(gym)[-1].starts_at
    for days, left in ((59, 2), (61, 0), (62, 0)):
        with time_machine.travel(last + timedelta(days=days)):
            forget_codes()
        assert Enrolment.objects.exclude(code="").count() == left
    assert _held(gym) == [(1, 1), (1, 1)]


def test_sign_up_closes_on_its_day_and_can_go_on(town: Town):
    gym = opened(town, days=3)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        with pytest.raises(Refused) as refused:
            enrolments.enrol(gym, town.kring, children=1, by=town.actor("coordinator"))
        assert refused.value.code == "enrolment_closed"
        enrolments.close(gym, by=town.actor("planner"))
        enrolments.open_again(gym, closes_on=timezone.localdate(), by=town.actor("planner"))
        enrolments.enrol(gym, town.kring, children=1, by=town.actor("coordinator"))


def test_who_came_is_counted_on_the_day_and_never_more_than_have_a_place(town: Town):
    gym = opened(town, capacity=10)
    [row] = enrolments.enrol(gym, town.kring, children=12, by=town.actor("coordinator"))
    first, second = dates(gym)
    planner = town.actor("planner")
    with pytest.raises(Refused) as refused:
        enrolments.count_present(gym, first, present={row.pk: 9}, by=planner)
    assert refused.value.code == "not_yet"
    with time_machine.travel(second.starts_at - timedelta(days=1)):
        with pytest.raises(Invalid) as invalid:
            enrolments.count_present(gym, first, present={row.pk: 11}, by=planner)
        assert [fault.location for fault in invalid.value.faults] == [f"#/present/{row.pk}"]
        gym = enrolments.count_present(gym, first, present={row.pk: 9}, by=planner)
        enrolments.count_present(gym, first, present={row.pk: 8}, by=planner)
    assert Attendance.objects.get().present == 8
    [of_kring] = queries.per_school(gym)
    assert (of_kring.placed, of_kring.waiting, of_kring.present) == (10, 2, {first.pk: 8})


def test_only_its_own_people(town: Town):
    gym = opened(town)
    [row] = enrolments.enrol(gym, town.kring, children=1, by=town.actor("coordinator"))
    with pytest.raises(Forbidden):
        enrolments.enrol(gym, town.kring, children=1, by=town.actor("other_coordinator"))
    with pytest.raises(Forbidden):
        enrolments.take_back(row, by=town.actor("other_coordinator"))
    for who in ("musician", "officer", "coordinator"):
        with pytest.raises(Forbidden):
            enrolments.close(gym, by=town.actor(who))
    with pytest.raises(Forbidden):
        enrolments.open_activity(cast.offer(town), capacity=1, closes_on=date(2027, 1, 1), by=town.actor("musician"))


def test_what_does_not_fit_is_refused_in_words(town: Town):
    librarian = town.actor("librarian")
    gym = opened(town)
    with pytest.raises(Refused) as refused:
        enrolments.open_activity(gym.offer, capacity=1, closes_on=gym.closes_on, by=librarian)
    assert refused.value.code == "activity_exists"
    draft = cast.offer(town, publish=False)
    with pytest.raises(Refused) as refused:
        enrolments.open_activity(draft, capacity=1, closes_on=gym.closes_on, by=librarian)
    assert refused.value.code == "not_published"
    with pytest.raises(Refused) as refused:
        enrolments.enrol(gym, town.college, children=1, by=town.actor("board"))
    assert refused.value.code == "sector_mismatch"
    for children in (0, 501):
        with pytest.raises(Invalid):
            enrolments.enrol(gym, town.kring, children=children, by=town.actor("coordinator"))
    with pytest.raises(Invalid):
        enrolments.cancel(gym, reason=" ", by=librarian)
    gone = enrolments.cancel(gym, reason="De zaal is dicht", by=librarian)
    with pytest.raises(Refused):
        enrolments.enrol(gone, town.kring, children=1, by=town.actor("coordinator"))


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enrol"), st.sampled_from(["kring", "linde"]), st.integers(1, 6)),
        st.tuples(st.just("take_back"), st.integers(0, 5), st.integers(1, 6)),
        st.tuples(st.just("places"), st.integers(1, 15)),
    ),
    max_size=8,
)


@pytest.mark.slow
@given(capacity=st.integers(1, 12), steps=STEPS)
@settings(max_examples=40)
def test_whatever_happens_places_go_in_turn_and_none_lies_idle(town: Town, capacity: int, steps: list[tuple]):
    who = {"kring": town.actor("coordinator"), "linde": town.actor("other_coordinator")}
    with transaction.atomic():
        gym = opened(town, capacity=capacity)
        for name, *said in steps:
            rows = list(Enrolment.objects.filter(activity=gym).order_by("number"))
            try:
                with row_of_many():
                    if name == "enrol":
                        enrolments.enrol(gym, getattr(town, said[0]), children=said[1], by=who[said[0]])
                    elif name == "take_back" and rows:
                        row = rows[said[0] % len(rows)]
                        by = who["kring" if row.school_id == town.kring.pk else "linde"]
                        enrolments.take_back(row, children=said[1], by=by)
                    elif name == "places":
                        enrolments.set_places(gym, capacity=said[0], by=town.actor("planner"))
            except (Refused, Invalid):
                pass
            now = Activity.objects.get(pk=gym.pk)
            placed = [row for row in Enrolment.objects.filter(activity=gym).order_by("number") if row.wanted]
            assert now.taken == sum(row.placed for row in placed) <= now.capacity
            waiting = [row.number for row in placed if row.waiting]
            assert not waiting or now.left == 0, "no place lies idle while somebody waits"
            behind = [row.number for row in placed if row.placed]
            assert not waiting or not behind or max(behind) <= min(waiting), "nobody is overtaken"
        transaction.set_rollback(True)
