"""A receiver on this machine: a real HTTPS server, with a certificate of an authority that only the test knows."""

from __future__ import annotations

import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network
from pathlib import Path
from threading import Thread
from typing import Any

import pytest


@dataclass
class Receiver:
    """What came in, and what is answered: one status after the other, the last one for ever."""

    answers: list[int] = field(default_factory=lambda: [204])
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    drips: bool = False

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}/in"

    def answer(self) -> int:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For 127.0.0.1 and hook.example, signed by itself; key and certificate in one file."""
    folder = tmp_path_factory.mktemp("tls")
    key, cert, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    names = "subjectAltName=IP:127.0.0.1,DNS:hook.example"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=hook.example"]
    subprocess.run([*command, "-addext", names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    both.write_text(key.read_text() + cert.read_text())
    return both


@pytest.fixture
def receiver(certificate: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Receiver]:
    """It listens while the test runs; the operator trusts its authority and allows its network."""
    said = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            said.came.append((self.path, dict(self.headers), body))
            if said.drips:
                self._drip()
                return
            self.send_response(said.answer())
            self.send_header("Location", f"{said.url}/elsewhere")
            self.end_headers()

        def _drip(self) -> None:
            with suppress(OSError):
                for _number in range(20):
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    time.sleep(0.2)

        def log_message(self, *_said: Any) -> None:
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    said.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.WEBHOOK_INSIDE_NETWORKS = [ip_network("127.0.0.0/8")]
    yield said
    server.shutdown()
    server.server_close()
    thread.join()
