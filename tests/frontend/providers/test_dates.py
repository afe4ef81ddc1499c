"""The dates of an offer: a month at a glance, one or many planned, changed, taken away."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer, Session
from portal.bookings import actions as bookings
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor

BUTTON = "Plan deze datum"


def planned(town: Town, made: Offer, day: str = "2027-03-15", **said: int) -> Session:
    starts = timezone.make_aware(datetime.fromisoformat(f"{day}T13:30"))
    return offers.add_session(
        made, starts_at=starts, ends_at=starts + timedelta(hours=1), place="Zaal", by=town.actor("planner"), **said
    )


def dates(town: Town, made: Offer, **query: str) -> Page:
    return Visitor(town, "planner").open(f"/provider/offers/{made.pk}/dates", **query)


def test_planning_a_date(town: Town):
    made = offer(town)
    visitor, page = Visitor(town, "planner"), dates(town, made, day="2027-03-15")
    assert page.html.xpath("//input[@name='day']/@value") == ["2027-03-15"]
    wrong = visitor.press(page, BUTTON, starts="15:00", ends="14:00")
    assert wrong.status == 400 and not made.sessions.exists()
    done = visitor.press(page, BUTTON, starts="13:30", ends="15:00", capacity="2")
    assert "ma 15 maart 2027, 13:30–15:00" in done.text and made.sessions.get().capacity == 2


def test_the_month_is_a_table_with_the_days_of_the_week_above_it(town: Town):
    made = offer(town)
    planned(town, made, capacity=3)
    page = dates(town, made, month="2027-03")
    assert page.all("//table[@class='month']//th") == ["ma", "di", "wo", "do", "vr", "za", "zo"]
    (cell,) = [each for each in page.all("//table[@class='month']//td") if "13:30–14:30" in each]
    assert "Plan een datum op ma 15 maart 2027" in cell and "0 van 3 plaatsen bezet" in cell
    assert {"?month=2027-02", "?month=2027-04"} <= set(page.links())


def test_without_a_month_it_opens_at_the_next_date(town: Town):
    made = offer(town)
    planned(town, made, "2031-05-12")
    assert dates(town, made).all("//caption") == ["mei 2031"]
    assert dates(town, made, month="onzin").status == 200


def test_a_series_says_which_days_it_left_out_and_why(town: Town):
    made = offer(town)
    planned(town, made, "2027-03-08")
    done = Visitor(town, "planner").press(
        dates(town, made), BUTTON, day="2027-02-15", starts="13:30", ends="14:30", place="Zaal", every="week",
        times="5", skip_holidays="midden", skip_days="1-3-2027",
    )  # fmt: skip
    assert "2 datums gepland." in done.text and made.sessions.count() == 3
    assert "ma 22 februari 2027: Overgeslagen: Voorjaarsvakantie." in done.text
    assert "ma 1 maart 2027: Overgeslagen" in done.text
    assert "ma 8 maart 2027: Dit aanbod heeft daar op dat moment al een datum." in done.text


def test_a_series_without_an_end_keeps_what_was_typed(town: Town):
    made = offer(town)
    wrong = Visitor(town, "planner").press(
        dates(town, made), BUTTON, day="2027-02-15", starts="13:30", ends="14:30", every="week", skip_days="morgen"
    )
    assert wrong.status == 400 and "“morgen”" in wrong.text
    assert wrong.html.xpath("//input[@name='starts']/@value") == ["13:30"]


def test_a_date_is_changed_and_taken_away(town: Town):
    made = offer(town)
    session, visitor = planned(town, made), Visitor(town, "planner")
    page = visitor.open(f"/provider/sessions/{session.pk}")
    assert page.title == "ma 15 maart 2027, 13:30–14:30"
    done = visitor.press(page, "Bewaar deze datum", day="2027-03-16", capacity="4")
    assert "di 16 maart 2027, 13:30–14:30" in done.text
    visitor.press(visitor.open(f"/provider/sessions/{session.pk}"), "Haal deze datum weg")
    assert not Session.objects.exists()


def test_a_booked_date_says_why_it_stays(town: Town):
    made = offer(town)
    session, visitor = planned(town, made), Visitor(town, "planner")
    before = visitor.open(f"/provider/sessions/{session.pk}")
    bookings.book(town.kring, made, units=1, pupils=20, session=session, by=town.actor("coordinator"))
    refused = visitor.press(before, "Haal deze datum weg")
    assert refused.status == 409 and "Scholen hebben deze datum geboekt." in refused.text
    assert visitor.press(before, "Bewaar deze datum", starts="09:00").status == 409
    assert Session.objects.exists()


def test_another_providers_date_is_not_there(town: Town):
    session = planned(town, offer(town))
    visitor = Visitor(town, "musician")
    assert visitor.open(f"/provider/sessions/{session.pk}").status == 404
    assert visitor.client.post(f"/provider/sessions/{session.pk}/remove").status_code == 404


def test_a_month_costs_the_same_for_one_date_as_for_three(town: Town):
    made, visitor = offer(town), Visitor(town, "planner")

    def look() -> Page:
        return visitor.open(f"/provider/offers/{made.pk}/dates", month="2027-03")

    planned(town, made)
    one = visitor.statements(look)
    for day in ("2027-03-16", "2027-03-17"):
        planned(town, made, day)
    assert visitor.statements(look) == one
