"""The demo, built once for the files of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from portal.demo.build import build
from portal.demo.stage import Stage


@pytest.fixture(scope="package")
def stage(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo, undone after the last test that wants it."""
    files: Path = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=files), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
