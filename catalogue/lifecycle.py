"""How things move. `move` is the only way a status changes, and every change leaves a line in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import uuid4

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.errors import Refused, Stale
from catalogue.journal.outbox import record

Moves = Mapping[str, frozenset[str]]


class Thing(models.Model):
    """A row with an opaque id, a version (its ETag) and the moments of its making and last change."""

    KIND: ClassVar[str] = ""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Moving(Thing):
    """A thing with a status. Its table of allowed moves stands in the `states.py` of its room."""

    MOVES: ClassVar[Moves] = {}

    status = models.CharField(max_length=20)

    class Meta:
        abstract = True


M = TypeVar("M", bound=Moving)
T = TypeVar("T", bound=Thing)


def allowed(thing: Moving, to: str) -> bool:
    """Whether the table of the thing has this move."""
    return to in thing.MOVES.get(thing.status, frozenset())


def move(thing: M, to: str, *, by: Actor, because: str = "", data: dict[str, Any] | None = None, **changes: Any) -> M:
    """Change the status, once, whoever else tries at the same moment; stamp the time; write the journal.

    `changes` are written in the same statement. Raises `Refused("wrong_state")` when the table has no such move, and
    `Stale` when the row is no longer as it was read. The event is called `kind.status`, e.g. `claim.approved`.
    """
    if not allowed(thing, to):
        raise Refused(
            "wrong_state",
            _("This step is not possible now (from %(status)s to %(to)s). Reload the page and see what can be done.")
            % {"status": thing.status, "to": to},
        )
    origin = thing.status
    _write(thing, status=to, **changes)
    record(f"{thing.KIND}.{to}", thing, by=by, origin=origin, to=to, because=because, data=data)
    return thing


def change(
    thing: T, *, event: str, by: Actor, because: str = "", data: dict[str, Any] | None = None, **changes: Any
) -> T:
    """Change fields but not the status, under the same guard as `move`; the event is `kind.event`."""
    if "status" in changes:
        raise ValueError("a status changes only through move()")
    _write(thing, **changes)
    record(f"{thing.KIND}.{event}", thing, by=by, because=because, data=data)
    return thing


def added(thing: T, *, by: Actor, because: str = "", data: dict[str, Any] | None = None) -> T:
    """Write the first journal line of a thing that was just inserted."""
    status = getattr(thing, "status", "")
    record(f"{thing.KIND}.{status or 'added'}", thing, by=by, to=status, because=because, data=data)
    return thing


def hold(thing: T) -> T:
    """Keep the row until the deed is done; `Stale` when somebody changed it since it was read.

    The first statement of a deed that also touches what belongs to the thing: two who do something else with it at the
    same moment queue here, and never wait for each other (docs/adr/0011).
    """
    row = type(thing)._default_manager.select_for_update(no_key=True).filter(pk=thing.pk)
    expect(thing, row.values_list("version", flat=True).get())
    return thing


def hold_all(rows: models.QuerySet[Any]) -> None:
    """Keep these rows until the deed is done, taken by id: whoever comes for one of them waits."""
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk"))


class Versioned(Protocol):
    """What knows how often it was changed."""

    version: int


def expect(thing: Versioned, version: int | None) -> None:
    """Raise `Stale` when the caller read another version than the one loaded now."""
    if version is not None and thing.version != version:
        raise Stale(_("This was changed in the meantime. Reload it, look at what changed, and decide again."))


def _write(thing: Thing, **changes: Any) -> None:
    now = timezone.now()
    as_read: dict[str, Any] = {"pk": thing.pk, "version": thing.version}
    if isinstance(thing, Moving):
        as_read["status"] = thing.status
    rows = type(thing)._default_manager.filter(**as_read)
    if not rows.update(version=F("version") + 1, updated_at=now, **changes):
        expect(thing, thing.version + 1)
    for name, value in changes.items():
        setattr(thing, name, value)
    thing.version, thing.updated_at = thing.version + 1, now
