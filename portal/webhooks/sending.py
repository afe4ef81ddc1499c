"""The door by which events leave: one POST, to the very address that was looked at, and only its status is read."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer
from urllib.parse import urlsplit

from django.conf import settings

from portal.webhooks.addresses import InsideAddress, resolve
from portal.webhooks.states import CERTIFICATE, GONE, INSIDE, NO_ANSWER, REFUSED

HTTPS = 443


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receiver said: the HTTP status, when there was one, and else why not."""

    status: int | None = None
    problem: str = ""


def send(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it once. Never raises for what another server does: that is the answer. Redirects are not followed."""
    try:
        status = _post(url, body, headers)
    except InsideAddress:
        return Answer(problem=INSIDE)
    except ssl.SSLCertVerificationError:
        return Answer(problem=CERTIFICATE)
    except (OSError, http.client.HTTPException, UnicodeError):
        return Answer(problem=NO_ANSWER)
    arrived = 200 <= status < 300
    return Answer(status, "" if arrived else GONE if status == http.client.GONE else REFUSED)


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(parts.hostname or "", parts.port or HTTPS)
    try:
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    finally:
        connection.hang_up()


class _Pinned(http.client.HTTPSConnection):
    """To an address that was checked, under the name that the certificate must bear: no second look-up, no proxy."""

    def __init__(self, host: str, port: int) -> None:
        self.tls = ssl.create_default_context()
        self.clock: Timer | None = None
        super().__init__(host, port, timeout=settings.WEBHOOK_SECONDS, context=self.tls)

    def connect(self) -> None:
        """Look, connect, and be done in time, however slowly the other side drips."""
        plain = socket.create_connection((resolve(self.host, self.port), self.port), self.timeout)
        self.sock = self.tls.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.clock = Timer(settings.WEBHOOK_SECONDS, _cut_off, [self.sock])
        self.clock.daemon = True
        self.clock.start()
        self.sock.do_handshake()

    def hang_up(self) -> None:
        """Whatever else is said is left unread."""
        if self.clock:
            self.clock.cancel()
        self.close()


def _cut_off(connection: socket.socket) -> None:
    try:
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # also ends a read that waits in another thread
    except OSError:
        return  # it was closed already
