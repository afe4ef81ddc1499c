"""The virus scanner, when the operator set one: clamd over its INSTREAM protocol, or any command that reads a file.

`EVIDENCE_SCANNER`: empty (files are kept as “not scanned”), `tcp://host:3310` or `unix:/run/clamd.sock` for clamd, or
`command:/usr/bin/clamdscan --no-summary -`: the file comes in by its standard input, 0 means clean and 1 a virus, as
the scanners of ClamAV say it. Anything else means that it could not look, and then nothing is kept.
"""

from __future__ import annotations

import logging
import shlex
import socket
import struct
import subprocess
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.errors import Invalid, Refused
from portal.claims.states import CLEAN, NOT_SCANNED

log = logging.getLogger(__name__)
PIECE = 64 * 1024  # clamd refuses a stream above its StreamMaxLength, whatever the size of the pieces
LONGEST_ANSWER = 4096


class Away(Exception):
    """The scanner did not look at the file, and why."""


def scanned(content: bytes, name: str) -> str:
    """`clean` when the scanner found nothing, `none` without a scanner.

    `Invalid` (`#/file`, `virus`) when it found something, `Refused("scanner_away")` when it could not look.
    """
    address = settings.EVIDENCE_SCANNER
    if not address:
        return NOT_SCANNED
    try:
        found = _by_command(address, content) if address.startswith("command:") else _by_clamd(address, content)
    except (Away, OSError, subprocess.SubprocessError) as error:
        log.error("the scanner for viruses could not look: %s", error)
        sentence = _("The virus scanner does not answer, so the file is not kept. Try again in a few minutes.")
        raise Refused("scanner_away", sentence) from error
    if found:
        log.warning("a file was refused by the scanner for viruses: %s", found)
        message = _("The virus scanner found something in “%(name)s”: %(what)s. It is not kept.")
        raise Invalid.field("#/file", "virus", message % {"name": name, "what": found[:80]})
    return CLEAN


def _by_clamd(address: str, content: bytes) -> str:
    """What clamd calls the virus; empty when it found none. Its protocol: pieces with their length, ended by a zero."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(1024)):
            answer += more
    said = answer.rstrip(b"\0\n").decode("utf-8", "replace").removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise Away(said or "no answer")


def _connected(address: str) -> socket.socket:
    seconds = settings.EVIDENCE_SCANNER_SECONDS
    where = urlsplit(address)
    if where.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(seconds)
        line.connect(where.path)
        return line
    if where.scheme != "tcp" or not where.hostname:
        raise Away(f"EVIDENCE_SCANNER is “{address}”; expected tcp://host:port, unix:/path or command:…")
    return socket.create_connection((where.hostname, where.port or 3310), timeout=seconds)


def _by_command(address: str, content: bytes) -> str:
    words = shlex.split(address.removeprefix("command:"))
    done = subprocess.run(  # noqa: S603  # the operator's own words, and no shell
        words, input=content, capture_output=True, timeout=settings.EVIDENCE_SCANNER_SECONDS, check=False
    )
    said = (done.stdout or done.stderr).decode("utf-8", "replace").strip()
    if done.returncode == 0:
        return ""
    if done.returncode == 1:
        last = next((line for line in reversed(said.splitlines()) if line.endswith(" FOUND")), said)
        return last.removesuffix(" FOUND").rpartition(": ")[2] or "?"
    raise Away(f"the command ended with {done.returncode}: {said[:200]}")
