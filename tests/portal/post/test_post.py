"""The door of the post: an e-mail goes at most once more than meant, and whoever gets it twice can see so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected
from socket import gaierror
from traceback import format_exception
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import override_settings
from django.utils import timezone

from catalogue.journal import actions as journal
from catalogue.journal.lease import Lease
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, due, undelivered, work
from portal.people.invitations import invite_newcomer
from portal.post.actions import Message, NotTaken, forget_old, send
from portal.post.models import Mail
from tests.cast import Town


class Dying(EmailBackend):
    """A mail server that takes the letter, and a worker that goes down before it hears so."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise KeyboardInterrupt


class Refusing(EmailBackend):
    """A mail server that says no."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPResponseException(451, b"try later")


class Silent(EmailBackend):
    """A mail server that takes the letter and hangs up without a word."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise SMTPServerDisconnected("Connection unexpectedly closed")


class Away(EmailBackend):
    """A mail server whose name nobody knows at the moment."""

    def open(self) -> bool:
        raise gaierror(-3, "Temporary failure in name resolution")


class Choosy(EmailBackend):
    """A mail server that does not know one of the readers, and repeats the address when it says so."""

    def send_messages(self, messages: Any) -> int:
        if (to := messages[0].to[0]) == "weg@aanbod.example":
            raise SMTPRecipientsRefused({to: (550, f"5.1.1 <{to}>: Recipient address rejected".encode())})
        return super().send_messages(messages)


@pytest.fixture
def line(town: Town) -> Iterator[JournalLine]:
    """An invitation that waits to be sent."""
    drain()
    mail.outbox.clear()
    invite_newcomer(town.municipality, name="Nieuw", email="nieuw@aanbod.example", by=town.actor("officer"))
    yield JournalLine.objects.get(event="invitation.added")


def _work(line: JournalLine, backend: type[EmailBackend] | None = None) -> bool:
    """One attempt, now, with a mail server of this kind; it may take its worker down."""
    JournalLine.objects.filter(pk=line.pk).update(due_at=timezone.now(), lease_until=None)
    name = (
        f"{backend.__module__}.{backend.__qualname__}" if backend else "django.core.mail.backends.locmem.EmailBackend"
    )
    with override_settings(EMAIL_BACKEND=name):
        try:
            return work(line.pk)
        except KeyboardInterrupt:
            return False


def _came() -> list[tuple[str, bool]]:
    """The Message-ID of each letter that came, and whether it says that it was sent again."""
    return [(each.extra_headers["Message-ID"], "X-Sent-Again" in each.extra_headers) for each in mail.outbox]


def test_a_letter_goes_once_with_an_id_of_its_own(line: JournalLine):
    assert _work(line) and not _work(line)
    sent = Mail.objects.get(line=line)
    assert (sent.to, sent.tries) == ("nieuw@aanbod.example", 1)
    assert _came() == [(f"<{sent.pk}@localhost>", False)]


@pytest.mark.parametrize("backend", [Dying, Silent])
def test_what_may_have_been_sent_goes_once_more_and_says_so(line: JournalLine, backend: type[EmailBackend]):
    assert not _work(line, backend)
    assert _work(line)
    (first, fresh), (second, again) = _came()
    assert first == second
    assert (fresh, again) == (False, True)
    assert mail.outbox[1].subject == f"{mail.outbox[0].subject} (herhaling)"


def test_a_third_time_only_when_a_person_asks(town: Town, line: JournalLine):
    for _time in range(2):
        _work(line, Dying)
    assert not _work(line)
    (failed,) = undelivered()
    assert failed.last_error.startswith("Niemand weet of deze e-mail is aangekomen")
    assert len(_came()) == 2

    again = journal.retry(failed, by=town.actor("officer"))
    assert _work(again)
    assert [repeat for _id, repeat in _came()] == [False, True, True]


def test_what_was_refused_was_not_sent_and_is_no_repeat(line: JournalLine):
    for _time in range(3):
        assert not _work(line, Refusing)
    assert _work(line)
    assert [repeat for _id, repeat in _came()] == [False]


def test_a_server_that_is_away_got_nothing_so_nobody_has_to_ask_again(line: JournalLine):
    for _time in range(3):
        assert not _work(line, Away)
    assert not undelivered().exists()
    assert _work(line)
    assert [repeat for _id, repeat in _came()] == [False]


def test_one_address_that_is_refused_keeps_no_other_reader_waiting(line: JournalLine):
    """And it is written down nowhere: what a server says may hold the address of a person."""
    _work(line)
    mail.outbox.clear()
    lease = Lease(line.pk, 1)
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None, attempts=1)
    letters = [Message(f"{name}@aanbod.example", "Nieuws", "Dag.", "nl") for name in ("weg", "anja", "bram")]
    with (
        override_settings(EMAIL_BACKEND=f"{Choosy.__module__}.{Choosy.__qualname__}"),
        pytest.raises(NotTaken, match=r"\(550\)") as refused,
    ):
        send(lease, letters)
    assert [each.to for each in mail.outbox] == [["anja@aanbod.example"], ["bram@aanbod.example"]]
    assert "weg@" not in "".join(format_exception(refused.value))

    assert send(lease, letters) == 3
    assert [each.to for each in mail.outbox[2:]] == [["weg@aanbod.example"]], "the others got theirs before"


def test_who_got_the_letter_before_the_worker_stopped_gets_it_no_more(line: JournalLine):
    """It was sent and noted; only the end of the line was not."""
    _work(line)
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None)
    assert _work(line)
    assert len(_came()) == 1


def test_over_the_limit_it_waits_without_having_failed(town: Town, line: JournalLine):
    for number in range(4):
        invite_newcomer(
            town.municipality, name="Nieuw", email=f"nieuw{number}@aanbod.example", by=town.actor("officer")
        )
    with override_settings(EMAIL_PER_MINUTE={"*": 12}):  # two at once, then one each six seconds
        drain()
    assert len(_came()) == 2
    waiting = list(JournalLine.objects.filter(queue="mail", dispatched_at=None).order_by("pk"))
    assert [(each.tries, each.failed_at, each.last_error) for each in waiting] == [(0, None, "")] * 3
    pauses = [(each.due_at - timezone.now()).total_seconds() for each in waiting if each.due_at]
    assert pauses == sorted(pauses) and 4 < pauses[0] <= 6 and 16 < pauses[2] <= 18, "each at its place in the queue"
    assert not due().exists()


def test_the_addresses_are_forgotten_some_weeks_after(line: JournalLine):
    _work(line)
    forget_old()
    assert Mail.objects.get().to == "nieuw@aanbod.example", "those of the founding of the town are gone"
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=timezone.now() - timedelta(days=31))
    assert forget_old() == 1 and not Mail.objects.exists()
