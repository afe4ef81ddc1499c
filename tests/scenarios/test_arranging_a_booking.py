"""Issue 5, "Arranging": from the request to the day itself, each side hears what it has to know, once."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.journal.outbox import drain
from catalogue.organisations import actions as organisations
from portal.bookings import actions as bookings
from portal.bookings.contacts import contacts_of
from portal.bookings.models import Booking
from portal.conversations import actions as conversations
from portal.conversations import queries
from portal.tasks import remind_of_bookings
from tests import cast
from tests.cast import Town
from tests.portal.bookings.proposals import in_days
from tests.portal.conversations.said import a_map


def heard() -> list[tuple[str, str]]:
    """Who got which letter since the last time, in the order of their names."""
    drain()
    letters = sorted((each.to[0].partition("@")[0], each.subject) for each in mail.outbox)
    mail.outbox.clear()
    return letters


def test_arranging_a_booking(town: Town):
    coordinator, planner = town.actor("coordinator"), town.actor("planner")
    drain()
    mail.outbox.clear()

    # De Kring asks the library for a reading hour in three weeks; the people of the library hear of it.
    booking = bookings.book(
        town.kring, cast.offer(town), units=1, pupils=25, wished_dates=[in_days(21)], by=coordinator
    )
    assert [who for who, _subject in heard()] == ["librarian", "planner"]

    # The planner has a question, with a map; the school answers. The municipality reads none of it.
    conversations.write(booking, words="Kunnen wij hier de bus kwijt?", file=a_map(), by=planner)
    assert heard() == [("coordinator", "Een bericht over “Voorleesuur” voor De Kring")]
    conversations.write(booking, words="Ja, achter de gymzaal.", by=coordinator)
    assert [said.side for said in queries.visible_to(planner)] == ["provider", "school"]
    assert not queries.visible_to(town.actor("officer")).exists()
    heard()

    # The library says yes: now both see whom to call.
    organisations.add_contact(town.kring, name="Directie", phone="030 1234567", by=coordinator)
    assert contacts_of(booking) is None
    bookings.confirm(booking, by=planner)
    confirmed = Booking.objects.select_related("revision__contact_person").get(pk=booking.pk)
    contacts = contacts_of(confirmed)
    assert contacts and contacts.school and contacts.school.phone == "030 1234567"
    assert [who for who, _subject in heard()] == ["coordinator"]

    # The coordinator falls ill. A few days before, both are reminded once, and who stands in as well.
    mine = organisations.add_contact(
        town.kring, name="Coördinator", email=town.membership["coordinator"].user.email, by=coordinator
    )
    stands_in = organisations.add_contact(town.kring, name="Invaller", email="invaller@kring.example", by=coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        organisations.set_away(
            mine, away_from=timezone.localdate(), away_until=None, substitute=stands_in, by=coordinator
        )
        remind_of_bookings()
        told = heard()
        remind_of_bookings()
        assert heard() == []
    assert [who for who, _subject in told] == ["coordinator", "invaller", "librarian", "planner"]
    assert all("“Voorleesuur” voor De Kring" in subject for _who, subject in told)
