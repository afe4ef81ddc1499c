"""Asking for an offer: how much, for whom, when; what it costs and what the school keeps."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from catalogue.offers import actions as offers
from portal.bookings.models import Booking
from portal.budgets.models import Account
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor

ASK, PROPOSE = "Vraag aan voor onze school", "Stel voor aan onze school"


def _form(town: Town, who: str, **said: object) -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/school/book/{offer(town, **said).pk}")


def test_before_asking_the_school_reads_what_it_costs_and_keeps(town: Town):
    visitor, page = _form(town, "coordinator")
    assert page.title == "Boek “Voorleesuur”"
    assert "U hebt nu € 3.000,00 Deze boeking − € 125,00 U houdt over € 2.875,00" in page.text
    again = visitor.press(page, "Reken het opnieuw uit", units="4", pupils="80")
    assert "Deze boeking − € 500,00 U houdt over € 2.500,00" in again.text
    assert again.html.xpath("//input[@name='units']/@value") == ["4"]


def test_a_coordinator_asks_the_provider_at_once(town: Town):
    visitor, page = _form(town, "coordinator")
    wish = timezone.localdate() + timedelta(days=30)
    asked = visitor.press(
        page, ASK, units="2", pupils="50", year_groups=["5", "6"], wished_1=wish.isoformat(), remarks="Lokaal 3"
    )
    booking = Booking.objects.get()
    assert asked.path == f"/school/bookings/{booking.pk}"
    assert "U hebt “Voorleesuur” aangevraagd bij Bibliotheek De Boekenboom." in asked.text
    assert "wacht op de aanbieder" in asked.text and "groep 5, groep 6" in asked.text and "Lokaal 3" in asked.text
    assert (booking.status, booking.units, booking.pupils, booking.amount) == ("requested", 2, 50, Decimal("250.00"))
    assert booking.wished_dates == [wish.isoformat()]
    assert Account.objects.get(school=town.kring).reserved == Decimal("250.00")


def test_a_teacher_proposes_and_nothing_is_reserved_yet(town: Town):
    visitor, page = _form(town, "teacher")
    assert "Uw budgethouder kijkt er eerst naar." in page.text
    proposed = visitor.press(page, PROPOSE, units="1", pupils="25")
    assert "wacht op de budgethouder van uw school" in proposed.text
    assert Booking.objects.get().status == "proposed"
    assert Account.objects.get(school=town.kring).reserved == 0


def test_a_fixed_offer_costs_the_school_nothing(town: Town):
    visitor, page = _form(town, "coordinator", kind="fixed")
    assert "de gemeente betaalt. Het kost niets van het budget van uw school." in page.text
    visitor.press(page, ASK, units="1", pupils="25")
    assert Account.objects.get(school=town.kring).available == Decimal("3000.00")


def test_a_date_of_the_offer_can_be_chosen(town: Town):
    made = offer(town)
    starts = timezone.make_aware(datetime(2031, 3, 10, 13, 30))
    moment = offers.add_session(made, starts_at=starts, ends_at=starts + timedelta(hours=1), by=town.actor("librarian"))
    visitor = Visitor(town, "coordinator")
    page = visitor.open(f"/school/book/{made.pk}")
    assert "ma 10 maart 2031, 13:30–14:30" in page.text and "Eerste wensdatum" not in page.text
    asked = visitor.press(page, ASK, units="1", pupils="20", session=str(moment.pk))
    assert Booking.objects.get().session == moment and "ma 10 maart 2031" in asked.text


def test_pressing_twice_books_once_and_shows_the_same(town: Town):
    visitor, page = _form(town, "coordinator")
    first = visitor.press(page, ASK, units="2", pupils="50")
    second = visitor.press(page, ASK, units="2", pupils="50")
    assert Booking.objects.count() == 1
    assert first.path == second.path and second.status == 200


def test_going_back_and_asking_something_else_is_something_else(town: Town):
    visitor, page = _form(town, "coordinator")
    visitor.press(page, ASK, units="2", pupils="50")
    visitor.press(page, ASK, units="3", pupils="50")
    assert sorted(Booking.objects.values_list("units", flat=True)) == [2, 3]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("units", "twee", "U vulde “twee” in; vul een heel getal in van 1 tot en met 100000."),
        ("units", "0", "U vulde “0” in"),
        ("units", "-1", "U vulde “-1” in"),
        ("units", "1e9", "U vulde “1e9” in"),
        ("units", "9" * 400, "vul een heel getal in"),
        ("units", "NaN", "U vulde “NaN” in"),
        ("pupils", "", "vereist"),
        ("pupils", "1.5", "U vulde “1.5” in"),
        ("units", "21", "21"),
        ("wished_1", "gisteren", "Vul een datum in, zoals 15-03-2027."),
        ("wished_1", "2020-01-01", "1 januari 2020"),
        ("remarks", "x" * 1001, "1000"),
        ("year_groups", ["99"], "99"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(town: Town, field: str, value: object, said: str):
    visitor, page = _form(town, "coordinator")
    filled = {"units": "2", "pupils": "40", "remarks": "Graag in de ochtend"} | {field: value}
    back = visitor.press(page, ASK, **filled)
    assert back.status == 400
    assert said in " ".join(back.all("//*[contains(@class, 'faults')]"))
    assert back.html.xpath(f"//*[@name='{field}'][@aria-invalid='true']") or field == "year_groups"
    if field != "remarks":
        assert back.all("//textarea[@name='remarks']") == ["Graag in de ochtend"]
    assert not Booking.objects.exists()


def test_too_little_budget_is_said_in_words_and_everything_stays(town: Town):
    visitor, page = _form(town, "coordinator", price=Decimal("400.00"))
    back = visitor.press(page, ASK, units="8", pupils="100", remarks="Voor de bovenbouw")
    assert back.status == 409
    assert "Dat is niet gelukt" in back.text and "Er is niets veranderd." in back.text
    assert "Dit is € 200,00 meer dan uw school heeft." in back.text
    assert back.html.xpath("//input[@name='units']/@value") == ["8"]
    assert back.all("//textarea[@name='remarks']") == ["Voor de bovenbouw"]
    assert not Booking.objects.exists()
    better = visitor.press(back, ASK, units="7")
    assert better.status == 200 and Booking.objects.get().amount == Decimal("2800.00")


def test_what_was_refused_can_be_tried_again_unchanged(town: Town):
    """A refusal is not kept: the municipality gives more money, and the same form succeeds."""
    visitor, page = _form(town, "coordinator", capacity=1)
    assert visitor.press(page, ASK, units="2", pupils="20").status == 409
    made = Visitor(town, "coordinator").open("/offers")
    assert made.status == 200 and not Booking.objects.exists()
    assert visitor.press(page, ASK, units="1", pupils="20").status == 200


def test_an_offer_of_another_sector_cannot_be_booked(town: Town):
    _visitor, page = _form(town, "coordinator", sectors=["VO"], year_groups=["vo1"])
    assert page.status == 409 and "niet voor uw soort onderwijs" in page.text


def test_what_does_not_exist_or_is_not_published_is_not_there(town: Town):
    draft = offer(town, publish=False)
    for pk in (uuid4(), draft.pk):
        assert Visitor(town, "coordinator").open(f"/school/book/{pk}").status == 404


@pytest.mark.parametrize("who", ["librarian", "officer", "finance", "controller", "admin"])
def test_others_than_schools_book_nothing(town: Town, who: str):
    made = offer(town)
    visitor = Visitor(town, who)
    assert visitor.open(f"/school/book/{made.pk}").status == 403
    assert visitor.client.post(f"/school/book/{made.pk}", {"units": 1, "pupils": 20}).status_code == 403
    assert not Booking.objects.exists()


def test_who_is_not_signed_in_is_asked_to(town: Town):
    made = offer(town)
    page = Visitor().open(f"/school/book/{made.pk}")
    assert page.path == f"/accounts/login/?next=/school/book/{made.pk}"
