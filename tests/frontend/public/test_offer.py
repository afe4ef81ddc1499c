"""One offer: is it good, does it fit, can we have it?"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.series import Repeat
from catalogue.organisations import actions as organisations
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


def test_evidence_is_a_meter_with_its_source_or_says_that_there_is_none(town: Town):
    shown = Visitor().open(
        f"/offers/{offer(town, evidence_url='https://example.org/', evidence_strength=4, evidence_months=3).pk}"
    )
    assert "Bewijs: sterk (4 van 5)" in shown.text and "3 maanden vooruitgang in een jaar" in shown.text
    assert len(shown.html.xpath("//span[@class='meter']/span[@class='is-on']")) == 4
    assert "https://example.org/" in shown.links()
    assert "Geen bewijs" in Visitor().open(f"/offers/{offer(town).pk}").text


def test_the_terms_stand_in_plain_lines(town: Town):
    made = offer(town, cancel_free_days=14, cancel_late_percent=50, cancellation_terms="Ruilen mag.")
    text = Visitor().open(f"/offers/{made.pk}").text
    assert "Afzeggen is kosteloos tot 14 dagen van tevoren. Daarna betaalt u 50% van de prijs. Ruilen mag." in text
    other = offer(town, cancel_free_days=0, cancel_late_percent=0)
    assert "kosteloos tot de dag zelf. Daarna is het ook kosteloos." in Visitor().open(f"/offers/{other.pk}").text


def test_the_place_says_what_groups_find_there(town: Town):
    venue = organisations.add_venue(
        town.library, name="Leeszaal", street="Plein 2", city="Bloemendorp", step_free=True, lunch=True,
        by=town.actor("librarian"),
    )  # fmt: skip
    text = Visitor().open(f"/offers/{offer(town, venue=venue.pk).pk}").text
    assert "Leeszaal Plein 2" in text and "zonder drempels" in text and "wc" not in text


@pytest.mark.parametrize(
    ("public", "who", "named"), [(True, "", True), (False, "", False), (False, "coordinator", True)]
)
def test_the_contact_person_is_named_to_who_may_know(town: Town, public: bool, who: str, named: bool):
    person = organisations.add_contact(
        town.library, name="Kim Stil", email="kim@x.example", public=public, by=town.actor("librarian")
    )
    page = Visitor(town if who else None, who).open(f"/offers/{offer(town, contact_person=person.pk).pk}")
    assert ("Kim Stil" in page.text) is named


def test_a_fixed_offer_says_what_every_school_has_a_right_to(town: Town):
    made = offer(town, kind="fixed", entitlement_units=2, entitlement_period="term", entitlement_per_pupils=100)
    assert "Voor elke school: 2 groepen per" in Visitor().open(f"/offers/{made.pk}").text


def test_many_dates_fold_away(town: Town):
    made = offer(town)
    starts = timezone.make_aware(datetime(2031, 3, 10, 13, 30))
    repeat = Repeat("week", times=8)
    ends = starts + timedelta(hours=1)
    offers.add_series(made, starts_at=starts, ends_at=ends, repeat=repeat, by=town.actor("librarian"))
    page = Visitor().open(f"/offers/{made.pk}")
    assert page.all("//summary").count("Alle 8 datums") == 1
    assert len(page.html.xpath("//details//li[@class='thing']")) == 2
