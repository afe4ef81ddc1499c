"""Waiting for an offer that is full, on the pages: from the full form to the place that was kept."""

from __future__ import annotations

from decimal import Decimal

from catalogue.journal.outbox import drain
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.waiting.full import join


def test_from_full_to_booked_in_turn(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=1)
    linde = town.actor("other_coordinator")
    held = bookings.book(town.linde, made, units=1, pupils=20, by=linde)
    visitor = Visitor(town, "coordinator")
    page = visitor.open(f"/school/book/{made.pk}")
    waits = visitor.press(page, "Zet ons op de wachtlijst", units="1", pupils="20")
    assert "Nummer 1 in de rij" in waits.text and "U bent de volgende" in waits.text
    bookings.withdraw(held, by=linde)
    refused = Visitor(town, "other_coordinator")
    form = refused.open(f"/school/book/{made.pk}")
    assert "1 school wacht op een plek" in form.text
    slips = refused.press(form, "Vraag aan voor onze school", units="1", pupils="20")
    assert slips.status == 409 and "Anderen wachten op een plek" in slips.text
    drain()
    assert "Neem de plek die voor u wordt vastgehouden" in visitor.open("/school").text
    booked = visitor.press(visitor.open("/school/waiting"), "Neem deze plek: Voorleesuur")
    assert "Geboekt. De aanbieder heeft uw aanvraag." in booked.text


def test_a_teacher_may_wait_but_not_take_and_anybody_may_leave(town: Town):
    made = cast.offer(town, price=Decimal("10.00"), capacity=1)
    held = bookings.book(town.linde, made, units=1, pupils=20, by=town.actor("other_coordinator"))
    teacher = Visitor(town, "teacher")
    teacher.press(teacher.open(f"/school/book/{made.pk}"), "Zet ons op de wachtlijst", units="1", pupils="20")
    bookings.withdraw(held, by=town.actor("other_coordinator"))
    drain()
    page = teacher.open("/school/waiting")
    assert not [button for button in page.buttons() if button.startswith("Neem deze plek")]
    gone = teacher.press(page, "Laat hem aan wie volgt: Voorleesuur")
    assert "Uw school wacht er niet meer op." in gone.text and "U wacht nergens op" in gone.text


def test_the_page_costs_the_same_for_one_place_and_for_many(town: Town):
    visitor, who = Visitor(town, "coordinator"), (town.kring, town.actor("coordinator"))

    def wait(number: int) -> None:
        made = cast.offer(town, title=f"Vol {number}", price=Decimal("1.00"), capacity=1)
        bookings.book(town.linde, made, units=1, pupils=20, by=town.actor("other_coordinator"))
        join(who, made)

    wait(0)
    one = visitor.statements(lambda: visitor.open("/school/waiting"))
    for number in range(1, 5):
        wait(number)
    assert visitor.statements(lambda: visitor.open("/school/waiting")) == one


def test_the_waiting_list_is_offered_only_where_places_lack(town: Town):
    def asked(price: str, units: str) -> list[str]:
        made = cast.offer(town, price=Decimal(price), capacity=3)
        visitor = Visitor(town, "coordinator")
        page = visitor.open(f"/school/book/{made.pk}")
        assert "Zet ons op de wachtlijst" not in page.buttons()
        refused = visitor.press(page, "Vraag aan voor onze school", units=units, pupils="40")
        assert refused.status == 409
        return refused.buttons()

    assert "Zet ons op de wachtlijst" in asked("1.00", "4")
    assert "Zet ons op de wachtlijst" not in asked("9000.00", "2")
