"""The steps on many rows: looking, carrying out, taking back. Each row stands by itself, and is done once.

Every step can be broken off and taken up again: what a row came to is written in the transaction in which it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed, row_of_many
from catalogue.errors import Invalid, Refused, Stale
from catalogue.imports import queries
from catalogue.imports.judging import Desk, as_kept
from catalogue.imports.models import Import, ImportRow
from catalogue.imports.reversing import take_back
from catalogue.imports.states import UNDER_WAY
from catalogue.journal.lease import Lease
from catalogue.lifecycle import move

AT_ONCE = 200
CHUNK = 25
STEP_SECONDS = 60
JUDGED = (
    "verdict", "changes", "faults", "title", "identity", "provider", "offer", "version", "fresh_draft",
)  # fmt: skip


def at_once(batch: Import, by: Actor) -> Import:
    """Do the step in this very transaction when it is small; else it is left to the worker."""
    if batch.length > AT_ONCE:
        return batch
    _step(batch, by, lambda _done: None)
    return _ended(batch, by)


def work_through(import_id: UUID, lease: Lease) -> UUID:
    """The slow part of a step, for the worker: every row in a transaction of its own. May run twice."""
    batch = _read(import_id)
    if batch and batch.status in UNDER_WAY:
        with translation.override(batch.language):
            _step(batch, Actor.of(batch.asked), lambda _done: lease.renew(STEP_SECONDS))
    return import_id


@deed
def finish(import_id: UUID, _worked: UUID) -> Import | None:
    """The end of a step, when every row is done; nothing when it ended before."""
    batch = _read(import_id)
    return _ended(batch, Actor.of(batch.asked)) if batch and batch.status in UNDER_WAY else batch


def _read(import_id: UUID) -> Import | None:
    return Import.objects.filter(pk=import_id).select_related("programme", "provider").first()


def _ended(batch: Import, by: Actor) -> Import:
    return move(batch, UNDER_WAY[batch.status], by=by, done=batch.length, counts=queries.counted(batch))


def _step(batch: Import, by: Actor, told: Callable[[int], None]) -> None:
    desk = Desk(batch, by)
    work = {"waiting": _check, "applying": _apply, "reversing": _reverse}[batch.status]
    for done in work(batch, desk):
        Import.objects.filter(pk=batch.pk).update(done=done)
        told(done)


def _check(batch: Import, desk: Desk) -> Iterator[int]:
    done = batch.rows.exclude(verdict="").count()
    for chunk in _chunks(batch.rows.filter(verdict="")):
        for row in chunk:
            desk.judge(row)
        ImportRow.objects.bulk_update(chunk, JUDGED)
        done += len(chunk)
        yield done


def _apply(batch: Import, desk: Desk) -> Iterator[int]:
    promised = batch.rows.filter(verdict__in=("added", "changed"))
    done = batch.length - promised.filter(outcome="").count()
    for chunk in _chunks(promised.filter(outcome="")):
        for row in chunk:
            try:
                with row_of_many():
                    _carry_out(row, desk)
            except (Refused, Invalid, IntegrityError) as error:
                faults = _faults(error)
                batch.rows.filter(pk=row.pk, outcome="").update(outcome="not_done", faults=faults)
        done += len(chunk)
        yield done


def _carry_out(row: ImportRow, desk: Desk) -> None:
    mine = ImportRow.objects.filter(pk=row.pk, outcome="")
    if mine.update(outcome="done"):  # whoever wrote this first does it, and nobody does it twice
        offer = desk.carry_out(row)
        ImportRow.objects.filter(pk=row.pk).update(offer=offer, version=offer.version)


def _reverse(batch: Import, desk: Desk) -> Iterator[int]:
    carried_out = batch.rows.filter(outcome="done").order_by("-number")
    done = batch.length - carried_out.filter(reversal="").count()
    for chunk in _chunks(carried_out.filter(reversal="")):
        for row in chunk:
            try:
                with row_of_many():
                    if batch.rows.filter(pk=row.pk, reversal="").update(reversal="left"):
                        batch.rows.filter(pk=row.pk).update(reversal=take_back(row, desk))
            except (Refused, Invalid) as error:
                batch.rows.filter(pk=row.pk).update(reversal="left", words=str(error)[:500])
        done += len(chunk)
        yield done


def _chunks(rows: QuerySet[ImportRow]) -> Iterator[list[ImportRow]]:
    """The rows in the order asked, some at a time; what a chunk came to takes it out of the next question."""
    while chunk := list(rows[:CHUNK]):
        yield chunk


def _faults(error: Refused | Invalid | IntegrityError) -> list[dict[str, str]]:
    if isinstance(error, IntegrityError):
        error = Stale(_("This offer was changed after the check. Check the file again."))
    if isinstance(error, Invalid):
        return [as_kept(fault) for fault in error.faults]
    return [{"column": "", "code": error.code, "detail": str(error)}]
