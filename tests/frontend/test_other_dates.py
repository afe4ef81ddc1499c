"""Other days, proposed back and forth on the pages of the two sides of a booking."""

from __future__ import annotations

from portal.bookings import actions as bookings
from portal.bookings.models import Booking, DateProposal
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor
from tests.portal.bookings.proposals import in_days, proposed


def test_a_day_goes_back_and_forth_until_both_agree(town: Town):
    row = booking(town)
    provider, school = Visitor(town, "librarian"), Visitor(town, "coordinator")
    page = provider.open(f"/provider/bookings/{row.pk}")
    done = provider.press(page, "Stel dit voor", wished_1=in_days(30).isoformat(), words="Dan is de zaal vrij")
    assert "Voorgesteld. De andere kant antwoordt" in done.text and "U stelde een andere dag voor" in done.text
    assert "Beantwoord de andere data die de aanbieder voorstelt" in school.open("/school").text
    page = school.open(f"/school/bookings/{row.pk}")
    assert "Er is u een andere dag voorgesteld" in page.text and "Dan is de zaal vrij" in page.text
    back = school.press(page, "Stel dit voor", wished_1=in_days(40).isoformat(), words="Liever een week later")
    assert "beantwoord met andere data" in back.text
    assert "Scholen die een andere dag voorstellen" in provider.open("/provider").text
    page = provider.open(f"/provider/bookings/{row.pk}")
    agreed = provider.press(page, "Ja, die dag is goed")
    assert "Het is bevestigd, en uw agenda gaat mee." in agreed.text
    found = Booking.objects.get()
    assert (found.status, found.wished_dates) == ("confirmed", [in_days(40).isoformat()])


def test_a_school_picks_one_of_the_days(town: Town):
    waiting = proposed(town)
    school = Visitor(town, "director")
    page = school.open(f"/school/bookings/{waiting.booking_id}")
    school.press(page, "Ja, die dag is goed", day=in_days(37).isoformat())
    assert Booking.objects.get().wished_dates == [in_days(37).isoformat()]


def test_a_refusal_needs_a_reason_and_is_read_by_the_other_side(town: Town):
    waiting = proposed(town)
    school = Visitor(town, "coordinator")
    page = school.open(f"/school/bookings/{waiting.booking_id}")
    empty = school.press(page, "Wijs deze dag af", reason=" ")
    assert empty.status == 400 and "Zeg waarom, of stel een andere dag voor." in empty.text
    school.press(empty, "Wijs deze dag af", reason="Dan is er sportdag")
    assert (
        "Antwoord: Dan is er sportdag" in Visitor(town, "planner").open(f"/provider/bookings/{waiting.booking_id}").text
    )


def test_who_proposed_takes_it_back(town: Town):
    waiting = proposed(town)
    provider = Visitor(town, "librarian")
    done = provider.press(provider.open(f"/provider/bookings/{waiting.booking_id}"), "Neem dit voorstel terug")
    assert "Teruggenomen." in done.text and DateProposal.objects.get().status == "taken_back"


def test_what_went_on_meanwhile_is_said(town: Town):
    waiting = proposed(town)
    school = Visitor(town, "coordinator")
    page = school.open(f"/school/bookings/{waiting.booking_id}")
    bookings.confirm(Booking.objects.get(), by=town.actor("librarian"))
    late = school.press(page, "Ja, die dag is goed")
    assert late.status in (409, 412) and Booking.objects.get().wished_dates == []


def test_a_proposal_without_a_day_shows_what_is_missing(town: Town):
    row = booking(town)
    provider = Visitor(town, "librarian")
    said = provider.press(provider.open(f"/provider/bookings/{row.pk}"), "Stel dit voor", words="Ander moment?")
    assert said.status == 400 and "Kies een dag." in said.text and "Ander moment?" in said.text


def test_a_page_costs_the_same_however_often_was_proposed(town: Town):
    row = booking(town, offer(town))
    school, address = Visitor(town, "coordinator"), f"/school/bookings/{row.pk}"
    bookings.take_dates_back(proposed(town, row), by=town.actor("librarian"))
    one = school.statements(lambda: school.open(address))
    for _number in range(2):
        bookings.take_dates_back(proposed(town, row), by=town.actor("librarian"))
    assert school.statements(lambda: school.open(address)) == one
