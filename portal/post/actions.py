"""The door. What the worker sends goes by `send`, with the right of its attempt; what a page sends now by `at_once`."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlparse

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.deeds import unit_of_work
from catalogue.journal.lease import GiveUp, Later, Lease
from catalogue.journal.models import JournalLine
from portal.post.models import Mail
from portal.post.rate import rate_of, wait_for_turn

MOST_TRIES = 2


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a letter."""

    name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to one reader, in the language of that reader; `again`: somebody asked for it once more."""

    to: str
    subject: str
    body: str
    language: str
    html: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[Attached] = ()
    again: bool = False


class NotTaken(Exception):
    """The mail server said no to a letter: its number and nothing else, because what it says may hold the address."""

    def __init__(self, number: int) -> None:
        super().__init__(f"the mail server did not take a letter ({number})")


def send(lease: Lease, letters: Iterable[Message]) -> int:
    """Send the letters of a journal line; how many have gone out by now, in this attempt or one before it. Slow.

    Each is noted before it is sent. One that an attempt before may have sent goes once more, with the same Message-ID
    and marked as sent again; a third time only when a person asks (`GiveUp`). One that the mail server does not take
    (`NotTaken`) keeps no other reader waiting. `Later` when the mail server had its share of this minute; what it says
    when it is away is raised. `Overtaken` when another attempt has the line.
    """
    sent, failed = 0, None
    for letter in letters:
        try:
            sent += _send(lease, letter)
        except (NotTaken, GiveUp) as error:
            failed = failed or error
    if failed:
        raise failed
    return sent


def at_once(message: EmailMessage) -> None:
    """Send what somebody waits for at a page (a link to sign in): now, outside any limit. Errors are raised."""
    wait_for_turn(_host())
    message.send()


def forget_old() -> int:
    """Throw away the notes, with the addresses in them, some days after the work ended; returns how many."""
    before = timezone.now() - timedelta(days=settings.MAIL_KEEP_DAYS)
    return Mail.objects.filter(line__dispatched_at__lt=before).delete()[0]


def _send(lease: Lease, letter: Message) -> bool:
    lease.renew(settings.MAIL_SECONDS)
    mail = _noted(lease.line_id, letter.to)
    if mail.sent_at:
        return True
    if mail.tries >= MOST_TRIES and not _asked_for(mail):
        with translation.override(settings.LANGUAGE_CODE):
            raise GiveUp(_("Nobody knows whether this e-mail arrived: twice the sending was broken off half-way."))
    if wait := wait_for_turn(_host()):
        raise Later(_place_in_queue(lease.line_id, wait))
    with get_connection() as server:  # what fails before it is open has sent nothing
        _hand_over(letter, mail, server)
    return True


def _hand_over(letter: Message, mail: Mail, server: BaseEmailBackend) -> None:
    row, message = Mail.objects.filter(pk=mail.pk), _message(letter, mail)
    message.connection = server
    row.update(tries=F("tries") + 1, began_at=timezone.now())
    try:
        message.send()
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        row.update(tries=F("tries") - 1)
        raise NotTaken(_number(error)) from None
    row.update(sent_at=timezone.now())


def _number(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> int:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return next((number for number, _words in error.recipients.values()), 0)


def _noted(line_id: int, to: str) -> Mail:
    with unit_of_work():
        Mail.objects.bulk_create([Mail(line_id=line_id, to=to)], ignore_conflicts=True)
        return Mail.objects.get(line_id=line_id, to=to)


def _asked_for(mail: Mail) -> bool:
    """Whether a person pressed "try again" after the last attempt began."""
    retried = JournalLine.objects.filter(event="journal.retried", data__line=mail.line_id, at__gt=mail.began_at)
    return retried.exists()


def _place_in_queue(line_id: int, wait: timedelta) -> float:
    """After how many seconds it is the turn of this line, when those before it go first."""
    rate = rate_of(_host())
    waiting = JournalLine.objects.filter(queue="mail", pk__lt=line_id, dispatched_at=None, failed_at=None)
    return (wait + waiting.count() * (rate.distance if rate else timedelta())).total_seconds()


def _message(letter: Message, mail: Mail) -> EmailMultiAlternatives:
    subject, headers = letter.subject, dict(letter.headers)
    if mail.tries or letter.again:
        headers["X-Sent-Again"] = "yes"
        with translation.override(letter.language):
            subject = _("%(subject)s (sent again)") % {"subject": subject}
    headers |= {
        "Message-ID": f"<{mail.pk}@{urlparse(settings.PUBLIC_URL).hostname}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    message = EmailMultiAlternatives(" ".join(subject.splitlines()), letter.body, None, [letter.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for each in letter.files:
        message.attach(each.name, each.content, each.media_type)
    return message


def _host() -> str:
    """The mail server that letters go to now; nothing when they become files."""
    return settings.EMAIL_HOST if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend") else ""
