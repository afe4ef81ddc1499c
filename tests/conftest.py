"""What every test may ask for."""

from __future__ import annotations

import pytest

from tests.cast import Town, build_town


@pytest.fixture
def town(db: None) -> Town:
    """Bloemendorp, freshly built inside the transaction of the test."""
    return build_town()


@pytest.fixture
def real_town(transactional_db: None) -> Town:
    """Bloemendorp in a database whose commits are real: for threads, processes and the outbox."""
    return build_town()
