"""The shortlist of a school: what it would like, in which order. It takes no place and no money."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Choice
from portal.bookings.queries import choices_visible_to
from portal.budgets.models import Entry
from tests import cast
from tests.cast import Town


def _choose(town: Town, who: str = "teacher", **said: Any) -> Choice:
    return bookings.choose(town.kring, said.pop("offer", None) or cast.offer(town), by=town.actor(who), **said)


def test_a_choice_comes_last_unless_a_rank_is_given(town: Town):
    ranks = [_choose(town).rank, _choose(town).rank, _choose(town, rank=1).rank]
    assert ranks == [1, 2, 1]
    assert [choice.rank for choice in choices_visible_to(town.actor("coordinator"))] == [1, 1, 2]


def test_it_takes_nothing(town: Town):
    made = cast.offer(town)
    _choose(town, offer=made, units=5)
    assert Offer.objects.get(pk=made.pk).taken == 0
    assert not Entry.objects.filter(kind="reserve").exists()


def test_choosing_again_changes_nothing(town: Town):
    made = cast.offer(town)
    first = _choose(town, offer=made, units=2)
    assert _choose(town, offer=made, units=7) == first
    assert Choice.objects.get().units == 2


def test_it_can_be_changed_and_removed(town: Town):
    choice = _choose(town)
    bookings.change_choice(choice, rank=4, units=3, pupils=60, note="voor groep 5", by=town.actor("coordinator"))
    choice.refresh_from_db()
    assert (choice.rank, choice.units, choice.pupils, choice.note) == (4, 3, 60, "voor groep 5")
    bookings.remove_choice(choice, by=town.actor("coordinator"))
    assert not Choice.objects.exists()
    assert JournalLine.objects.filter(event="choice.removed").count() == 1


@pytest.mark.parametrize("wrong", [{"rank": 0}, {"units": 0}, {"pupils": -1}, {"units": 100_001}])
def test_wrong_numbers_are_named(town: Town, wrong: dict[str, int]):
    choice = _choose(town)
    with pytest.raises(Invalid) as invalid:
        bookings.change_choice(choice, **wrong, by=town.actor("teacher"))
    assert [fault.location for fault in invalid.value.faults] == [f"#/{next(iter(wrong))}"]
    if wrong != {"rank": 0}:
        with pytest.raises(Invalid):
            _choose(town, **wrong)


def test_what_is_not_for_this_school_is_not_chosen(town: Town):
    with pytest.raises(Refused) as refused:
        _choose(town, offer=cast.offer(town, sectors=["VO"]))
    assert refused.value.code == "sector_mismatch"


@pytest.mark.parametrize("who", ["other_coordinator", "librarian", "officer"])
def test_a_shortlist_is_the_business_of_the_school(town: Town, who: str):
    choice = _choose(town)
    for deed in (lambda by: _choose(town, who), lambda by: bookings.remove_choice(choice, by=by)):
        with pytest.raises(Forbidden):
            deed(town.actor(who))
    assert not choices_visible_to(town.actor(who)).exists()
