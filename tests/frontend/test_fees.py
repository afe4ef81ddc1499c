"""What cancelling late and not being there costs, in words before it is done."""

from __future__ import annotations

import pytest

from portal.bookings.models import Booking
from portal.budgets.queries import verify
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.bookings.terms import confirmed, late


def test_a_school_reads_the_fee_before_it_cancels(town: Town):
    row = confirmed(town)
    school = Visitor(town, "coordinator")
    page = school.open(f"/school/bookings/{row.pk}")
    assert "Annuleren kost nu € 125,00: 50% van € 250,00." in page.text and "Kies een andere dag" not in page.text
    done = school.press(page, "Annuleer deze boeking", reason="Griep")
    assert "te laat geannuleerd, met kosten" in done.text and "Kosten van te laat annuleren € 125,00" in done.text
    assert "waarvan gereserveerd € 125,00" in done.text and verify() == []


def test_while_it_is_free_the_page_says_until_when(town: Town):
    row = confirmed(town, days=20)
    page = Visitor(town, "coordinator").open(f"/school/bookings/{row.pk}")
    assert "Annuleren is gratis tot en met" in page.text and "Daarna kost het € 125,00 (50%)." in page.text
    assert "Kies een andere dag" in page.text


def test_a_provider_reports_that_nobody_was_there(town: Town):
    row = confirmed(town, days=0)
    provider = Visitor(town, "planner")
    page = provider.open(f"/provider/bookings/{row.pk}")
    assert "U mag hiervoor € 250,00 (100%) declareren." in page.text
    done = provider.press(page, "Wij kwamen, en er was niemand", reason="De deur was dicht")
    assert "Kosten: er was niemand € 250,00" in done.text and Booking.objects.get().status == "delivered"


def test_before_the_day_nobody_can_be_missed(town: Town):
    row = confirmed(town, days=3)
    assert "er was niemand" not in Visitor(town, "planner").open(f"/provider/bookings/{row.pk}").text


def test_a_provider_calls_off_and_another_does_not_ask_the_fee(town: Town):
    row, other = confirmed(town), late(town)
    provider = Visitor(town, "librarian")
    done = provider.press(provider.open(f"/provider/bookings/{row.pk}"), "Wij kunnen toch niet komen", reason="Ziek")
    assert "Afgezegd. De school leest waarom." in done.text
    page = provider.open(f"/provider/bookings/{other.pk}")
    assert "Kosten: de school annuleerde te laat € 125,00" in page.text
    provider.press(page, "Wij vragen de kosten niet")
    assert set(Booking.objects.values_list("status", "reserved")) == {("cancelled", 0)} and verify() == []


@pytest.mark.parametrize(("who", "may"), [("officer", True), ("controller", False)])
def test_the_municipality_says_the_terms_of_its_programme(town: Town, who: str, may: bool):
    visitor = Visitor(town, who)
    page = visitor.open("/municipality/bookings/terms")
    assert page.title == "Voorwaarden bij annuleren" and bool(page.all("//main//form//button")) is may
    if may:
        wrong = visitor.press(page, "Bewaar", late_percent="50", free_days="")
        assert wrong.status == 400 and "Zeg tot hoeveel dagen ervoor het gratis is." in wrong.text
        visitor.press(page, "Bewaar", late_percent="50", free_days="7")
        town.programme.refresh_from_db()
        assert (town.programme.cancel_free_days, town.programme.no_show_percent) == (7, None)
