"""Shows 6: files that prove a claim are looked at by content and by the scanner, and belong to one claim only."""

from __future__ import annotations

import socket
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.sheets import Sheet, as_xlsx
from portal.claims import actions as claims
from portal.claims.files import inspect
from portal.claims.models import Claim, Evidence
from portal.claims.queries import evidence_visible_to
from tests import cast
from tests.api.client import Api
from tests.cast import Town, build_town
from tests.portal.claims.declaring import receipt

PDF = b"%PDF-1.7 lijst"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def upload(name: str, content: bytes) -> File[bytes]:
    return SimpleUploadedFile(name, content)


def refused(name: str, content: bytes) -> tuple[str, str]:
    """The code and the sentence with which a file is refused."""
    with pytest.raises(Invalid) as invalid:
        inspect(upload(name, content))
    fault = invalid.value.faults[0]
    assert fault.location == "#/file"
    return fault.code, str(fault.detail)


def zipped(**parts: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bon.pdf", b"MZ\x90\x00", "executable"), ("bon.csv", b"\x7fELF\x02", "executable"),
        ("bon.csv", b"#!/bin/sh\nrm x", "executable"), ("bon.pdf", b"PK\x03\x04", "wrong_type"),
        ("bon.csv", b"<script>1</script>", "wrong_type"), ("bon.csv", b"a;b\0c", "wrong_type"),
        ("bon.svg", b"<svg/>", "wrong_type"), ("bon.html", PDF, "wrong_type"), ("bon.exe", PDF, "wrong_type"),
        ("bon.docx", zipped(a=b"x"), "wrong_type"), ("bon.xlsx", zipped(a=b"x"), "wrong_type"),
        ("bon.xlsx", b"PK\x03\x04broken", "broken"), ("bon", PDF, "wrong_type"), ("leeg.pdf", b"", "empty"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_a_sentence(name: str, content: bytes, code: str):
    found, sentence = refused(name, content)
    assert found == code
    assert sentence.endswith(".")


def test_a_hundred_megabytes_are_refused_without_being_read():
    class Endless(SimpleUploadedFile):
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            raise AssertionError("it was read")

    big = Endless("bon.pdf", PDF)
    big.size = 100 * 1024 * 1024
    with pytest.raises(Invalid) as invalid:
        inspect(big)
    assert invalid.value.faults[0].code == "too_large"


def test_a_workbook_that_unpacks_to_gigabytes_is_refused():
    with zipfile.ZipFile(BytesIO(_workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open("xl/media/nullen.bin", "w", force_zip64=True) as part:
            for _piece in range(130):
                part.write(bytes(1024 * 1024))
    assert len(target.getvalue()) < 1024 * 1024
    assert refused("uren.xlsx", target.getvalue())[0] == "too_large"


def test_a_workbook_with_macros_is_a_program():
    with zipfile.ZipFile(BytesIO(_workbook())) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in (parts | {"xl/vbaProject.bin": b"macro"}).items():
            archive.writestr(name, content)
    assert refused("uren.xlsx", target.getvalue())[0] == "executable"


@pytest.mark.parametrize(
    ("name", "kind"), [("bon.PDF", "application/pdf"), ("uren.csv", "text/csv"), ("uren.xlsx", "spreadsheetml")]
)
def test_documents_and_tables_are_kept(name: str, kind: str):
    content = {"bon.PDF": PDF, "uren.csv": "Dag;Uren\nma;1,5\n".encode("cp1252"), "uren.xlsx": _workbook()}[name]
    assert kind in inspect(upload(name, content)).content_type


def _workbook() -> bytes:
    return as_xlsx(Sheet("Uren", ["Dag", "Uren"], [["ma", 1]]))


# --- the scanner ---


@contextmanager
def clamd(answer: bytes | None = None) -> Iterator[str]:
    """A server that speaks the INSTREAM protocol of clamd, and finds the test virus of EICAR."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _address = listener.accept()
        with line, line.makefile("rb") as reader:
            assert reader.read(10) == b"zINSTREAM\0"
            content = b""
            while length := struct.unpack("!L", reader.read(4))[0]:
                content += reader.read(length)
            found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
            line.sendall(found if answer is None else answer)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"tcp://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        thread.join(5)


def test_without_a_scanner_a_file_is_marked_as_not_scanned(town: Town):
    claim = cast.claim(town, submitted=False)
    evidence = claims.add_evidence(claim, upload("bon.pdf", PDF), by=town.actor("librarian"))
    assert evidence.scan == "none"


def test_clamd_refuses_the_test_virus_and_passes_the_rest(town: Town, settings: Any):
    claim = cast.claim(town, submitted=False)
    with clamd() as settings.EVIDENCE_SCANNER:
        code, sentence = refused("virus.pdf", PDF + EICAR)
    assert code == "virus" and "Eicar-Signature" in sentence
    with clamd() as settings.EVIDENCE_SCANNER:
        evidence = claims.add_evidence(claim, upload("bon.pdf", PDF + b"x" * 200_000), by=town.actor("librarian"))
    assert evidence.scan == "clean"


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_a_scanner_that_could_not_look_keeps_nothing(settings: Any, answer: bytes):
    with clamd(answer) as settings.EVIDENCE_SCANNER, pytest.raises(Refused) as away:
        inspect(upload("bon.pdf", PDF))
    assert away.value.code == "scanner_away"


def test_a_scanner_that_is_not_there_keeps_nothing(settings: Any):
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
    for settings.EVIDENCE_SCANNER in (address, "ftp://x", "command:/nowhere/scan", "unix:/nowhere.sock"):
        with pytest.raises(Refused) as away:
            inspect(upload("bon.pdf", PDF))
        assert away.value.code == "scanner_away"


def test_a_command_may_be_the_scanner(settings: Any, tmp_path: Path):
    script = tmp_path / "scan.py"
    script.write_text(
        "import sys\nbad = b'EICAR' in sys.stdin.buffer.read()\n"
        "print('stream: Eicar-Signature FOUND' if bad else 'stream: OK')\nsys.exit(bad)\n"
    )
    settings.EVIDENCE_SCANNER = f"command:{sys.executable} {script}"
    assert inspect(upload("bon.pdf", PDF)).scan == "clean"
    assert refused("virus.pdf", PDF + EICAR) == (
        "virus", "De virusscanner vond iets in “virus.pdf”: Eicar-Signature. Het bestand is niet bewaard."
    )  # fmt: skip


# --- whose it is ---


def test_a_file_can_be_taken_out_until_the_claim_is_sent(town: Town, django_capture_on_commit_callbacks):
    claim = cast.claim(town, submitted=False)
    first = claims.add_evidence(claim, upload("bon.pdf", PDF), by=town.actor("librarian"))
    path = Path(first.file.path)
    with pytest.raises(Forbidden):
        claims.remove_evidence(first, by=town.actor("planner"))
    with django_capture_on_commit_callbacks(execute=True):
        claims.remove_evidence(first, by=town.actor("librarian"))
    assert not Evidence.objects.exists() and not path.exists()
    kept = claims.add_evidence(Claim.objects.get(pk=claim.pk), upload("bon.pdf", PDF), by=town.actor("librarian"))
    claims.submit(kept.claim, by=town.actor("librarian"))
    with pytest.raises(Refused) as late:
        claims.remove_evidence(kept, by=town.actor("librarian"))
    assert late.value.code == "wrong_state"


def test_a_file_of_another_organisation_is_not_there(town: Town):
    evidence = claims.add_evidence(
        cast.claim(town, submitted=False), upload("bon.pdf", PDF), by=town.actor("librarian")
    )
    claims.submit(evidence.claim, by=town.actor("librarian"))
    other = build_town("Zonnedal", "97")
    seen = [who for who in town.membership if evidence_visible_to(town.actor(who)).exists()]
    assert seen == ["librarian", "planner", "officer", "assessor", "assessor2", "finance", "finance2", "controller",
                    "admin"]  # fmt: skip
    assert not any(evidence_visible_to(other.actor(who)).exists() for who in other.membership)
    assert evidence.pk.version == 4, "an address with 122 bits of chance"
    assert evidence.sha256[:8] not in evidence.file.name
    assert evidence.created_at <= timezone.now()


def test_who_sees_the_claim_gets_the_file_over_the_api_as_on_the_page(town: Town):
    claim = cast.claim(town, submitted=False)
    kept = claims.add_evidence(claim, receipt(content=b"%PDF-1.7 telling"), by=town.actor("librarian"))
    claims.submit(claim, by=town.actor("librarian"))
    for who in ("librarian", "assessor"):
        answer = Api(town, who).get(f"evidence/{kept.pk}/file")
        assert (answer.status_code, answer.content) == (200, b"%PDF-1.7 telling")
        assert "attachment" in answer.headers["Content-Disposition"]
    assert Api(town, "musician").get(f"evidence/{kept.pk}/file").status_code == 404
