"""Pauses that arrive at the same moment: one draft per window, the last turn counts, and two windows never mix."""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid4

import pytest

from catalogue.offers import actions as offers
from catalogue.offers.models import Manuscript, Offer
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def keep(town: Town, window: UUID, title: str, *, turn: int = 1, made: Offer | None = None) -> Manuscript:
    """One pause."""
    typed = offers.Typed(window, {"title": [title]}, {"title": title}, turn=turn, base=made.version if made else 0)
    return offers.keep(typed, town.programme, offer=made, by=town.actor("planner"))


def test_the_pauses_of_a_new_window_make_one_draft_and_the_last_one_counts(real_town: Town):
    window = uuid4()
    deeds = [partial(keep, real_town, window, f"Na pauze {turn}", turn=turn) for turn in range(1, 9)]
    assert at_once(deeds) == {DONE: 8}
    assert Offer.objects.get().draft.title == "Na pauze 8"


def test_of_windows_that_change_one_offer_at_once_one_is_taken_and_the_others_wait(real_town: Town):
    made = cast.offer(real_town, publish=False)
    deeds = [partial(keep, real_town, uuid4(), f"Venster {number}", made=made) for number in range(8)]
    assert at_once(deeds) == {DONE: 8}
    taken = Manuscript.objects.get(aside=False)
    assert Offer.objects.get().draft.title == taken.typed["title"][0]
    assert Manuscript.objects.filter(aside=True).count() == 7
