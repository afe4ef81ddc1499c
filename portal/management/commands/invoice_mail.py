"""`portal invoice_mail < message.eml`: takes the invoices in an e-mail in, as if its sender had uploaded them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from catalogue.actor import MANAGER
from catalogue.errors import Invalid, Refused
from portal.invoices.receiving import LARGEST, receive
from portal.people.models import Membership, User
from portal.people.queries import actor_of, memberships_of

ENDINGS = (".xml", ".pdf")
MOST = 3 * LARGEST


class Command(BaseCommand):
    """For the mail server: called once per message (a pipe), or over a folder of messages (maildir)."""

    help = "Take in the UBL and PDF invoices of an e-mail from a provider (from standard input, or of a maildir)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the messages are."""
        parser.add_argument("--maildir", type=Path, help="a folder with new/ and cur/: each new message is taken in")

    def handle(self, *_args: object, maildir: Path | None, **_: object) -> None:
        """A line per attachment; `CommandError` (so that the mail server bounces it) when nothing could be taken in."""
        if maildir is None:
            self._take(sys.stdin.buffer.read(MOST + 1))
            return
        for message in sorted((maildir / "new").iterdir()):
            try:
                self._take(message.read_bytes())
            except CommandError as error:
                self.stderr.write(f"{message.name}: {error}")
            message.rename(maildir / "cur" / f"{message.name}:2,S")

    def _take(self, raw: bytes) -> None:
        if len(raw) > MOST:
            raise CommandError("The message is too large.")
        message = BytesParser(policy=policy.default).parsebytes(raw)
        assert isinstance(message, EmailMessage)
        sender = parseaddr(str(message.get("From", "")))[1].lower()
        person = User.objects.filter(email=sender, is_active=True).first()
        roles = [each for each in memberships_of(person) if each.role == MANAGER] if person else []
        if len(roles) != 1:
            raise CommandError("The sender is no manager of one provider here.")
        files = [each for each in message.iter_attachments() if (each.get_filename() or "").lower().endswith(ENDINGS)]
        if not files:
            raise CommandError("There is no UBL or PDF file with the message.")
        taken = [self._received(str(each.get_filename()), each.get_content(), roles[0]) for each in files]
        if not any(taken):
            raise CommandError("Nothing could be taken in.")

    def _received(self, name: str, content: object, role: Membership) -> bool:
        data = content.encode() if isinstance(content, str) else bytes(content) if isinstance(content, bytes) else b""
        try:
            row = receive(data, name=name, via="mail", by=actor_of(role))
        except (Invalid, Refused) as error:
            self.stdout.write(f"{name}: {error}")
            return False
        self.stdout.write(f"{name}: {row.pk}")
        return True
