"""Whatever the worker and the clock do may be done twice: the second time changes nothing, and sends nothing.

A town with one thing of every kind stands for all that can happen: every reaction is done again for a line that had its
effect, every task of the clock again right after itself.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.utils import timezone

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


@pytest.fixture
def busy_town(town: Town, monkeypatch: pytest.MonkeyPatch) -> Town:
    """One thing of every kind, and all that follows from them done."""
    monkeypatch.setattr(working, "AT_ONCE", 0)  # no step of an import is so small that it is done at once
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


def _everything() -> dict[str, list[Any]]:
    """Every row of every table, without the bookkeeping of the outbox itself."""
    found = {}
    for model in apps.get_app_config("catalogue").get_models(True), apps.get_app_config("portal").get_models(True):
        for each in model:
            skip = OUTBOX if each is JournalLine else {"id"} if each in INDEX else set()
            names = [field.attname for field in each._meta.concrete_fields if field.attname not in skip]
            rows = each._base_manager.order_by("pk").values_list(*names)
            found[each.__name__] = sorted(hashlib.sha256(repr(row).encode()).hexdigest() for row in rows)
    return found


def _changed(before: dict[str, list[Any]]) -> set[str]:
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
