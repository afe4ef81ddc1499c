"""A count that its source masks stays masked; only a person says the number, with a reason, and it can be corrected."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.models import JournalLine
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import PupilCount
from catalogue.organisations.queries import counted_on, masked_visible_to
from tests.cast import Town

DAY = date(2024, 10, 1)


def _masked(town: Town) -> PupilCount:
    return organisations.count_pupils(
        town.kring, reference_date=DAY, pupils=None, source="DUO", by=town.actor("officer")
    )


def test_it_counts_stays_masked_and_the_reason_is_kept(town: Town):
    count = organisations.fill_in(_masked(town), pupils=3, reason="Opgave van de school", by=town.actor("officer"))
    count.refresh_from_db()
    assert (count.pupils, count.masked, count.source, count.is_filled_in) == (3, True, "municipality", True)
    line = JournalLine.objects.get(event="school.count_filled_in")
    assert (line.because, line.data["pupils"], line.thing_id) == ("Opgave van de school", 3, town.kring.pk)
    assert {each.school: each.pupils for each in counted_on(town.municipality, DAY)}[town.kring] == 3


def test_it_can_be_corrected(town: Town):
    count = organisations.fill_in(_masked(town), pupils=3, reason="Opgave", by=town.actor("officer"))
    organisations.fill_in(count, pupils=2, reason="Nageteld", by=town.actor("admin"))
    assert PupilCount.objects.get(pk=count.pk).pupils == 2
    assert JournalLine.objects.filter(event="school.count_filled_in").latest("pk").data["before"] == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(pupils=st.integers(-1000, 1000))
def test_every_number_that_the_mask_rules_out_is_refused(town: Town, pupils: int):
    count = _masked(town)
    if 0 <= pupils < 5:
        assert organisations.fill_in(count, pupils=pupils, reason="Opgave", by=town.actor("officer")).pupils == pupils
        return
    with pytest.raises(Invalid) as invalid:
        organisations.fill_in(count, pupils=pupils, reason="Opgave", by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/pupils"]
    assert PupilCount.objects.get(pk=count.pk).pupils is None


def test_a_reason_is_needed(town: Town):
    with pytest.raises(Invalid) as invalid:
        organisations.fill_in(_masked(town), pupils=5, reason=" ", by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/pupils", "#/reason"]


def test_what_the_source_shows_is_not_filled_in(town: Town):
    shown = town.kring.counts.latest("reference_date")
    with pytest.raises(Refused) as refused:
        organisations.fill_in(shown, pupils=3, reason="Opgave", by=town.actor("officer"))
    assert refused.value.code == "not_masked"


@pytest.mark.parametrize("who", ["coordinator", "librarian", "assessor", "finance", "controller", "board"])
def test_nobody_else_fills_it_in(town: Town, who: str):
    with pytest.raises(Forbidden):
        organisations.fill_in(_masked(town), pupils=3, reason="Opgave", by=town.actor(who))


def test_of_two_who_fill_it_in_at_the_same_moment_the_second_looks_again(town: Town):
    first = _masked(town)
    second = PupilCount.objects.select_related("school__municipality").get(pk=first.pk)
    organisations.fill_in(first, pupils=3, reason="Opgave", by=town.actor("officer"))
    with pytest.raises(Stale):
        organisations.fill_in(second, pupils=4, reason="Anders", by=town.actor("officer"))


def test_who_sees_the_school_sees_what_is_masked(town: Town):
    count = _masked(town)
    for who, sees in (("officer", True), ("coordinator", True), ("other_coordinator", False), ("librarian", False)):
        assert masked_visible_to(town.actor(who)).filter(pk=count.pk).exists() == sees, who
