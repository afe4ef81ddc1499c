"""Whatever the worker and the clock do may be done twice: the second time changes nothing, and sends nothing.

A town with one thing of every kind stands for all that can happen: every reaction is done again for a line that had its
effect, every task of the clock again right after itself.
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from catalogue.imports import actions as imports
from catalogue.imports import working
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, record, undelivered, work
from catalogue.lifecycle import Thing
from catalogue.offers.models import Filing, Mention
from catalogue.offers.search import Criteria
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Admission
from portal.celery import app
from portal.clock.turns import ByTheClock
from portal.people.invitations import invite_newcomer
from portal.reactions import REACTIONS
from portal.searches import actions as searches
from portal.searches.models import SavedSearch
from tests import cast
from tests.cast import OPERATOR, Town
from tests.catalogue.imports import tables
from tests.house.rounds import furnish

pytestmark = pytest.mark.slow
# The index is written again, with the same words: the numbers of its rows are others, what they say is not.
INDEX = (Filing, Mention)
OUTBOX = {"due_at", "lease_until", "attempts", "tries", "dispatched_at", "failed_at", "last_error"}


@pytest.fixture(scope="module")
def _furnished(_town_of_the_module: Town, django_db_blocker: DjangoDbBlocker) -> Town:
    """One thing of every kind, and all that follows from them done."""
    town = _town_of_the_module
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(working, "AT_ONCE", 0)  # no step of an import is so small that it is done at once
        furnish(town)
        officer = town.actor("officer")
        invite_newcomer(town.municipality, name="Nieuw", email="nieuw@aanbod.example", by=officer)
        admission = Admission.objects.get(provider=town.music)
        organisations.suspend(admission, reason="De papieren zijn verlopen", by=officer)
        _import(town)
        _digest(town)
        drain()
        _what_did_not_happen()
        drain()
    return town


@pytest.fixture
def busy_town(_furnished: Town, db: None) -> Town:
    """The town of this file: what a test does to it is undone after the test."""
    return _furnished


def _import(town: Town) -> None:
    """Looked at, carried out and taken back, each step by the worker."""
    by = town.actor("librarian")
    batch = tables.brought(town, tables.NEW)
    for step in (imports.apply, imports.reverse):
        drain()
        batch.refresh_from_db()
        step(batch, by=by)


def _digest(town: Town) -> None:
    by = town.actor("coordinator")
    search = searches.keep(town.membership["coordinator"], name="Alles", criteria=Criteria(), by=by)
    cast.offer(town, title="Nieuw aanbod")
    SavedSearch.objects.filter(pk=search.pk).update(next_on=timezone.localdate())
    search.refresh_from_db()
    assert searches.fall_due(search, by=OPERATOR)


def _what_did_not_happen() -> None:
    """Events for which the town has a thing, but that did not happen to it: their line is written all the same."""
    happened = set(JournalLine.objects.values_list("event", flat=True))
    kinds = {each.KIND: each for each in apps.get_models() if issubclass(each, Thing)}
    for event in REACTIONS.keys() - happened:
        row = kinds[event.partition(".")[0]]._base_manager.order_by("pk").first()
        record(event, row, by=OPERATOR)


def _questions() -> dict[str, str]:
    """The statement that reads every row of a table, without the bookkeeping of the outbox itself."""
    quoted, found = connection.ops.quote_name, {}
    for floor in ("catalogue", "portal"):
        for model in apps.get_app_config(floor).get_models(True):
            skip = OUTBOX if model is JournalLine else {"id"} if model in INDEX else set()
            names = [quoted(each.column) for each in model._meta.concrete_fields if each.attname not in skip]
            found[model.__name__] = f"SELECT {', '.join(names)} FROM {quoted(model._meta.db_table)}"
    return found


def _everything() -> dict[str, Counter[str]]:
    """Every row of every table, as the database has it: eighty times the ORM would take a quarter of a minute."""
    found = {}
    with connection.cursor() as cursor:
        for name, question in _questions().items():
            cursor.execute(question)
            found[name] = Counter(repr(row) for row in cursor.fetchall())
    return found


def _changed(before: dict[str, Counter[str]]) -> set[str]:
    after = _everything()
    return {name for name in before if before[name] != after[name]} | ({"mail"} if mail.outbox else set())


def test_every_reaction_may_have_its_effect_twice(busy_town: Town):
    assert not undelivered().exclude(event="claim.approved").exists()
    mail.outbox.clear()
    twice, before = {}, _everything()
    for event in REACTIONS:
        line = JournalLine.objects.filter(event=event, dispatched_at__isnull=False).last()
        if line is None:
            continue
        with transaction.atomic():
            JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None, lease_until=None, due_at=timezone.now())
            assert work(line.pk), f"{event}: {JournalLine.objects.get(pk=line.pk).last_error}"
            twice[event] = _changed(before)
            transaction.set_rollback(True)
    assert {event: changed for event, changed in twice.items() if changed} == {}
    assert sorted(set(REACTIONS) - set(twice)) == []


def test_every_task_of_the_clock_may_run_twice(busy_town: Town):
    mail.outbox.clear()
    tasks = {name: task for name, task in app.tasks.items() if isinstance(task, ByTheClock)}
    twice = {}
    for name, task in tasks.items():
        task()
        drain()
        mail.outbox.clear()
        before = _everything()
        task()
        drain()
        twice[name] = _changed(before)
    assert {name: changed for name, changed in twice.items() if changed} == {}
    assert len(tasks) > 5
