"""Doing a thing once: a key belongs to one request, its reply is kept for a day, then the key is free again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from portal.people.actions import forget_old_replies
from portal.people.models import IdempotentReply
from portal.people.replies import KeyReused, KeyTaken, Reply, claim, earlier, keep

pytestmark = pytest.mark.django_db
MINE = ("token-1", "key-1")


def _answered(body: str = '{"id": 1}') -> Reply:
    reply = Reply(201, body, {"ETag": '"1"'})
    keep(claim(*MINE, "same"), reply)
    return reply


def test_the_second_time_the_first_reply_comes_back():
    reply = _answered()
    with pytest.raises(KeyTaken), transaction.atomic():
        claim(*MINE, "same")
    assert earlier(*MINE, "same") == reply


def test_another_request_under_the_same_key_is_refused():
    _answered()
    with pytest.raises(KeyReused):
        earlier(*MINE, "other")


def test_the_same_key_of_another_client_is_another_key():
    _answered()
    claim("token-2", "key-1", "same")
    assert earlier("token-2", "key-1", "same") is None, "it runs still"


def test_after_a_day_the_key_is_free_again():
    _answered()
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1)):
        assert earlier(*MINE, "other") is None
        claim(*MINE, "other")


def test_the_clock_forgets_what_is_older_than_a_day():
    _answered()
    assert forget_old_replies() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert forget_old_replies() == 1
    assert not IdempotentReply.objects.exists()
