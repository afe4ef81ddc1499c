"""School and provider do not agree: from one tap of the school to the decision of the officer, as pages."""

from __future__ import annotations

from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from tests.cast import Town, booking
from tests.frontend.visitor import Visitor


def _disputed(town: Town, times: int) -> Booking:
    row = booking(town, status="delivered")
    for number in range(times):
        if number:
            bookings.explain(row, words="Wel gegeven", by=town.actor("planner"))
        bookings.dispute(row, reason="Eén les", sessions=1, pupils_reached=24, by=town.actor("coordinator"))
    return row


def test_the_school_agrees_with_one_tap_on_its_first_page(town: Town):
    booking(town, status="delivered")
    visitor = Visitor(town, "coordinator")
    page = visitor.open("/school")
    assert "Gemeld: 2 keer, 48 leerlingen" in page.text
    assert "Dank u wel." in visitor.press(page, "Ja, dit is geleverd").text
    assert Booking.objects.get().status == "accepted"


def test_the_school_disputes_with_what_it_counted(town: Town):
    row = booking(town, status="delivered")
    visitor = Visitor(town, "coordinator")
    page = visitor.open(f"/school/bookings/{row.pk}")
    assert "Zonder antwoord geldt het vanaf" in page.text
    half = visitor.press(page, "Nee, dit klopt niet", reason="Eén les", sessions="1")
    assert half.status == 400 and "Vul allebei in" in half.text
    done = visitor.press(half, "Nee, dit klopt niet", pupils_reached="24")
    assert "De school telde: 1 keer, 24 leerlingen." in done.text and Booking.objects.get().status == "disputed"


def test_the_officer_waits_for_the_provider(town: Town):
    row = _disputed(town, 1)
    visitor = Visitor(town, "officer")
    page = visitor.open(f"/municipality/bookings/{row.pk}")
    assert "De aanbieder mag eerst antwoorden." in page.text
    refused = visitor.press(page, "Besluiten", verdict="as_seen", reason="Het rooster")
    assert refused.status == 409 and "Het rooster" in refused.text


def test_the_officer_decides_and_both_read_why(town: Town):
    row = _disputed(town, 2)
    visitor = Visitor(town, "officer")
    assert f"/municipality/bookings/{row.pk}" in visitor.open("/municipality").links()
    page = visitor.open(f"/municipality/bookings/{row.pk}")
    assert "Vul dit in" not in page.text and visitor.press(page, "Besluiten", verdict="as_seen").status == 400
    done = visitor.press(page, "Besluiten", verdict="as_seen", reason="Het rooster")
    assert "Besluit van de gemeente: zoals de school het telde. Het rooster" in done.text
    for who, where in (("coordinator", "school"), ("planner", "provider")):
        assert "Het rooster" in Visitor(town, who).open(f"/{where}/bookings/{row.pk}").text


def test_others_of_the_town_hall_read_only(town: Town):
    row = _disputed(town, 2)
    page = Visitor(town, "assessor").open(f"/municipality/bookings/{row.pk}")
    assert "Besluiten" not in page.buttons() and "Eén les" in page.text
