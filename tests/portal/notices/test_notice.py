"""What people hear of what happened: the right people, in their language, as often as they chose, never twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid
from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from portal.bookings import actions as bookings
from portal.conversations import actions as conversations
from portal.notices import actions, people, queries, telling
from portal.notices.models import BookingReminder, Notice, NoticeDigest
from portal.notices.states import TOLD
from portal.reactions import REACTIONS
from tests import cast
from tests.cast import OPERATOR, Town
from tests.portal.bookings import terms
from tests.portal.conversations.said import message
from tests.portal.invoices import notes
from tests.portal.rounds import planned as rounds


def told() -> dict[str, str]:
    """Who got a letter since the last time, and its subject."""
    drain()
    letters = {each.to[0].partition("@")[0]: each.subject for each in mail.outbox}
    mail.outbox.clear()
    return letters


def wants(town: Town, who: str, kind: str, frequency: str) -> None:
    actions.choose(town.membership[who], kind, frequency, by=town.actor(who))


@pytest.fixture(autouse=True)
def _nothing_said_yet(town: Town) -> None:
    drain()
    mail.outbox.clear()


def test_a_request_is_told_to_the_provider_and_the_answer_to_who_arranges(town: Town):
    booking = cast.booking(town)
    assert told() == dict.fromkeys(("librarian", "planner"), "De Kring vraagt om “Voorleesuur”")
    bookings.confirm(booking, by=town.actor("planner"))
    assert told() == {"coordinator": "Bibliotheek De Boekenboom komt: “Voorleesuur” is bevestigd"}


def test_a_teacher_who_asked_hears_of_it_and_what_stays_inside_the_school_is_told_to_nobody(town: Town):
    asked = bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))
    never = bookings.book(town.kring, cast.offer(town), units=1, pupils=20, by=town.actor("teacher"))
    bookings.withdraw(never, by=town.actor("teacher"), reason="")
    assert told() == {}
    bookings.approve(asked, by=town.actor("director"))
    told()
    bookings.decline(asked, reason="Geen tijd", by=town.actor("librarian"))
    drain()
    assert {each.to[0].partition("@")[0] for each in mail.outbox} == {"teacher", "coordinator"}
    assert "De reden: Geen tijd" in mail.outbox[0].body


def test_who_did_it_is_not_told_and_the_other_side_is(town: Town):
    booking = cast.booking(town, status="confirmed")
    told()
    bookings.call_off(booking, reason="Ziek", by=town.actor("planner"))
    assert set(told()) == {"coordinator"}
    written = cast.booking(town, units=1)
    told()
    message(town, written)
    assert set(told()) == {"librarian", "planner"}


def test_a_message_taken_back_in_time_is_told_to_nobody(town: Town):
    said = message(town)
    drain()
    mail.outbox.clear()
    again = message(town, said.booking, words="Verkeerd")
    conversations.take_back(again, by=town.actor("coordinator"))
    assert told() == {}


def test_letters_are_in_the_language_of_the_reader(town: Town):
    actions.speak(town.membership["planner"], "en", by=town.actor("planner"))
    cast.booking(town)
    assert told()["planner"] == "De Kring asks for “Voorleesuur”"


def test_who_wants_no_letter_gets_none_and_another_role_of_the_same_person_does(town: Town):
    wants(town, "planner", "request", "never")
    cast.booking(town)
    assert set(told()) == {"librarian"}


def test_what_is_wanted_once_a_day_comes_in_one_letter_the_next_morning_and_once(town: Town):
    for kind in ("request", "message"):
        wants(town, "planner", kind, "daily")
    said = message(town)
    assert "planner" not in told()
    assert actions.gather(by=OPERATOR) == 0
    morning = timezone.localtime().replace(hour=9) + timedelta(days=1)
    with time_machine.travel(morning):
        assert (actions.gather(by=OPERATOR), actions.gather(by=OPERATOR)) == (1, 0)
        drain()
        (letter,) = mail.outbox
        assert letter.to == [town.membership["planner"].user.email] and letter.subject == "2 dingen sinds gisteren"
        assert f"/provider/bookings/{said.booking_id}" in letter.body and "Beste planner" in letter.body
        message(town, said.booking)
        drain()
        assert actions.gather(by=OPERATOR) == 0
    with time_machine.travel(morning + timedelta(days=1)):
        assert actions.gather(by=OPERATOR) == 1
    assert NoticeDigest.objects.count() == 2


def test_addresses_are_forgotten_some_weeks_after_the_letter_and_so_is_the_letter_of_a_day(town: Town):
    wants(town, "planner", "request", "daily")
    cast.booking(town)
    told()
    with time_machine.travel(timezone.localtime().replace(hour=9) + timedelta(days=1)):
        assert actions.gather(by=OPERATOR) == 1
        assert set(told()) == {"planner"} and actions.forget_old() == 0
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert actions.forget_old() > 0
    assert not Notice.objects.exists() and not NoticeDigest.objects.exists()


@pytest.mark.parametrize(("who", "kind"), [("coordinator", "delivery"), ("librarian", "dispute")])
def test_what_silence_decides_cannot_be_shut_out(town: Town, who: str, kind: str):
    with pytest.raises(Invalid) as invalid:
        wants(town, who, kind, "never")
    assert invalid.value.faults[0].location == "#/frequency"
    actions.stop(town.membership[who], kind)
    assert queries.choices_of(town.membership[who])[kind] == "daily"


def test_everybody_chooses_for_themselves_and_only_what_the_role_hears(town: Town):
    with pytest.raises(Forbidden):
        actions.choose(town.membership["planner"], "request", "daily", by=town.actor("librarian"))
    with pytest.raises(Invalid) as invalid:
        wants(town, "coordinator", "payment", "daily")
    assert invalid.value.faults[0].location == "#/kind"


def test_who_stands_in_for_somebody_who_is_away_hears_it_too(town: Town):
    by = town.actor("coordinator")
    email = town.membership["coordinator"].user.email
    inge = organisations.add_contact(town.kring, name="Invaller", email="invaller@kring.example", by=by)
    mine = organisations.add_contact(town.kring, name="Coördinator", email=email.upper(), by=by)
    today = timezone.localdate()
    booking = cast.booking(town)
    organisations.set_away(mine, away_from=today, away_until=today, substitute=inge, by=by)
    told()
    bookings.confirm(booking, by=town.actor("planner"))
    drain()
    assert {each.to[0] for each in mail.outbox} == {email, "invaller@kring.example"}
    (instead,) = [each for each in mail.outbox if each.to == ["invaller@kring.example"]]
    assert "U krijgt dit omdat u coordinator vervangt." in instead.body


def test_a_link_in_the_letter_stops_that_kind_for_that_person(town: Town):
    cast.booking(town)
    drain()
    (letter,) = [each for each in mail.outbox if each.to == [town.membership["planner"].user.email]]
    token = letter.extra_headers["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    found = queries.by_stop_token(token)
    assert found == (town.membership["planner"], "request")
    assert queries.by_stop_token(token[:-2] + "xx") is None
    actions.stop(*found)
    assert queries.choices_of(town.membership["planner"])["request"] == "never"


def test_a_round_that_opens_or_is_published_is_told_to_its_schools(town: Town):
    rounds.round(town, sectors=["PO"])
    subjects = told()
    assert set(subjects) == {"coordinator", "other_coordinator"}
    assert all(each.startswith("U kunt nu kiezen") for each in subjects.values())


def test_reminders_come_once_to_the_right_side(town: Town):
    coming = terms.confirmed(town, days=20)
    waiting = cast.booking(town, units=1)
    told()
    assert coming.planned_on
    days = coming.planned_on - timezone.localdate() - timedelta(days=3)
    with time_machine.travel(timezone.now() + days):
        found = actions.remind(by=OPERATOR)
        assert (found, actions.remind(by=OPERATOR)) == (BookingReminder.objects.count(), 0)
        assert set(BookingReminder.objects.values_list("booking", "about")) == {
            (coming.pk, "upcoming"), (waiting.pk, "unanswered")
        }  # fmt: skip
        drain()
        to = sorted((each.to[0].partition("@")[0], each.subject[:12]) for each in mail.outbox)
    assert [who for who, _subject in to] == ["coordinator", "librarian", "librarian", "planner", "planner"]


def test_what_was_over_without_a_report_is_asked_of_the_provider_alone(town: Town):
    coming = terms.confirmed(town, days=20)
    told()
    assert coming.planned_on
    days = coming.planned_on - timezone.localdate() + timedelta(days=5)
    with time_machine.travel(timezone.now() + days):
        actions.remind(by=OPERATOR)
        assert set(told()) == {"librarian", "planner"}
    assert [each.about for each in BookingReminder.objects.all()] == ["unreported"]


def test_telling_a_line_again_tells_nothing_and_each_event_is_told(town: Town):
    cast.booking(town)
    drain()
    line = JournalLine.objects.get(event="booking.requested")
    assert (telling.note(line.pk), Notice.objects.count()) == (0, 2)
    assert REACTIONS.keys() >= TOLD.keys()


def _statements(deed: Any) -> int:
    with CaptureQueriesContext(connection) as seen:
        deed()
    return len(seen)


def test_who_hears_of_it_is_found_in_as_many_statements_for_one_school_as_for_three(town: Town):
    three = [each.pk for each in (town.kring, town.linde, town.college)]
    from_one = _statements(lambda: people.of_schools([town.kring.pk]))
    assert from_one == _statements(lambda: people.of_schools(three))


def test_a_paid_invoice_is_told_to_the_managers(town: Town):
    row = notes.issued(town)
    told()
    notes.paid(town, row)
    assert told() == {"librarian": f"Factuur {row.number} is betaald: \N{EURO SIGN}\N{NO-BREAK SPACE}250,00"}
