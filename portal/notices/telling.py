"""What the worker does: who hears of a journal line, and the letters, each sent by a line of its own."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from catalogue.actor import CONTROLLER, system
from catalogue.deeds import deed
from catalogue.journal.lease import Lease
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import added, change
from portal.bookings.models import Booking
from portal.notices import messages, people, queries, rules
from portal.notices.models import Notice, NoticeDigest
from portal.notices.people import Reader
from portal.notices.states import (
    ASKED,
    AT_ONCE,
    CONTROLLERS,
    DAILY,
    MANAGERS,
    NEVER,
    PROVIDER,
    SCHOOLS,
    TOLD,
    UPCOMING,
)
from portal.post import actions as post
from portal.questions.rules import ASKED as WHO_ANSWERS

WORKER = system("notices")
TOWN_HALL = {ASKED: WHO_ANSWERS, CONTROLLERS: (CONTROLLER,)}


def line_of(_thing_id: UUID, lease: Lease) -> int:
    """The journal line that is worked on, for the deed that tells of it."""
    return lease.line_id


@deed
def note(line_id: int) -> int:
    """The worker: who hears of this line, at once or with the letter of the day; how many are new. Twice is once."""
    line = JournalLine.objects.get(pk=line_id)
    told, found = TOLD[line.event], queries.about(line)
    if found is None:
        return 0
    readers = [each for each in _readers(line, found) if str(each.membership.user_id) != line.person]
    how = queries.frequencies([each.membership.pk for each in readers], told.kind)
    known = set(Notice.objects.filter(line=line).values_list("to", flat=True))
    rows = [
        _notice(line, told.kind, found.booking, each, how.get(each.membership.pk, AT_ONCE))
        for each in readers
        if each.email not in known and how.get(each.membership.pk) != NEVER
    ]
    for row in Notice.objects.bulk_create(rows):
        if not row.gathered:
            added(row, by=WORKER)
    return len(rows)


def send(notice_id: UUID, lease: Lease) -> bool:
    """The worker: send one letter; slow. True when it has gone out, False when there was nothing left to say."""
    rows = Notice.objects.select_related("line", "membership")
    notice = rows.filter(pk=notice_id, sent_at=None, gathered=False).first()
    letter = messages.letter(notice) if notice else None
    return bool(letter and post.send(lease, [letter]))


@deed
def note_sent(notice_id: UUID, sent: bool) -> None:
    """The worker: the letter went out."""
    notice = Notice.objects.filter(pk=notice_id, sent_at=None).first() if sent else None
    if notice:
        change(notice, event="sent", by=WORKER, sent_at=timezone.now())


def send_digest(digest_id: UUID, lease: Lease) -> bool:
    """The worker: send the letter of a day; slow. True when it has gone out, False when nothing was left to say."""
    digest = NoticeDigest.objects.filter(pk=digest_id, sent_at=None).first()
    rows = list(digest.notices.select_related("line", "membership")) if digest else []
    letter = messages.letter_of_the_day(rows) if rows else None
    return bool(letter and post.send(lease, [letter]))


@deed
def note_digest(digest_id: UUID, sent: bool) -> None:
    """The worker: the letter of the day went out."""
    digest = NoticeDigest.objects.filter(pk=digest_id, sent_at=None).first() if sent else None
    if digest:
        change(digest, event="sent", by=WORKER, sent_at=timezone.now())


def _readers(line: JournalLine, found: queries.About) -> list[Reader]:
    whom = TOLD[line.event].whom
    if whom == MANAGERS:
        provider = found.invoice.provider_id if found.invoice else None
        return people.of_provider(provider) if provider else []
    if whom == SCHOOLS:
        return people.of_schools(queries.schools_of(found.window)) if found.window else []
    if whom in TOWN_HALL:
        return people.of_municipality(found.question.municipality_id, TOWN_HALL[whom]) if found.question else []
    if found.booking is None:
        return []
    if found.reminder and found.reminder != UPCOMING:
        return people.about(found.booking, PROVIDER)
    return people.about(found.booking, rules.side_told(whom, line.role))


def _notice(line: JournalLine, kind: str, booking: Booking | None, reader: Reader, how: str) -> Notice:
    return Notice(
        line=line, membership=reader.membership, booking=booking, kind=kind, to=reader.email, name=reader.name[:120],
        language=reader.language, instead_of=reader.instead_of[:120], municipality_id=line.municipality_id,
        gathered=how == DAILY,
    )  # fmt: skip
