"""The conversation on the page of a booking: written, read, answered and taken back without JavaScript."""

from __future__ import annotations

from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.conversations.said import a_map, message


def test_from_the_school_to_the_provider_and_back(town: Town):
    booking = cast.booking(town, status="confirmed")
    school, provider = Visitor(town, "coordinator"), Visitor(town, "planner")
    page = school.open(f"/school/bookings/{booking.pk}")
    assert "Nog niemand schreef" in page.text
    sent = school.press(page, "Verstuur dit bericht", words="Is er een beamer?\n\nWij hebben er geen.", file=a_map())
    assert "Verstuurd. De andere kant leest het hier." in sent.text and "Gelezen" not in sent.text
    home = provider.open("/provider")
    assert "Scholen die u schreven" in home.text
    assert f"/provider/bookings/{booking.pk}#conversation" in home.links()
    read = provider.open(f"/provider/bookings/{booking.pk}")
    assert "Is er een beamer?" in read.text
    (file,) = [link for link in read.links() if "/messages/files/" in link]
    assert provider.open(file).response.content.startswith(b"%PDF-")
    assert "Scholen die u schreven" not in provider.open("/provider").text
    provider.press(read, "Verstuur dit bericht", words="Ja, in zaal 2.")
    task = f"/school/bookings/{booking.pk}#conversation"
    assert task in school.open("/school").links()
    back = school.open(f"/school/bookings/{booking.pk}")
    assert "Ja, in zaal 2." in back.text and "Gelezen door de andere kant" in back.text
    assert task not in school.open("/school").links()


def test_a_wrong_message_is_refused_with_what_was_filled_in(town: Town):
    booking = cast.booking(town)
    visitor = Visitor(town, "coordinator")
    page = visitor.open(f"/school/bookings/{booking.pk}")
    refused = visitor.press(page, "Verstuur dit bericht", words="Met de lijst", file=a_map("lijst.exe"))
    assert refused.status == 400 and "Met de lijst" in refused.text and "lijst.exe" in refused.text
    assert visitor.press(page, "Verstuur dit bericht", words=" ").status == 400


def test_the_same_form_twice_is_one_message(town: Town):
    booking = cast.booking(town)
    visitor = Visitor(town, "librarian")
    page = visitor.open(f"/provider/bookings/{booking.pk}")
    for _time in range(2):
        visitor.press(page, "Verstuur dit bericht", words="Tot dan")
    assert booking.messages.count() == 1


def test_an_own_message_is_taken_back_and_the_other_sees_that(town: Town):
    said = message(town, words="Verkeerde boeking")
    visitor = Visitor(town, "coordinator")
    path = f"/school/bookings/{said.booking_id}"
    assert "Neem dit bericht terug" not in " ".join(Visitor(town, "director").open(path).buttons())
    after = visitor.press(visitor.open(path), "Neem dit bericht terug")
    assert "Dit bericht is teruggenomen." in after.text and "Verkeerde boeking" not in after.text
    other = Visitor(town, "librarian").open(f"/provider/bookings/{said.booking_id}")
    assert "Dit bericht is teruggenomen." in other.text


def test_a_colleague_who_only_looks_on_reads_nothing_for_the_school(town: Town):
    said = message(town, who="librarian", words="Tot dan")
    page = Visitor(town, "teacher").open(f"/school/bookings/{said.booking_id}")
    assert "Tot dan" in page.text and "Verstuur dit bericht" not in " ".join(page.buttons())
    said.refresh_from_db()
    assert said.read_at is None


def test_a_booking_costs_the_same_statements_with_one_and_with_three_messages(town: Town):
    booking = cast.booking(town)
    visitor = Visitor(town, "coordinator")
    message(town, booking, file=a_map())
    path = f"/school/bookings/{booking.pk}"
    one = visitor.statements(lambda: visitor.open(path))
    for _each in range(2):
        message(town, booking, file=a_map())
    assert visitor.statements(lambda: visitor.open(path)) == one
