"""A line to a server (a broker, a database) that can be cut and laid again, so that nobody else's server is stopped."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Event, Lock, Thread
from urllib.parse import urlsplit, urlunsplit


class Line:
    """Passes everything on between a port of its own and the server; while it is cut, it refuses whoever comes."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._to = (parts.hostname or "127.0.0.1", parts.port or 0)
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        account = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
        self.url = urlunsplit(parts._replace(netloc=f"{account}127.0.0.1:{self._door.getsockname()[1]}"))
        self._whole, self._lock, self._ends = Event(), Lock(), set[socket.socket]()
        self._whole.set()
        Thread(target=self._welcome, daemon=True).start()

    def cut(self) -> None:
        """Every connection ends at once, and no new one comes about."""
        self._whole.clear()
        with self._lock:
            ends = list(self._ends)
        for end in ends:
            _close(end)

    def lay(self) -> None:
        """It works again."""
        self._whole.set()

    def close(self) -> None:
        """For good."""
        self.cut()
        self._door.close()

    def _welcome(self) -> None:
        while True:
            try:
                here, _address = self._door.accept()
            except OSError:  # closed for good
                return
            if not self._whole.is_set():
                _close(here)
                continue
            try:
                there = socket.create_connection(self._to, timeout=5)
            except OSError:
                _close(here)
                continue
            there.settimeout(None)
            for one, other in ((here, there), (there, here)):
                Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with self._lock:
            self._ends.add(one)
        try:
            while self._whole.is_set() and (said := one.recv(65536)):
                other.sendall(said)
        except OSError:  # one of the ends is gone: so is the other
            pass
        finally:
            _close(one)
            _close(other)
            with self._lock:
                self._ends.discard(one)


def _close(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        end.close()
