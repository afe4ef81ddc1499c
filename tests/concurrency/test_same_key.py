"""The same POST with one key from several clients at the same moment: one effect, and the same reply for all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.budgets.queries import verify
from tests import cast
from tests.api.client import Api
from tests.cast import Town

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def body_for(town: Town) -> dict[str, Any]:
    return {"offer": str(cast.offer(town).pk), "units": 1, "pupils": 25}


def at_once(count: int, ask: Any) -> list[Any]:
    """The same request from several threads, released together; each closes its own connection."""
    barrier = Barrier(count)

    def one(number: int) -> Any:
        try:
            barrier.wait()
            return ask(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_at_the_same_moment_there_is_one_booking_and_one_reply(real_town: Town) -> None:
    school, body = Api(real_town, "coordinator"), body_for(real_town)
    replies = at_once(6, lambda _number: school.post("bookings", body, Idempotency_Key="same"))
    assert {reply.status_code for reply in replies} == {201}, [reply.content for reply in replies]
    assert len({reply.content for reply in replies}) == 1
    assert sum("Idempotency-Replayed" in reply.headers for reply in replies) == 5
    assert Booking.objects.count() == 1
    assert verify() == []


def test_a_refusal_at_the_same_moment_is_the_same_for_all(real_town: Town) -> None:
    school, body = Api(real_town, "coordinator"), body_for(real_town)
    Account.objects.filter(school=real_town.kring).update(granted=0)
    replies = at_once(4, lambda _number: school.post("bookings", body, Idempotency_Key="same"))
    assert {reply.status_code for reply in replies} == {409}
    assert len({reply.content for reply in replies}) == 1
    assert Booking.objects.count() == 0
