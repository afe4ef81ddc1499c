"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Town, build_town

# One settings profile: examples that are the same every time, and no stopwatch on a busy machine.
settings.register_profile(
    "house", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _quick_and_tidy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Passwords are hashed quickly here, and uploads land in a folder that goes away."""
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        WHITENOISE_AUTOREFRESH=True,  # a new test client need not look at every static file
    ):
        yield


@pytest.fixture(scope="module")
def _town_of_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Town]:
    """Bloemendorp, built once per file in a transaction that is undone after its last test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_town()
        transaction.set_rollback(True)


@pytest.fixture
def town(_town_of_the_module: Town, db: None) -> Town:
    """Bloemendorp as it was built: what a test does to it is undone after the test."""
    return deepcopy(_town_of_the_module)


@pytest.fixture
def real_town(transactional_db: None) -> Town:
    """Bloemendorp in a database whose commits are real: for threads, processes and the outbox.

    Never in one file with `town`: that one holds a transaction open until the last test of its file.
    """
    return build_town()
