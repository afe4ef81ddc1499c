"""One offer: is it good, does it fit, can we have it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from catalogue.offers import actions as offers
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor


def test_the_page_answers_what_for_whom_when_and_how_much(town: Town):
    made = offer(town, min_group_size=10, max_group_size=25, lead_time_days=14, place="Op school")
    starts = timezone.make_aware(datetime(2031, 3, 10, 13, 30))
    ends = starts + timedelta(hours=1.5)
    offers.add_session(made, starts_at=starts, ends_at=ends, capacity=3, by=town.actor("librarian"))
    page = Visitor().open(f"/offers/{made.pk}")
    assert page.title == "Voorleesuur"
    assert "Een uur voorlezen." in page.text and "Kinderen luisteren en vertellen." in page.text
    assert "groep 5–6" in page.text and "10 tot 25 leerlingen per groep" in page.text
    assert "minstens 14 dagen van tevoren" in page.text and "€ 125 per groep" in page.text
    assert "ma 10 maart 2031, 13:30–15:00" in page.text and "nog 3 groepen" in page.text


def test_the_public_is_asked_to_sign_in_and_comes_back(town: Town):
    made = offer(town)
    page = Visitor().open(f"/offers/{made.pk}")
    assert f"/accounts/login/?next=/offers/{made.pk}" in page.links()
    assert "Boek voor onze school" not in page.text


def test_a_school_reads_what_it_would_keep(town: Town):
    made = offer(town)
    page = Visitor(town, "coordinator").open(f"/offers/{made.pk}")
    assert "1 groep = € 125 u houdt € 2.875 over" in page.text
    assert "2 groepen = € 250 u houdt € 2.750 over" in page.text
    assert f"/school/book/{made.pk}" in page.links()


def test_too_dear_says_how_much_is_missing(town: Town):
    made = offer(town, price=Decimal("3100.50"))
    assert "1 groep = € 3.100,50 € 100,50 te weinig" in Visitor(town, "coordinator").open(f"/offers/{made.pk}").text


def test_another_kind_of_school_reads_why_it_cannot_have_it(town: Town):
    made = offer(town, sectors=["VO"], year_groups=["vo1"])
    page = Visitor(town, "coordinator").open(f"/offers/{made.pk}")
    assert "niet voor uw soort onderwijs" in page.text
    assert f"/school/book/{made.pk}" not in page.links()


@pytest.mark.parametrize("who", ["librarian", "officer", "controller"])
def test_only_schools_are_offered_a_booking(town: Town, who: str):
    made = offer(town)
    page = Visitor(town, who).open(f"/offers/{made.pk}")
    assert page.status == 200 and "Boek voor onze school" not in page.text


def test_what_the_school_has_already_is_said(town: Town):
    row = booking(town)
    assert "Dit hebt u al" in Visitor(town, "director").open(f"/offers/{row.offer_id}").text


def test_an_unknown_offer_is_not_there(town: Town):
    page = Visitor().open(f"/offers/{uuid4()}")
    assert page.status == 404 and page.title == "Deze pagina is er niet"


def test_english_for_who_chooses_it(town: Town):
    made = offer(town)
    visitor = Visitor()
    page = visitor.press(visitor.open(f"/offers/{made.pk}"), "English")
    assert page.title == "Reading hour" and "What the children do" in page.text
    assert page.html.get("lang") == "en"
    assert visitor.press(page, "Nederlands").title == "Voorleesuur"
