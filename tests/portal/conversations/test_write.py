"""School and provider write to each other about a booking; nobody else reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.conversations import actions, queries
from portal.conversations.models import Attachment, Message
from portal.worklist.queries import tasks_of
from tests import cast
from tests.cast import Town
from tests.portal.conversations.said import a_map, message

SIX_MINUTES = timedelta(minutes=6)


def waits(town: Town, who: str) -> list[str]:
    return [task.deed for task in tasks_of(town.actor(who))]


def test_what_one_side_writes_waits_for_the_other_until_it_was_seen(town: Town):
    booking = cast.booking(town, status="confirmed")
    message(town, booking, words="  Is er een beamer?  ")
    assert "read_message" in waits(town, "planner") and "read_message" not in waits(town, "coordinator")
    assert actions.read(booking, by=town.actor("librarian")) == 1
    assert actions.read(booking, by=town.actor("planner")) == 0
    assert "read_message" not in waits(town, "planner")
    (said,) = queries.visible_to(town.actor("board"))
    assert (said.words, said.side, said.name) == ("Is er een beamer?", "school", "coordinator (De Kring)")
    assert said.read_at is not None


def test_who_answers_has_read_what_the_other_wrote(town: Town):
    booking = cast.booking(town)
    message(town, booking)
    message(town, booking, "planner", "Ja, die is er.")
    assert waits(town, "librarian") == ["answer_request"]
    assert waits(town, "coordinator") == ["read_message"] == waits(town, "director")
    assert waits(town, "board") == waits(town, "teacher") == []


def test_a_teacher_who_asked_writes_and_reads_for_the_school_and_a_colleague_does_not(town: Town):
    asked = bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))
    bookings.approve(asked, by=town.actor("director"))
    message(town, asked, "teacher")
    message(town, asked, "librarian", "Tot dan")
    assert waits(town, "teacher") == ["read_message"]
    other = message(town, who="librarian").booking
    assert queries.visible_to(town.actor("teacher")).filter(booking=other).exists()
    for deed in (lambda: message(town, other, "teacher"), lambda: actions.read(other, by=town.actor("teacher"))):
        with pytest.raises(Forbidden):
            deed()


@pytest.mark.parametrize("who", ["other_coordinator", "musician", "officer", "assessor", "admin", "controller"])
def test_no_other_organisation_reads_or_writes_the_municipality_neither(town: Town, who: str):
    said = message(town, file=a_map())
    actor = town.actor(who)
    assert not queries.visible_to(actor).exists() and not queries.attachments_visible_to(actor).exists()
    assert not queries.talked_about(actor).filter(pk=said.booking_id).exists()
    with pytest.raises(Forbidden):
        message(town, said.booking, who)


@pytest.mark.parametrize(
    ("words", "code"), [("", "required"), ("  \n ", "required"), ("a" * 2001, "max_length"), ("a" * 2000, "")]
)
def test_a_message_says_something_in_two_thousand_characters(town: Town, words: str, code: str):
    if not code:
        assert message(town, words=words).words == words
        return
    with pytest.raises(Invalid) as invalid:
        message(town, words=words)
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/words", code)]


def test_there_is_nobody_to_write_to_before_the_request_and_nothing_to_arrange_after_it_ended(town: Town):
    proposal = bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))
    over = cast.booking(town)
    bookings.withdraw(over, by=town.actor("coordinator"), reason="Toch niet")
    for booking in (proposal, over):
        with pytest.raises(Refused) as refused:
            message(town, booking)
        assert refused.value.code == "wrong_state"
    assert queries.talked_about(town.actor("librarian")).filter(pk=proposal.pk).count() == 0


def test_a_file_goes_with_it_after_the_same_inspection_as_evidence(town: Town):
    said = message(town, file=a_map())
    found = Attachment.objects.get(message=said)
    assert (found.name, found.content_type, found.file.read()[:5]) == ("plattegrond.pdf", "application/pdf", b"%PDF-")
    assert "plattegrond" not in found.file.name
    with pytest.raises(Invalid) as invalid:
        message(town, said.booking, file=SimpleUploadedFile("plattegrond.pdf", b"MZ\x90 een programma"))
    assert [(fault.location, fault.code) for fault in invalid.value.faults] == [("#/file", "executable")]
    assert Message.objects.count() == 1


def test_five_files_at_most_and_only_of_who_wrote_it(town: Town):
    said = message(town, file=a_map())
    for number in range(4):
        actions.attach(said, a_map(f"{number}.pdf"), by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        actions.attach(said, a_map(), by=town.actor("coordinator"))
    with pytest.raises(Forbidden):
        actions.attach(said, a_map(), by=town.actor("director"))
    assert refused.value.code == "too_many_files"


def test_a_message_is_taken_back_by_who_wrote_it_with_its_files(town: Town, django_capture_on_commit_callbacks: Any):
    said = message(town, file=a_map())
    kept = Attachment.objects.get().file
    with pytest.raises(Forbidden):
        actions.take_back(said, by=town.actor("director"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_back(said, by=town.actor("coordinator"))
    said.refresh_from_db()
    assert (said.words, said.attachments.count()) == ("", 0) and said.taken_back_at
    assert not kept.storage.exists(kept.name)
    assert "read_message" not in waits(town, "librarian")
    with pytest.raises(Refused):
        actions.take_back(said, by=town.actor("coordinator"))


def test_after_five_minutes_it_stays_as_it_was_said(town: Town):
    said = message(town)
    with time_machine.travel(timezone.now() + SIX_MINUTES), pytest.raises(Refused) as refused:
        actions.take_back(said, by=town.actor("coordinator"))
    assert (refused.value.code, "5 minuten" in str(refused.value)) == ("too_late", True)


def test_the_journal_says_that_it_was_written_and_never_what(town: Town):
    said = message(town, words="Mijn geheim", file=a_map())
    line = JournalLine.objects.get(event="message.added")
    assert line.data == {"booking": str(said.booking_id), "side": "school", "files": 1}
    assert "geheim" not in str(line.__dict__)


def _statements(town: Town) -> int:
    with CaptureQueriesContext(connection) as seen:
        for said in queries.visible_to(town.actor("coordinator")):
            assert said.booking.school.name and list(said.attachments.all()) is not None
        for booking in queries.with_unread(town.actor("planner")):
            assert booking.revision.title
    return len(seen)


def test_a_list_costs_the_same_for_one_and_for_three(town: Town):
    bookings_ = [cast.booking(town, cast.offer(town), units=1) for _each in range(3)]
    _say(town, bookings_[:1])
    one = _statements(town)
    _say(town, bookings_)
    assert (one, _statements(town)) == (3, 3)


def _say(town: Town, rows: list[Booking]) -> None:
    for row in rows:
        message(town, row, file=a_map())
