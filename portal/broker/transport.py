"""A kombu transport on files and folders that loses nothing when a process is killed.

    FOLDER/ready/        a file per message that waits:  <time>_<uuid>.<queue>.msg
    FOLDER/processing/   a folder per consumer, with the messages it took and has not answered for yet
    FOLDER/control/      a file per exchange: which queues are bound to it

The file system does the work, because a rename within one disk is atomic:
- a message is written under a hidden name and renamed, so nobody reads half a message;
- taking one is a rename into the consumer's own folder, which succeeds for one consumer only;
- answering for it (ack) removes the file; giving it back is the rename the other way;
- a consumer holds a lock on its folder. The system drops that lock when the process ends, however it ends, and the next
  consumer that starts gives back what it finds in folders without a lock.

Whoever takes the whole folder away while the portal runs loses the hints in it, and nothing more: it is made again.

kombu's own file transport, which this one builds upon, loses messages at these points (kombu issue 1551). It needs a
local disk (rename and lockf; no NFS) and POSIX. Nothing is synced to disk at once: a power cut may lose the last
messages, and the sweeper of the journal sends those again.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
import uuid
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from queue import Empty
from typing import IO, Any
from urllib.parse import quote

from kombu.transport import filesystem
from kombu.transport.virtual.base import BrokerState
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)

_own_claims: set[Path] = set()
"""Claim folders of this process: lockf tells other processes apart, not the channels of one process."""


def folder_of(client: Any) -> Path:
    """The folder that the URL of a connection names."""
    if not (path := (client.virtual_host or "").strip("/")):
        raise ValueError(f"{client.as_uri()!r} names no folder; expected files:///an/absolute/folder")
    return Path("/") / path


def write_whole(path: Path, content: str) -> None:
    """Write a file that appears under its name only when it is complete."""
    hidden = path.with_name(f".{uuid.uuid4().hex}")
    try:
        hidden.write_text(content, encoding="utf-8")
    except FileNotFoundError:  # somebody took the folder away
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        hidden.write_text(content, encoding="utf-8")
    hidden.replace(path)


def read_message(path: Path) -> Any | None:
    """The message in a file; None, with the file away, when a power cut left it empty or broken."""
    try:
        return loads(path.read_text(encoding="utf-8"))
    except ValueError:
        log.exception("dropped the unreadable message %s; the sweeper will send it again", path.name)
        path.unlink()
        return None


class Claims:
    """The messages that one consumer took and did not answer for yet."""

    def __init__(self, ready: Path, processing: Path) -> None:
        self.ready = ready
        self._files: dict[str, Path] = {}
        give_back_of_the_dead(ready, processing)
        name = uuid.uuid4().hex
        hidden, self._folder = processing / f".{name}", processing / name
        hidden.mkdir(parents=True)
        self._lock: IO[bytes] = (hidden / ".lock").open("wb")
        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        _own_claims.add(self._folder)
        hidden.rename(self._folder)  # it gets its visible name once it is locked, so nobody takes it for dead

    @property
    def stands(self) -> bool:
        """Whether its folder is still there: without it nothing can be taken."""
        return self._folder.exists()

    def take(self, name: str) -> Path | None:
        """Take the message of that name; None when another consumer was first."""
        mine = self._folder / name
        try:
            (self.ready / name).rename(mine)
        except FileNotFoundError:
            return None
        return mine

    def remember(self, tag: str, path: Path) -> None:
        """From now on this delivery tag stands for that file."""
        self._files[tag] = path

    def finish(self, tag: str) -> None:
        """The message has been answered for; without effect when it was before."""
        if path := self._files.pop(tag, None):
            path.unlink(missing_ok=True)

    def give_back(self, tag: str) -> None:
        """Let somebody take the message again; without effect when it was answered for."""
        if path := self._files.pop(tag, None):
            with suppress(FileNotFoundError):
                path.rename(self.ready / path.name)

    def close(self) -> None:
        """Give back what is left and take the folder away."""
        with suppress(FileNotFoundError):
            give_back_all(self._folder, self.ready)
        self._lock.close()
        _own_claims.discard(self._folder)


def give_back_all(folder: Path, ready: Path) -> int:
    """Move every message of a claim folder back to `ready` and remove the folder; returns how many."""
    messages = [path for path in folder.iterdir() if path.suffix == ".msg"]
    for path in messages:
        path.rename(ready / path.name)
    (folder / ".lock").unlink(missing_ok=True)
    folder.rmdir()
    return len(messages)


def give_back_of_the_dead(ready: Path, processing: Path) -> None:
    """Give back what consumers held that are no longer there: their folder has no lock on it any more."""
    for folder in sorted(processing.glob("[!.]*")):
        if folder in _own_claims:
            continue
        try:
            with (folder / ".lock").open("r+b") as lock:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                count = give_back_all(folder, ready)
        except (BlockingIOError, FileNotFoundError):  # alive, or another process gives it back at this moment
            continue
        if count:
            log.warning("gave back %s messages of a worker that is no longer there", count)


class Channel(filesystem.Channel):
    """kombu's file channel, with its writing, taking and answering replaced by the atomic ones."""

    def __init__(self, connection: Any, **options: Any) -> None:
        super().__init__(connection, **options)
        folder = folder_of(connection.client)
        self._ready, self._processing, self._control = (folder / part for part in ("ready", "processing", "control"))
        self._make_folders()
        self._seen: defaultdict[str, deque[str]] = defaultdict(deque)
        self._unanswered_for: set[str] = set()

    def _make_folders(self) -> None:
        for path in (self._ready, self._processing, self._control):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def data_folder_in(self) -> str:
        """Where kombu counts and purges waiting messages."""
        return str(self._ready)

    @property
    def control_folder(self) -> Path:
        """Where kombu keeps which queue is bound to which exchange."""
        return self._control

    @cached_property
    def _claims(self) -> Claims:
        self._make_folders()
        return Claims(self._ready, self._processing)

    def _waiting(self, queue: str) -> list[str]:
        """The names of the messages in a queue, oldest first."""
        try:
            names = os.listdir(self._ready)  # noqa: PTH208  # ten times as quick as paths, and asked ten times a second
            return sorted(name for name in names if name[0] != "." and name.endswith(f".{queue}.msg"))
        except FileNotFoundError:  # somebody took the folder away: the next message makes it again
            return []

    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]  # kombu has two names for it
        write_whole(self._ready / f"{time.time_ns():020}_{uuid.uuid4().hex}.{queue}.msg", dumps(message))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        seen = self._seen[queue]
        if not seen:
            seen.extend(self._waiting(queue))
        if seen and not self._claims.stands:
            self.__dict__.pop("_claims").close()
        while seen:
            path = self._claims.take(seen.popleft())
            payload = read_message(path) if path else None
            if path and payload:
                if queue in self._unanswered_for:
                    path.unlink()
                else:
                    self._claims.remember(payload["properties"]["delivery_tag"], path)
                return payload
        raise Empty

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **options: Any) -> Any:
        """Consume; nobody will answer for messages of a queue without acknowledgements (remote control, events)."""
        (self._unanswered_for.add if no_ack else self._unanswered_for.discard)(queue)
        return super().basic_consume(queue, no_ack, *args, **options)

    def basic_ack(self, delivery_tag: str, multiple: bool = False) -> None:
        """The work is done: the message goes."""
        self._claims.finish(delivery_tag)
        super().basic_ack(delivery_tag, multiple)

    def basic_reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Not done: the message goes, or goes back."""
        super().basic_reject(delivery_tag, requeue)
        self._claims.finish(delivery_tag)

    def _restore(self, message: Any) -> None:
        self._claims.give_back(message.delivery_tag)

    def close(self) -> None:
        """Give back what was taken and not answered for."""
        super().close()
        if "_claims" in self.__dict__:
            self.__dict__.pop("_claims").close()

    # --- which queues are bound to an exchange: read without a lock, changed under one, replaced as a whole -----------
    def get_table(self, exchange: str) -> list[Any]:
        """The bindings of an exchange; empty when there are none."""
        try:
            rows = loads(self._table(exchange).read_text(encoding="utf-8"))
        except (
            FileNotFoundError,
            ValueError,
        ):  # never bound, taken away, or broken by a power cut
            return [
                filesystem.exchange_queue_t(bound.routing_key or "", "", bound.queue)
                for bound in self.state.bindings or ()  # what this process bound still counts
                if bound.exchange == exchange
            ]
        return [filesystem.exchange_queue_t(*row) for row in rows]

    def _table(self, exchange: str) -> Path:
        return self._control / f"{quote(exchange, safe='')}.exchange"

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        row = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda rows: rows if row in rows else [row, *rows])

    def _delete(self, queue: str, exchange: str, *args: Any, **options: Any) -> None:
        self._purge(queue)
        self._change_table(exchange, lambda rows: [row for row in rows if row.queue != queue])

    def _change_table(self, exchange: str, change: Callable[[list[Any]], list[Any]]) -> None:
        with self._locked_tables():
            before = self.get_table(exchange)
            if (after := change(before)) != before:
                write_whole(self._table(exchange), dumps(after))

    @contextmanager
    def _locked_tables(self) -> Iterator[None]:
        self._make_folders()
        with (self._control / ".lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # flock, unlike lockf, also keeps two threads of one process apart
            yield


class Transport(filesystem.Transport):
    """The transport of `files:///folder`."""

    Channel = Channel
    driver_type = driver_name = "files"
    states: defaultdict[Path, BrokerState] = defaultdict(BrokerState)

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self.state = self.states[folder_of(client)]  # what this process declared, apart for each folder

    @property
    def default_connection_params(self) -> dict[str, Any]:
        """None: a folder has no host and no port."""
        return {}
