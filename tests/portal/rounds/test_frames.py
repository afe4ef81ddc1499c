"""A sector adopts its frame in versions: one holds; a day that lies ahead is not one on which something happened."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.programmes import actions as programmes
from portal.rounds import actions as rounds
from portal.rounds.queries import frames_visible_to
from tests.cast import Town
from tests.portal.rounds import planned


def test_the_next_version_replaces_the_one_that_held(town: Town):
    first, second = planned.frame(town), planned.frame(town, adopted=False)
    assert (first.number, second.number, second.status) == (1, 2, "draft")
    other = planned.frame(town, "VO")
    rounds.adopt_frame(second, adopted_by="De besturen", on=timezone.localdate(), by=town.actor("officer"))
    for row in (first, other):
        row.refresh_from_db()
    assert [first.status, second.status, other.status] == ["superseded", "adopted", "adopted"]
    with pytest.raises(Refused) as refused:
        rounds.adopt_frame(second, adopted_by="Nog eens", on=timezone.localdate(), by=town.actor("officer"))
    assert refused.value.code == "wrong_state"


def test_who_adopted_it_and_when_is_asked(town: Town):
    draft, tomorrow = planned.frame(town, adopted=False), timezone.localdate() + timedelta(days=1)
    with pytest.raises(Invalid) as invalid:
        rounds.adopt_frame(draft, adopted_by=" ", on=tomorrow, by=town.actor("officer"))
    assert [fault.location for fault in invalid.value.faults] == ["#/adoptedBy", "#/adoptedOn"]


def test_only_an_officer_records_and_schools_read_what_was_adopted(town: Town):
    draft = planned.frame(town, adopted=False)
    for who in ("board", "director", "controller"):
        with pytest.raises(Forbidden):
            rounds.draft_frame(town.programme, sector="PO", title="x", words="y", by=town.actor(who))
        with pytest.raises(Forbidden):
            rounds.adopt_frame(draft, adopted_by="Wij", on=timezone.localdate(), by=town.actor(who))
    assert draft not in frames_visible_to(town.actor("board"))
    adopted = planned.frame(town)
    assert list(frames_visible_to(town.actor("board"))) == [adopted]
    assert set(frames_visible_to(town.actor("controller"))) == {draft, adopted}
    assert not frames_visible_to(town.actor("librarian")).exists()


def test_which_sectors_want_a_frame_is_a_term_of_the_programme(town: Town):
    programmes.ask_frames_first(town.programme, sectors=["VO", "PO"], by=town.actor("officer"))
    assert town.programme.frames_first == ["PO", "VO"]
    with pytest.raises(Invalid):
        programmes.ask_frames_first(town.programme, sectors=["HBO"], by=town.actor("officer"))
    with pytest.raises(Forbidden):
        programmes.ask_frames_first(town.programme, sectors=[], by=town.actor("board"))
