"""One booking, seen by the provider: confirm, decline, report the delivery, correct it."""

from __future__ import annotations

from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from tests.cast import Town, booking
from tests.frontend.visitor import Page, Visitor


def _open(town: Town, row: Booking, who: str = "librarian") -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/provider/bookings/{row.pk}")


def test_confirming_a_request(town: Town):
    row = booking(town)
    visitor, page = _open(town, row, "planner")
    assert page.title == "De Kring" and "wacht op uw antwoord" in page.text
    done = visitor.press(page, "Ja, wij doen dit")
    assert "Bevestigd." in done.text and Booking.objects.get().status == "confirmed"


def test_declining_needs_a_reason(town: Town):
    row = booking(town)
    visitor, page = _open(town, row)
    refused = visitor.press(page, "Nee, wij kunnen dit niet doen")
    assert refused.status == 400 and Booking.objects.get().status == "requested"
    done = visitor.press(refused, "Nee, wij kunnen dit niet doen", reason="Die week zijn wij dicht")
    assert "Die week zijn wij dicht" in done.text and Booking.objects.get().status == "declined"


def test_a_disputed_report_is_corrected(town: Town):
    row = booking(town, status="delivered")
    bookings.dispute(row, reason="Er waren 40 kinderen", by=town.actor("coordinator"))
    visitor, page = _open(town, row)
    assert "Er waren 40 kinderen" in page.text
    done = visitor.press(page, "Geleverd", pupils_reached="40")
    assert Booking.objects.get().status == "delivered" and "40" in done.text


def test_numbers_that_cannot_be_are_named(town: Town):
    row = booking(town, status="confirmed")
    visitor, page = _open(town, row)
    wrong = visitor.press(page, "Geleverd", sessions="-1", hours="veel")
    assert wrong.status == 400 and "-1" in wrong.text and not Booking.objects.get().deliveries.exists()


def test_a_page_that_is_behind_changes_nothing(town: Town):
    row = booking(town)
    visitor, page = _open(town, row)
    bookings.withdraw(Booking.objects.get(), by=town.actor("coordinator"))
    assert visitor.press(page, "Ja, wij doen dit").status == 412
    assert Booking.objects.get().status == "withdrawn"


def test_another_provider_sees_nothing_of_it(town: Town):
    row = booking(town)
    visitor, page = _open(town, row, "musician")
    assert page.status == 404
    for deed in ("confirm", "decline", "deliver"):
        assert visitor.client.post(f"/provider/bookings/{row.pk}/{deed}", {"reason": "nee"}).status_code == 404
