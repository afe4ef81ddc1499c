"""A mail server that keeps what it gets, and takes its time to say so: that is when a worker may die."""

from __future__ import annotations

import time
from collections import defaultdict
from email import message_from_bytes, policy
from email.message import EmailMessage
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any

ANSWERS = {b"DATA": b"354 go on", b"QUIT": b"221 bye"}


class _Talk(StreamRequestHandler):
    """One connection: enough of SMTP for what Django says."""

    server: Sink

    def handle(self) -> None:
        self._say(b"220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            self._say(ANSWERS.get(word, b"250 fine"))
            if word == b"QUIT":
                return
            if word == b"DATA":
                self._keep()

    def _keep(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        time.sleep(self.server.pause)
        self._say(b"250 kept")

    def _say(self, words: bytes) -> None:
        try:
            self.wfile.write(words + b"\r\n")
        except OSError:  # whoever asked is not there any more
            return


class Sink(ThreadingTCPServer):
    """Listens on a port of its own until it is closed; `letters` in the order in which they came."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, pause: float = 0.05) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.pause = pause
        self.letters: list[Any] = []
        Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """As `EMAIL_URL`."""
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def by_id(self) -> dict[str, list[EmailMessage]]:
        """What came, by Message-ID."""
        found: defaultdict[str, list[EmailMessage]] = defaultdict(list)
        for letter in list(self.letters):
            found[str(letter["Message-ID"])].append(letter)
        return dict(found)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever talked was killed in the middle of a sentence: that is what this is for."""

    def close(self) -> None:
        """Stop listening."""
        self.shutdown()
        self.server_close()
