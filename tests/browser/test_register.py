"""Issue 3, Shows 1: somebody who never saw the portal registers, and stands before the form of the first offer."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from catalogue.organisations.models import Admission
from tests.browser.conftest import DESKTOP, PHONE, Window, picture
from tests.browser.test_accessible import RULES
from tests.cast import Town


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_from_the_sign_in_page_to_the_first_offer(real_town: Town, window: Window, size: dict[str, int]):
    page = window(size=size)
    page.goto("/accounts/login/")
    page.locator("main").get_by_role("link", name="Register your organisation").click()
    assert Axe().run(page, options=RULES).response["violations"] == []

    page.get_by_label("Name of the organisation").fill("Circus")
    page.get_by_label("What kind of organisation is it?").select_option("culture")
    page.get_by_label("Street and number").fill("Piste 1")
    page.get_by_label("Postcode").fill("3601ac")
    page.get_by_label("City").fill("Bloemendorp")
    number = page.get_by_label("KvK number")
    number.fill("98000001")
    number.blur()
    expect(page.locator(".live").filter(has=number)).to_contain_text("is here already")
    number.fill("8123456")
    number.blur()
    expect(page.get_by_label("KvK number")).to_have_value("08123456")
    expect(page.locator(".live").filter(has=number)).not_to_contain_text("is here already")
    page.get_by_label("We have no VAT id").check()
    page.get_by_label("IBAN").fill("NL91 ABNA 0417 1643 00")
    page.get_by_label("In the name of").fill("Circus")
    page.get_by_label("Your name").fill("Kim")
    page.get_by_label("Your e-mail address").fill("kim@circus.example")
    page.get_by_label("A password").fill("Vlinder-7-boom")
    picture(page, f"register-02-{size['width']}")
    page.get_by_role("button", name=re.compile("Register and write")).click()

    page.wait_for_url("**/provider/offers/new")
    picture(page, f"register-03-{size['width']}")
    assert Admission.objects.get(provider__name="Circus").status == "requested"
    page.goto("/provider")
    expect(page.locator("main")).to_contain_text("is looking at your organisation")
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0
    assert page.wrong == []
