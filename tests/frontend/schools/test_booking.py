"""One booking of the school: what was agreed, where it stands, and what the school can do now."""

from __future__ import annotations

from decimal import Decimal

import pytest

from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Page, Visitor


def _open(town: Town, who: str, row: Booking) -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/school/bookings/{row.pk}")


def _proposal(town: Town) -> Booking:
    return bookings.book(town.kring, offer(town), units=2, pupils=50, by=town.actor("teacher"))


def _deeds(page: Page) -> list[str]:
    return page.all("//main//form//button")


def test_the_budget_holder_approves_a_proposal(town: Town):
    row = _proposal(town)
    visitor, page = _open(town, "director", row)
    assert "wacht op akkoord binnen de school" in page.text
    assert "U hebt nu € 3.000,00 U houdt over € 2.750,00" in page.text
    done = visitor.press(page, "Keur goed en vraag het aan")
    assert "Goedgekeurd. De aanbieder heeft uw aanvraag." in done.text
    assert "wacht op de aanbieder" in done.text and "waarvan gereserveerd € 250,00" in done.text
    assert Booking.objects.get().status == "requested"


@pytest.mark.parametrize("who", ["teacher", "coordinator"])
def test_nobody_else_of_the_school_approves(town: Town, who: str):
    row = _proposal(town)
    visitor, page = _open(town, who, row)
    assert "Keur goed en vraag het aan" not in _deeds(page)
    assert visitor.client.post(f"/school/bookings/{row.pk}/approve").status_code == 403
    assert Booking.objects.get().status == "proposed"


def test_withdrawing_frees_the_money(town: Town):
    row = booking(town)
    visitor, page = _open(town, "coordinator", row)
    done = visitor.press(page, "Trek deze aanvraag in")
    assert "Ingetrokken. Er is niets meer voor gereserveerd." in done.text
    assert Account.objects.get(school=town.kring).available == Decimal("3000.00")
    assert _deeds(done) == []


def test_a_confirmed_booking_is_cancelled_with_a_reason(town: Town):
    row = booking(town, status="confirmed")
    visitor, page = _open(town, "coordinator", row)
    done = visitor.press(page, "Annuleer deze boeking", reason="Het lokaal is er niet")
    assert "Geannuleerd. De aanbieder weet het." in done.text and "“Het lokaal is er niet”" in done.text


def test_a_delivery_is_shown_and_accepted(town: Town):
    row = booking(town, status="delivered")
    visitor, page = _open(town, "coordinator", row)
    assert "Wat de aanbieder meldde" in page.text and "48 (geboekt: 50)" in page.text
    done = visitor.press(page, "Ja, dit is geleverd")
    assert "Dank u wel. De aanbieder kan nu worden betaald." in done.text
    assert Booking.objects.get().status == "accepted"


def test_a_dispute_needs_a_reason_and_keeps_what_was_typed(town: Town):
    row = booking(town, status="delivered")
    visitor, page = _open(town, "coordinator", row)
    empty = visitor.press(page, "Nee, dit klopt niet", reason=" ")
    assert empty.status == 400 and empty.html.xpath("//details[@open]//textarea[@aria-invalid='true']")
    done = visitor.press(empty, "Nee, dit klopt niet", reason="Er was één les, geen twee")
    assert Booking.objects.get().status == "disputed" and "“Er was één les, geen twee”" in done.text


def test_pressing_twice_does_it_once(town: Town):
    row = booking(town, status="delivered")
    visitor, page = _open(town, "coordinator", row)
    first, second = (visitor.press(page, "Ja, dit is geleverd") for _ in range(2))
    assert first.status == second.status == 200 and "Dank u wel." in second.text
    assert Booking.objects.get().status == "accepted"


def test_a_page_that_is_behind_changes_nothing(town: Town):
    row = booking(town)
    visitor, page = _open(town, "coordinator", row)
    bookings.confirm(Booking.objects.get(), by=town.actor("librarian"))
    behind = visitor.press(page, "Trek deze aanvraag in")
    assert behind.status == 412 and "Er is niets veranderd." in behind.text
    assert Booking.objects.get().status == "confirmed"


def test_a_deed_at_the_wrong_moment_is_refused_in_words(town: Town):
    row = booking(town)
    visitor = Visitor(town, "coordinator")
    answer = visitor.client.post(f"/school/bookings/{row.pk}/cancel", {"reason": "toch niet"})
    assert answer.status_code == 409 and "Dat is niet gelukt" in answer.content.decode()
    assert visitor.client.post(f"/school/bookings/{row.pk}/onzin").status_code == 404
    assert visitor.client.get(f"/school/bookings/{row.pk}/cancel").status_code == 405


def test_the_history_says_who_did_what(town: Town):
    row = booking(town, status="accepted")
    _visitor, page = _open(town, "director", row)
    steps = page.all("//ol[@class='timeline']/li")
    assert [step.split(" ", 1)[0] for step in steps] == ["Aangevraagd", "Bevestigd", "Levering", "Levering"]
    assert "librarian (Bibliotheek De Boekenboom)" in steps[1]


def test_another_school_sees_nothing_of_it(town: Town):
    row = booking(town)
    visitor, page = _open(town, "other_coordinator", row)
    assert page.status == 404
    assert visitor.client.post(f"/school/bookings/{row.pk}/withdraw").status_code == 404
    assert Booking.objects.get().status == "requested"


def test_the_board_does_it_for_its_schools(town: Town):
    row = _proposal(town)
    visitor, page = _open(town, "board", row)
    assert "wacht op de aanbieder" in visitor.press(page, "Keur goed en vraag het aan").text
