"""Show 1: somebody who never saw the portal writes an offer and sends it; the keyboard is enough, so is a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from catalogue.offers.models import Manuscript, Offer
from tests.browser.conftest import DESKTOP, PHONE, Window, picture
from tests.cast import PASSWORD, Town
from tests.worker.rig import wait_until


def _kept(page: Page) -> None:
    expect(page.locator("#kept")).to_contain_text(re.compile(r"Bewaard om \d\d:\d\d"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_an_empty_page_to_a_submitted_offer(real_town: Town, window: Window, size: dict[str, int]):
    page = window("planner", size=size, language="nl")
    page.goto("/provider/offers")
    page.get_by_role("link", name="Schrijf een aanbod").first.click()
    picture(page, f"write-1-empty-{size['width']}")

    page.get_by_label("Titel", exact=True).focus()
    page.keyboard.type("Dichten in de klas")  # from here on by the keyboard, field after field
    page.keyboard.press("Tab")
    page.keyboard.type("Kinderen schrijven in vier lessen hun eigen gedicht.")
    page.keyboard.press("Tab")
    page.keyboard.type("We lezen, we rijmen en we schrijven. Aan het eind is er een bundel.")
    _kept(page)
    expect(page).to_have_url(re.compile(r"/provider/offers/[0-9a-f-]{36}/edit$"))
    expect(page.locator("#preview .card__title")).to_have_text("Dichten in de klas")
    assert Offer.objects.count() == 1

    page.get_by_label(re.compile("^Prijs per eenheid")).fill("een tientje")
    expect(page.locator("#id_price-check")).to_contain_text("“een tientje”")
    expect(page.locator("#id_price")).to_have_attribute("aria-invalid", "true")
    picture(page, f"write-2-wrong-price-{size['width']}")
    page.get_by_label(re.compile("^Prijs per eenheid")).fill("125")
    expect(page.locator("#id_price-check")).to_be_empty()
    expect(page.locator("#price-means")).to_contain_text("Een school betaalt € 125,00".replace(" 125", "\u00a0125"))

    page.reload()  # a closed tab: everything is there again
    expect(page.get_by_label("Titel", exact=True)).to_have_value("Dichten in de klas")
    for link in ("Thema’s", "Bestedingsdoel"):
        page.locator("#missing").get_by_role("link", name=link).click()
        page.keyboard.press("Space" if link == "Thema’s" else "ArrowDown")
    expect(page.locator("#missing")).to_contain_text("Alles is er")
    picture(page, f"write-3-complete-{size['width']}")
    page.get_by_role("button", name="Bewaar en bekijk").click()
    page.wait_for_url(re.compile(r"/provider/offers/[0-9a-f-]{36}(#.*)?$"))
    picture(page, f"write-4-own-page-{size['width']}")
    page.get_by_role("button", name="Stuur naar de gemeente").click()
    expect(page.locator("main")).to_contain_text("De gemeente bekijkt het")
    made = Offer.objects.get()
    assert (made.status, made.text.title, str(made.text.price)) == ("submitted", "Dichten in de klas", "125.00")
    assert page.wrong == []


def test_the_last_words_of_a_tab_that_closes_are_kept(real_town: Town, window: Window):
    page = window("planner", language="nl")
    page.goto("/provider/offers/new")
    page.get_by_label("Titel", exact=True).fill("Net op tijd")
    page.goto("/provider/offers")  # gone before the pause
    wait_until(Manuscript.objects.exists, pause=0.1)
    page.reload()
    expect(page.get_by_role("link", name="Net op tijd")).to_be_visible()


def test_two_windows_tell_each_other(real_town: Town, window: Window):
    left = window("planner", language="nl")
    left.goto("/provider/offers/new")
    left.get_by_label("Titel", exact=True).fill("Van links")
    _kept(left)
    left.reload()
    right = left.context.new_page()
    right.goto(left.url)
    left.get_by_label("Titel", exact=True).fill("Van links, beter")
    _kept(left)
    right.get_by_label("Titel", exact=True).fill("Van rechts")
    expect(right.locator("#kept-problem")).to_contain_text("in een ander venster veranderd")
    picture(right, "write-5-two-windows")
    right.get_by_role("link", name="Vergelijk en kies").click()
    expect(right.get_by_label("Titel", exact=True)).to_have_value("Van rechts")
    assert {each.typed["title"][0] for each in Manuscript.objects.all()} == {"Van links, beter", "Van rechts"}


def test_what_is_typed_after_the_session_ended_comes_back(real_town: Town, window: Window):
    page = window("planner", language="nl")
    page.goto("/provider/offers/new")
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Titel", exact=True).fill("Bijna kwijt")
    page.get_by_role("link", name="Meld u aan en ga verder waar u was").click()
    page.locator("input[name=login]").fill(real_town.membership["planner"].user.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page.get_by_label("Titel", exact=True)).to_have_value("Bijna kwijt")
    _kept(page)
    assert Offer.objects.get().draft.title == "Bijna kwijt"
