"""The deeds on conversations. What is written is private: the journal says that it was, never what."""

from __future__ import annotations

from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Refused, check, require
from catalogue.journal.outbox import record
from catalogue.lifecycle import added, change
from catalogue.validation import validated
from portal.bookings.models import Booking
from portal.bookings.rules import insist
from portal.claims.files import kept
from portal.conversations import queries, rules
from portal.conversations.models import Attachment, Message
from portal.conversations.saying import room_for_files, word_faults


@deed
def write(booking: Booking, *, words: str, by: Actor, file: File[bytes] | None = None) -> Message:
    """Say something to the other side, with a file if wanted; who answers has read what the other side wrote.

    `Forbidden("wrong_role")` unless it is the provider, who decides for the school, or who asked for the booking;
    `Refused("wrong_state")` before the request and once there is nothing left to arrange; `Invalid` (`#/words`) without
    words or above 2,000, and for a file (`#/file`) as with evidence.
    """
    side = rules.side_of(by, booking)
    insist(bool(side), booking.status in rules.OPEN, booking)
    check(word_faults(words))
    said = Message(booking=booking, side=side, person=by.person, name=by.label[:200], words=words.strip())
    row = validated(said)
    if file:
        _keep(row, file)
    _see(booking, side)
    data = {"booking": str(booking.pk), "side": side, "files": int(bool(file))}
    return added(row, by=by, data=data)


@deed
def attach(message: Message, upload: File[bytes], *, by: Actor) -> Attachment:
    """Another file with an own message, while it can still be taken back; five at most.

    `Forbidden("not_yours")`, `Refused("too_late" | "too_many_files")`; `Invalid` (`#/file`) as with evidence.
    """
    _fresh(message, by)
    room_for_files(message.attachments.count())
    found = _keep(message, upload)
    change(message, event="file_added", by=by, data={"sha256": found.sha256, "scan": found.scan})
    return found


@deed
def take_back(message: Message, *, by: Actor) -> Message:
    """Unsay an own message within some minutes (`message.take_back.seconds`): its words and files are gone for good.

    `Forbidden("not_yours")` for another's; `Refused("too_late")` afterwards, or when it was taken back already.
    """
    _fresh(message, by)
    for found in message.attachments.all():
        storage, name = found.file.storage, str(found.file.name)
        transaction.on_commit(partial(storage.delete, name))
        found.delete()
    return change(message, event="taken_back", by=by, words="", taken_back_at=timezone.now())


@deed
def read(booking: Booking, *, by: Actor) -> int:
    """The side of the actor saw everything that the other wrote; how many were new. Twice is once.

    `Forbidden("wrong_role")` for who only looks on: a teacher of the school does not read for a colleague.
    """
    side = rules.side_of(by, booking)
    require(bool(side), "wrong_role", _("This booking is arranged by others. You can read what they write."))
    seen = _see(booking, side)
    if seen:
        record("booking.messages_read", booking, by=by, data={"messages": seen})
    return seen


def _see(booking: Booking, side: str) -> int:
    return queries.unread_by(side).filter(booking=booking).update(read_at=timezone.now())


def _fresh(message: Message, by: Actor) -> None:
    own = bool(by.person) and message.person == by.person
    require(own, "not_yours", _("Somebody else wrote this message, so only they can change it."))
    if not rules.is_own_and_fresh(by, message, minutes := rules.minutes_to_take_back()):
        sentence = _("This message cannot be changed any more: that is possible for %(minutes)s minutes.")
        raise Refused("too_late", sentence % {"minutes": minutes})


def _keep(message: Message, upload: File[bytes]) -> Attachment:
    return Attachment.objects.create(message=message, **kept(upload))
