"""What is there for children like ours? The catalogue, for anybody with a browser."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.offers import actions as offers
from catalogue.organisations.models import Provider, School
from tests.cast import Town, booking, offer
from tests.frontend.visitor import Visitor, words
from tests.many import many_offers


def _three_offers(town: Town) -> None:
    offer(town, title="Voorleesuur", evidence_url="https://onderzoek.example/lezen")
    offer(town, title="Drummen in de klas", provider="musician", price=Decimal("80.00"), unit="session")
    offer(town, title="Spreekuur", kind="fixed", themes=[town.care.pk], sectors=["PO", "VO"])


def test_every_published_offer_stands_there_with_price_provider_and_kind(town: Town):
    _three_offers(town)
    page = Visitor().open("/offers")
    assert page.status == 200
    assert page.title == "Wat is er voor kinderen zoals de onze?"
    assert page.cards == ["Drummen in de klas", "Spreekuur", "Voorleesuur"]
    drums, hours, reading = page.all("//article")
    assert "Keuzeaanbod" in drums and "€ 80 per bijeenkomst" in drums and "Muziekschool Da Capo" in drums
    assert "Vast aanbod: voor elke school" in hours and "Gemeente betaalt" in hours
    assert "€ 125 per groep" in reading and "nog 20 groepen" in reading and "Bewijs" in reading


def test_what_is_not_published_is_not_there(town: Town):
    draft = offer(town, title="Nog niet af", publish=False)
    assert Visitor().open("/offers").cards == []
    assert Visitor().open(f"/offers/{draft.pk}").status == 404
    assert Visitor(town, "librarian").open(f"/offers/{draft.pk}").status == 200


def test_themes_say_how_much_they_have_and_lead_to_it(town: Town):
    _three_offers(town)
    page = Visitor().open("/offers")
    assert page.all("//*[contains(@class, 'themes')]/li") == [
        "Talentontwikkeling 2 activiteiten",
        "Zorg op school 1 activiteit",
    ]
    (care,) = page.html.xpath("//a[text()='Zorg op school']/@href")
    chosen = Visitor().open(f"/offers{care}")
    assert chosen.cards == ["Spreekuur"]
    assert "Talentontwikkeling 2 activiteiten" in chosen.all("//*[contains(@class, 'themes')]/li")


def test_filters_stand_in_the_address_and_say_what_they_would_leave(town: Town):
    _three_offers(town)
    page = Visitor().open("/offers", kind="optional", evidence="yes")
    assert page.cards == ["Voorleesuur"]
    options = page.all("//label[contains(@class, 'option')]")
    assert "Met bewijs 1" in options and "Geen bewijs 1" in options
    assert "Vast aanbod: voor elke school 0" not in options
    chips = page.all("//a[@class='chip']")
    assert [chip.removesuffix(" haal weg") for chip in chips] == ["Keuzeaanbod: van uw budget", "Met bewijs"]
    wider = Visitor().open("/offers" + page.html.xpath("//a[@class='chip']/@href")[0])
    assert wider.cards == ["Voorleesuur"] and "kind" not in wider.path


def test_without_a_script_the_filters_are_a_form(town: Town):
    _three_offers(town)
    visitor = Visitor()
    page = visitor.press(visitor.open("/offers", q="klas"), "Toon het aanbod", kind=["optional"])
    assert page.cards == ["Drummen in de klas"]


def test_a_script_is_told_the_address_without_what_was_left_empty(town: Town):
    answer = Visitor().open("/offers", kind="fixed", price="", within="", q="").response
    assert answer.headers["HX-Push-Url"] == "/offers?kind=fixed"


def test_search_knows_words_in_another_form(town: Town):
    _three_offers(town)
    assert Visitor().open("/offers", q="voorlezen").cards == ["Drummen in de klas", "Spreekuur", "Voorleesuur"]
    assert Visitor().open("/offers", q="drum").cards == ["Drummen in de klas"]


def test_price_and_day_narrow_the_list(town: Town):
    _three_offers(town)
    made = offer(town, title="Herfst", starts_on=date(2026, 10, 1), ends_on=date(2026, 11, 1))
    assert Visitor().open("/offers", price="100").cards == ["Drummen in de klas"]
    page = Visitor().open("/offers", **{"from": "2026-12-01"})
    assert str(made) not in page.cards and len(page.cards) == 3
    assert "vanaf di 1 december 2026" in page.text
    assert set(page.html.xpath("//input[@name='from']/@value")) == {"2026-12-01"}


def test_sorting_by_price(town: Town):
    _three_offers(town)
    assert Visitor().open("/offers", sort="price").cards[0] == "Drummen in de klas"


def test_when_nothing_fits_the_page_says_what_to_let_go_of(town: Town):
    _three_offers(town)
    page = Visitor().open("/offers", kind="fixed", evidence="yes", q="drum")
    assert page.cards == []
    assert "Niets past bij dit alles samen" in page.text
    page = Visitor().open("/offers", kind="fixed", evidence="yes")
    assert "met en zonder bewijs (1 activiteit)" in page.text
    assert "vast aanbod en keuzeaanbod (1 activiteit)" in page.text


@pytest.mark.parametrize(
    "query",
    [
        {"theme": "geen-uuid"}, {"kind": "anders"}, {"page": "0"}, {"page": "9" * 30}, {"sort": "drop table"},
        {"from": "31-12"}, {"from": "9999-99-99"}, {"from": "0001-01-01"}, {"price": "NaN"}, {"price": "-1"},
        {"price": "1e400"}, {"q": "\x00"}, {"q": "’; --"}, {"sector": "x" * 5000},
        {"group": ["5", "5", "\x00"]}, {"onbekend": "1"},
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_is_never_an_error(town: Town, query: dict[str, object]):
    offer(town)
    assert Visitor().open("/offers", **query).status == 200


def test_a_signed_in_school_sees_what_fits_and_what_it_has(town: Town):
    booking(town, offer(town, title="Voorleesuur"))
    offer(town, title="Past nog")
    offer(town, title="Te duur", price=Decimal("9000.00"))
    expensive, fits, has = Visitor(town, "coordinator").open("/offers").all("//article")[::-1][:3][::-1]
    cards = {card.split(" Een uur")[0]: card for card in (expensive, fits, has)}
    assert any("Past nog" in card and "Past in uw budget" in card for card in cards.values())
    assert any("Voorleesuur" in card and "Dit hebt u al" in card for card in cards.values())
    assert not any("Te duur" in card and "Past in uw budget" in card for card in cards.values())


def test_more_than_a_page_is_shown_in_pages(town: Town):
    for number in range(25):
        offer(town, title=f"Aanbod {number:02}")
    first, second = Visitor().open("/offers"), Visitor().open("/offers", page="2")
    assert (len(first.cards), len(second.cards)) == (24, 1)
    assert "25 activiteiten" in first.text


@pytest.mark.parametrize("who", ["", "coordinator", "board"])
def test_three_offers_cost_as_many_statements_as_one(town: Town, who: str):
    visitor = Visitor(town, who)
    offer(town)
    visitor.open("/offers")
    one = visitor.statements(lambda: visitor.open("/offers"))
    offer(town, title="Twee", themes=[town.talent.pk, town.care.pk])
    offer(town, title="Drie", provider="musician")
    assert visitor.statements(lambda: visitor.open("/offers")) == one
    assert one <= 5 if not who else one <= 11


def test_an_offer_without_evidence_says_so(town: Town):
    _three_offers(town)
    drums, _hours, reading = Visitor().open("/offers").all("//article")
    assert "Geen bewijs" in drums and "Geen bewijs" not in reading


def test_a_slip_of_the_pen_is_met_with_a_question(town: Town):
    offer(town, title="Weerbaarheid")
    page = Visitor().open("/offers", q="weerbarheid", kind="optional")
    assert page.cards == [] and page.all("//*[@class='meant']") == ["Bedoelde u weerbaarheid ?"]
    (way,) = page.html.xpath("//*[@class='meant']/a/@href")
    assert way == "?q=weerbaarheid&kind=optional" and Visitor().open(f"/offers{way}").cards == ["Weerbaarheid"]


def test_near_a_school_the_cards_say_how_far(town: Town):
    School.objects.filter(pk=town.kring.pk).update(latitude=52.10, longitude=5.10, city="Bloemendorp")
    Provider.objects.filter(pk=town.library.pk).update(latitude=52.127, longitude=5.10)
    offer(town, title="In de bieb", place="Bibliotheek De Boekenboom")
    offer(town, title="In de klas", place="Bij u op school")
    visitor = Visitor(town, "coordinator")
    (own,) = [link for link in visitor.open("/offers").html.xpath("//form[@id='filters']//a/@href") if "near" in link]
    page = visitor.open(f"/offers{own}")
    here, there = page.all("//article")
    assert "bij u op school" in here and "3,0 km" in there
    page = visitor.press(page, "Toon het aanbod", within="2")
    assert page.cards == ["In de klas"] and "hoogstens 2 km van De Kring, Bloemendorp" in page.text
    assert "hoogstens 5 km 2" in page.all("//label[contains(@class, 'option')]")


def test_a_long_list_shows_its_top_and_lets_the_rest_be_opened(town: Town):
    many_offers(town, 30, providers=15)
    page = Visitor().open("/offers")
    (names,) = page.html.xpath("//details[contains(@class, 'filter')][summary[@id='about-provider']]")
    assert len(names.xpath("./div/label")) == 6
    assert words(names.xpath(".//details/summary")[0]) == "Nog 9" and len(names.xpath(".//details/label")) == 9


def test_withdrawn_offers_leave_the_list(town: Town):
    made = offer(town)
    offers.withdraw(made, by=town.actor("officer"))
    assert Visitor().open("/offers").cards == []
