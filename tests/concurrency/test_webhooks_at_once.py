"""Clocks that look at one moment for what other programs are to be told: each event is told once."""

from __future__ import annotations

import pytest

from portal.webhooks import actions as webhooks
from portal.webhooks.listening import listen
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from portal.webhooks.queries import listening
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.portal.webhooks.subscribed import subscribed

pytestmark = [pytest.mark.slow, pytest.mark.databases]
CLOCKS = 8


def _fresh() -> list[WebhookSubscription]:
    """What each clock read before the others did anything."""
    return [listening().get() for _clock in range(CLOCKS)]


def test_clocks_at_the_same_moment_make_one_delivery_of_each_event(real_town: Town):
    subscribed(real_town, "librarian", events=["booking"])
    made = [cast.booking(real_town) for _ in range(3)]
    outcomes = at_once([lambda row=row: listen(row) for row in _fresh()])
    assert outcomes == {DONE: CLOCKS}
    told = WebhookDelivery.objects.values_list("line__thing_id", flat=True)
    assert sorted(told) == sorted(row.pk for row in made)


def test_what_is_ended_at_that_moment_gets_all_or_nothing_more(real_town: Town):
    subscription = subscribed(real_town, "librarian", events=["booking"])
    cast.booking(real_town)
    clocks = [lambda row=row: listen(row) for row in _fresh()]
    outcomes = at_once([*clocks, lambda: webhooks.end(subscription, by=real_town.actor("librarian"))])
    assert set(outcomes) <= {DONE, "stale"} and outcomes[DONE] >= 1
    assert WebhookDelivery.objects.count() <= 1
    assert WebhookSubscription.objects.get().status == "ended"
