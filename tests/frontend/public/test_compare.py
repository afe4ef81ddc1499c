"""Offers side by side: ticked in the list, told apart in words, and never more than four."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Page, Visitor


def compared(visitor: Visitor, *made: Offer, **more: Any) -> Page:
    return visitor.open("/offers/compare", offer=[str(each.pk) for each in made], **more)


def row(page: Page, label: str) -> list[str]:
    """The answers of a row, after the words under its label."""
    return page.all(f"//tbody/tr[th[normalize-space(text()[1])='{label}']]/*")


def test_ticked_in_the_list_and_seen_side_by_side(town: Town):
    first, second = cast.offer(town), cast.offer(town, title="Dansen", price=Decimal("90.00"))
    visitor = Visitor()
    page = visitor.open("/offers")
    seen = visitor.press(page, "Vergelijk wat u aankruiste", offer=[str(second.pk), str(first.pk)])
    assert seen.all("//thead//th/a") == ["Dansen", "Voorleesuur"]
    assert row(seen, "Prijs") == ["Prijs verschilt", "€ 90 per groep laagste prijs", "€ 125 per groep"]
    assert row(seen, "Voor") == ["Voor gelijk", "groep 5–6", "groep 5–6"]


def test_what_is_the_same_can_be_left_out(town: Town):
    first, second = cast.offer(town), cast.offer(town, title="Dansen", place="De Zaal")
    page = compared(Visitor(), first, second, differences="1")
    assert page.all("//tbody//th[@scope='row']") == ["Waar verschilt"]
    (back,) = [each for each in page.links() if "compare" in each and f"{first.pk}" in each and f"{second.pk}" in each]
    assert "differences" not in back


def test_what_it_means_for_our_school(town: Town):
    optional, fixed = cast.offer(town), cast.offer(town, kind="fixed", title="Vast")
    other = cast.offer(town, title="Voor het vo", sectors=["VO"])
    page = compared(Visitor(town, "coordinator"), optional, fixed, other)
    _label, first, second, third = row(page, "Voor uw school")
    assert first == "1 groep = € 125; u houdt € 2.875 over"
    assert second == "kost niets van uw budget"
    assert third.startswith("Dit aanbod is niet voor uw soort onderwijs.")
    assert len([each for each in page.links() if "/school/book/" in each]) == 2
    assert row(compared(Visitor(), optional, fixed), "Voor uw school") == []


def test_a_fifth_is_named_and_not_shown(town: Town):
    made = [cast.offer(town, title=f"Aanbod {number}") for number in range(5)]
    page = compared(Visitor(), *made)
    assert page.status == 200
    assert page.all("//thead//th/a") == [f"Aanbod {number}" for number in range(4)]
    assert "U ziet 4 activiteiten naast elkaar." in page.text and page.all("//main//li/a")[-1] == "Aanbod 4"


def test_one_can_be_taken_away(town: Town):
    made = [cast.offer(town, title=f"Aanbod {number}") for number in range(3)]
    visitor = Visitor()
    away = compared(visitor, *made).html.xpath("//thead//th[2]//p/a/@href")[0]
    assert visitor.open(away).all("//thead//th/a[starts-with(@href, '/offers/') and not(contains(@href, '?'))]") == [
        "Aanbod 0", "Aanbod 2",
    ]  # fmt: skip


def test_an_address_is_never_an_error(town: Town):
    offer, hidden = cast.offer(town), cast.offer(town, title="Geheim", publish=False)
    visitor = Visitor()
    assert "Nog niets om te vergelijken" in visitor.open("/offers/compare").text
    page = visitor.open("/offers/compare", offer=[str(offer.pk), str(hidden.pk), "onzin", str(offer.pk)])
    assert page.all("//thead//th/a") == ["Voorleesuur"]
    assert "is er niet meer" in page.text and "Geheim" not in page.text


def test_a_price_per_pupil_and_one_per_group_are_not_compared(town: Town):
    group, pupil = cast.offer(town), cast.offer(town, unit="pupil", price=Decimal("10.00"), title="Zwemmen")
    assert "laagste prijs" not in compared(Visitor(), group, pupil).text


def test_dates_and_terms_are_told(town: Town):
    offer = cast.offer(town, starts_on=date(2027, 3, 15), lead_time_days=14, cancel_free_days=7, cancel_late_percent=50)
    page = compared(Visitor(), offer, cast.offer(town, title="Dansen"))
    assert row(page, "Wanneer")[1] == "ma 15 maart 2027"
    assert row(page, "Annuleren")[1] == "gratis tot 7 dagen van tevoren, daarna 50% van de prijs"
    assert (
        row(page, "Datums")[1:] == ["u wenst zelf een datum"] * 2
        or row(page, "Data")[1:] == ["u wenst zelf een datum"] * 2
    )


def test_the_page_costs_the_same_for_two_offers_as_for_four(town: Town):
    made = [cast.offer(town, title=f"Aanbod {number}") for number in range(4)]
    for who in ("", "coordinator"):
        visitor = Visitor(town, who)
        two = visitor.statements(lambda visitor=visitor: compared(visitor, *made[:2]))
        assert visitor.statements(lambda visitor=visitor: compared(visitor, *made)) == two


def test_withdrawn_offers_are_gone(town: Town):
    offer = cast.offer(town)
    offers.withdraw(offer, by=town.actor("librarian"))
    assert "is er niet meer" in compared(Visitor(), offer).text
