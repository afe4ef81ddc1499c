"""Whatever stands in this folder opens pages."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Called with the tests of every folder."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker("pages")
