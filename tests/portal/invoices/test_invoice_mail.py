"""An invoice by e-mail is the same deed as an upload: `portal invoice_mail < message.eml`."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalogue.journal.outbox import drain
from portal.invoices.models import ReceivedInvoice
from portal.invoices.ubl import render_ubl
from tests.cast import Town
from tests.portal.invoices.sent_in import claimed, paper


def message(town: Town, *files: tuple[str, bytes], sender: str = "") -> bytes:
    """An e-mail from the manager of the music school."""
    mail = EmailMessage()
    mail["From"] = f"Muziek <{sender or town.membership['musician'].user.email}>"
    mail["To"] = "facturen@gemeente.example"
    mail.set_content("Bijgaand onze factuur.")
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def taken(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command says of it."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    said = io.StringIO()
    call_command("invoice_mail", stdout=said)
    return said.getvalue()


def test_each_invoice_in_a_message_is_taken_in(town: Town, monkeypatch: pytest.MonkeyPatch):
    ubl = render_ubl(paper(claimed(town)))
    said = taken(message(town, ("factuur.xml", ubl), ("logo.png", b"x"), ("x.pdf", b"no pdf")), monkeypatch)
    drain()
    row = ReceivedInvoice.objects.get()
    assert (row.via, row.name, row.status) == ("mail", "factuur.xml", "matched")
    assert f"factuur.xml: {row.pk}" in said and "x.pdf: " in said


@pytest.mark.parametrize(
    ("said", "files"),
    [({"sender": "vreemde@elders.example"}, [("f.xml", b"<a/>")]), ({}, []), ({}, [("f.pdf", b"no pdf")])],
    ids=["a stranger", "no file", "nothing of use"],
)
def test_what_cannot_be_taken_in_bounces(town: Town, monkeypatch: pytest.MonkeyPatch, said: Any, files: Any):
    claimed(town)
    with pytest.raises(CommandError):
        taken(message(town, *files, **said), monkeypatch)
    assert not ReceivedInvoice.objects.exists()


def test_a_maildir_is_read_once(town: Town, tmp_path: Path):
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1.eml").write_bytes(message(town, ("factuur.xml", render_ubl(paper(claimed(town))))))
    (tmp_path / "new" / "2.eml").write_bytes(message(town))
    call_command("invoice_mail", maildir=tmp_path, stdout=io.StringIO(), stderr=io.StringIO())
    assert ReceivedInvoice.objects.count() == 1 and not list((tmp_path / "new").iterdir())
