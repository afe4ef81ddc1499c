"""What every test may ask for."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.test import override_settings
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Town, build_town

# before every day to which a test travels: what a town has, it had then already
FOUNDED = datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))

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
        INVOICES_JUDGED_APART=False,  # two seconds each; one test of their own shows the process
        BROCHURE_WAIT_SECONDS=0,  # no worker comes to help while a test waits
        MEDIA_ROOT=tmp_path_factory.mktemp("files"),
        ACCOUNT_RATE_LIMITS={"signup": "9999/h/ip", "register_check": "9999/m/ip"},  # one caller does all tests
        WHITENOISE_AUTOREFRESH=True,  # a new test client need not look at every static file
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptied_row_by_row() -> None:
    """PostgreSQL takes seconds to truncate two hundred small tables after a test whose commits are real."""
    if connection.vendor == "postgresql":
        quoted = connection.ops.quote_name
        connection.ops.sql_flush = lambda _style, tables, **_how: [f"DELETE FROM {quoted(name)}" for name in tables]


@pytest.fixture(autouse=True)
def _language_of_the_house() -> Iterator[None]:
    """A page in English leaves nothing behind for the next test."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def _printed() -> list[tuple[Town, list[list[Model]]]]:
    """The town that was built first in this session, and all its rows: later files print it from these."""
    return []


@pytest.fixture(scope="module")
def _town_of_the_module(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, _printed: list[tuple[Town, list[list[Model]]]]
) -> Iterator[Town]:
    """Bloemendorp, once per file, in a transaction that is undone after its last test.

    The deeds build it once; printing their rows again takes a tenth of the time and gives the same town.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        if not _printed:
            with time_machine.travel(FOUNDED):
                town = build_town()
            _printed.append((town, [list(model._base_manager.all()) for model in _own_models()]))
        else:
            for rows in _printed[0][1]:
                if rows:
                    type(rows[0])._base_manager.bulk_create(rows)
        yield _printed[0][0]
        transaction.set_rollback(True)


def _own_models() -> list[type[Model]]:
    """Every table of the two floors, those between two others included."""
    return [model for floor in ("catalogue", "portal") for model in apps.get_app_config(floor).get_models(True)]


@pytest.fixture(scope="module")
def _town_on_paper(_town_of_the_module: Town) -> bytes:
    """The town as bytes: reading it from these takes a fifth of the time of a deep copy."""
    return pickle.dumps(_town_of_the_module)


@pytest.fixture
def town(_town_on_paper: bytes, db: None) -> Town:
    """Bloemendorp as it was built: what a test does to it is undone after the test."""
    made: Town = pickle.loads(_town_on_paper)
    return made


@pytest.fixture
def real_town(transactional_db: None) -> Town:
    """Bloemendorp in a database whose commits are real: for threads, processes and the outbox.

    Never in one file with `town`: that one holds a transaction open until the last test of its file.
    """
    return build_town()
