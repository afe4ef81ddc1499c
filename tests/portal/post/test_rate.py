"""The rate of a mail server: in no minute more than it takes, whoever sends, and never long idle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.post.models import MailServer
from portal.post.rate import Rate, wait_for_turn

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _sent(per_minute: int, pauses: list[float]) -> list[datetime]:
    """When the letters go of somebody who tries after each of these pauses."""
    moment, sent = NOON, []
    with override_settings(EMAIL_PER_MINUTE={"smtp.example.nl": per_minute}):
        for pause in pauses:
            moment += timedelta(seconds=pause)
            with time_machine.travel(moment, tick=False):
                if not wait_for_turn("smtp.example.nl"):
                    sent.append(moment)
    return sent


@given(st.integers(1, 40), st.lists(st.sampled_from([0.0, 0.01, 0.5, 3.0, 61.0]), min_size=1, max_size=60))
@settings(max_examples=15)
@pytest.mark.django_db
def test_in_no_minute_more_than_the_limit(per_minute: int, pauses: list[float]):
    MailServer.objects.all().delete()
    sent = _sent(per_minute, pauses)
    assert sent[0] == NOON + timedelta(seconds=pauses[0]), "the first goes at once"
    for first, too_many in zip(sent, sent[per_minute:], strict=False):
        assert too_many - first >= MINUTE


@pytest.mark.django_db
def test_who_waits_as_long_as_it_is_told_is_served():
    with override_settings(EMAIL_PER_MINUTE={"*": 60}):
        moment = NOON
        for _letter in range(60):
            with time_machine.travel(moment, tick=False):
                moment += wait_for_turn("smtp.example.nl")
            with time_machine.travel(moment, tick=False):
                wait_for_turn("smtp.example.nl")
    assert timedelta(seconds=50) < moment - NOON < 2 * MINUTE


@pytest.mark.django_db
def test_no_limit_no_wait_and_no_row():
    with override_settings(EMAIL_PER_MINUTE={"other.example.nl": 1}):
        assert not any(wait_for_turn("smtp.example.nl") for _letter in range(5))
    assert not MailServer.objects.exists()


def test_a_higher_limit_is_never_slower():
    for one, more in pairwise(Rate.of(limit) for limit in range(1, 200)):
        assert more.at_once >= one.at_once
        assert more.distance <= one.distance * 1.2
