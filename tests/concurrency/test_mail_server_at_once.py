"""Many workers at one mail server at the same moment: together they keep to its limit."""

from __future__ import annotations

import pytest
from django.test import override_settings

from portal.post.rate import wait_for_turn
from tests.concurrency.crowd import DONE, at_once

pytestmark = [pytest.mark.slow, pytest.mark.databases]


def test_together_they_keep_to_the_limit(transactional_db: None):
    sent = []

    def letter() -> None:
        if not wait_for_turn("smtp.example.nl"):
            sent.append(1)

    with override_settings(EMAIL_PER_MINUTE={"smtp.example.nl": 18}):  # three at once, then one each four seconds
        outcomes = at_once([letter] * 16)
    assert outcomes == {DONE: 16}
    assert 3 <= len(sent) <= 4, "a slow machine may reach the next one"
