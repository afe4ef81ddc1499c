"""What an operator chooses by the environment."""

from __future__ import annotations

import pytest

from portal.env import session_engine


@pytest.mark.parametrize(
    ("processes", "cache", "kept"),
    [("1", "", "cached_db"), ("2", "", "db"), ("2", "redis://localhost:6379/1", "cached_db")],
)
def test_who_signed_out_in_one_process_is_signed_out_in_all(
    monkeypatch: pytest.MonkeyPatch, processes: str, cache: str, kept: str
):
    """A session is remembered in memory only where every process shares it."""
    monkeypatch.setenv("WEB_PROCESSES", processes)
    assert session_engine(cache) == f"django.contrib.sessions.backends.{kept}"
