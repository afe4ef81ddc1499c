"""Reporting deliveries in a minute: this week's on the first page, a part at a time, corrections with a reason."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from catalogue.offers import actions as offers
from portal.bookings import actions as bookings
from portal.bookings.models import Booking, Delivery
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor


def test_only_what_is_due_this_week_stands_on_the_first_page(town: Town):
    now, made = timezone.now(), offer(town)
    later = offers.add_session(
        made, starts_at=now + timedelta(days=30), ends_at=now + timedelta(days=30, hours=1), by=town.actor("librarian")
    )
    row = bookings.book(town.kring, made, units=1, pupils=20, session=later, by=town.actor("coordinator"))
    bookings.confirm(row, by=town.actor("planner"))
    page = Visitor(town, "planner").open("/provider")
    assert "Geleverd" not in " ".join(page.buttons()) and "Alles wat u levert (1 later)" in page.text
    booking(town, made, status="confirmed", units=1)
    assert "Geleverd" in " ".join(Visitor(town, "planner").open("/provider").buttons())


def test_from_signing_in_it_takes_one_tap(town: Town):
    booking(town, status="confirmed")
    visitor = Visitor(town, "planner")
    page = visitor.open("/provider")
    assert page.html.xpath("//main//section/@aria-labelledby")[0] == "deliveries", "above everything else"
    assert visitor.press(page, "Geleverd").path == "/provider" and Booking.objects.get().status == "delivered"


def test_a_part_is_reported_and_the_rest_is_filled_in_for_the_next_time(town: Town):
    booking(town, status="confirmed")
    visitor = Visitor(town, "planner")
    done = visitor.press(visitor.open("/provider"), "Geleverd", sessions="1", more="on", hours="1,5", remarks="Fijn")
    assert (
        "Een deel van “Voorleesuur” voor De Kring is gemeld" in done.text and "Tot nu toe gemeld: 1 keer" in done.text
    )
    assert done.html.xpath("//input[@name='sessions']/@value") == ["1"], "two were booked"
    visitor.press(done, "Geleverd")
    assert Booking.objects.get().status == "delivered" and Delivery.objects.count() == 2


def test_who_was_there_is_counted_on_the_page_of_the_booking(town: Town):
    row = booking(town, status="confirmed")
    visitor = Visitor(town, "planner")
    page = visitor.open(f"/provider/bookings/{row.pk}")
    counts = {"enrolled_1": "25", "present_1": "24", "enrolled_2": "25", "present_2": "25"}
    assert "24 van 25 · 25 van 25" in visitor.press(page, "Geleverd", **counts).text
    assert Delivery.objects.get().attendance == [[25, 24], [25, 25]]


def test_a_report_is_corrected_with_a_reason_that_the_school_reads(town: Town):
    row = booking(town, status="delivered")
    visitor = Visitor(town, "planner")
    page = visitor.open(f"/provider/bookings/{row.pk}")
    refused = visitor.press(page, "Verbeter deze melding", pupils_reached="40")
    assert refused.status == 400 and "40" in refused.html.xpath("//input[@name='pupils_reached']/@value")
    visitor.press(refused, "Verbeter deze melding", reason="Acht zieken")
    school = Visitor(town, "coordinator").open(f"/school/bookings/{row.pk}").text
    assert "Waarom het veranderde: Acht zieken" in school and "40 (geboekt: 50)" in school


def test_a_dispute_is_explained_instead(town: Town):
    row = booking(town, status="delivered")
    bookings.dispute(row, reason="Eén les", sessions=1, pupils_reached=24, by=town.actor("coordinator"))
    visitor = Visitor(town, "planner")
    page = visitor.open(f"/provider/bookings/{row.pk}")
    assert "De school telde: 1 keer, 24 leerlingen." in page.text
    done = visitor.press(page, "Onze melding klopt: leg het uit", reason="De tweede was op vrijdag")
    assert "De school leest uw uitleg." in done.text and Booking.objects.get().status == "delivered"


def test_a_report_of_another_booking_is_not_there(town: Town):
    row, other = booking(town, status="delivered", units=1), booking(town, status="delivered", units=1)
    client = Visitor(town, "planner").client
    assert client.post(f"/provider/bookings/{row.pk}/reports/{other.deliveries.get().pk}").status_code == 404
