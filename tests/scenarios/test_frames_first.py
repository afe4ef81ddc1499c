"""Boards of primary schools wanted a frame before their schools choose; secondary schools chose bottom-up. Which
sectors want a frame first is a term of the programme: the window does not open for them before it was adopted."""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.programmes import actions as programmes
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.people import actions as people
from portal.people.queries import actor_of
from portal.rounds import actions as rounds
from portal.rounds.queries import waiting_for_frame
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.rounds import planned


def test_the_window_opens_for_primary_schools_when_their_frame_was_adopted(town: Town):
    officer, coordinator = town.actor("officer"), town.actor("coordinator")
    programmes.ask_frames_first(town.programme, sectors=["PO"], by=officer)
    for_all = planned.round(town)
    offer = cast.offer(town, sectors=["PO", "VO"])

    # The secondary school chooses at once: there the choice is bottom-up.
    pupil_coach = people.add_user(email="coach@bloemendorp.example", name="coach", password="x", by=OPERATOR)
    member = people.add_membership(pupil_coach, role="school:coordinator", school=town.college, by=OPERATOR)
    assert bookings.book(town.college, offer, units=1, pupils=25, by=actor_of(member)).in_round == for_all

    # The primary school waits, and reads what it waits for. Its wish is kept.
    with pytest.raises(Refused) as refused:
        bookings.book(town.kring, offer, units=1, pupils=25, by=coordinator)
    assert refused.value.code == "frame_missing"
    assert waiting_for_frame(for_all) == ["PO"]
    bookings.book_or_wish(town.kring, offer, units=1, pupils=25, by=coordinator)

    # A draft opens nothing; the adoption by the boards does, for every version that follows.
    draft = rounds.draft_frame(
        town.programme, sector="PO", title="Kader primair onderwijs", words="Eerst taal, dan de rest.", by=officer
    )
    assert waiting_for_frame(for_all) == ["PO"]
    rounds.adopt_frame(draft, adopted_by="De schoolbesturen PO", on=timezone.localdate(), by=officer)
    assert waiting_for_frame(for_all) == []
    booked = bookings.book_or_wish(town.kring, offer, units=1, pupils=25, by=coordinator)
    assert isinstance(booked, Booking) and booked.in_round == for_all


def test_another_municipality_asks_for_no_frames(town: Town):
    planned.round(town)
    assert cast.booking(town).status == "requested"
