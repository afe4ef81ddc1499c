"""The main pages, on a desk and on a phone: no fault that axe can see (WCAG 2.2, A and AA), nothing cut off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, Window, picture
from tests.cast import Town
from tests.house.rounds import furnish

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAGES = {
    "": ["/", "/offers", "/offers/{offer}", "/brochures", "/about", "/accounts/login/", "/providers",
         "/providers/{provider}", "/surveys/{survey-token}", "/surveys/{public-survey}/results"],
    "coordinator": ["/school", "/school/shortlist", "/school/year", "/school/bookings", "/school/bookings/{booking}",
                    "/school/book/{offer}", "/school/budget", "/jobs/{job}", "/jobs/{failed-job}", "/school/activities",
                    "/school/activities/{activity}", "/school/bookings/{voucher-booking}/vouchers",
                    "/school/bookings/{talked-booking}", "/school/evaluations/{evaluated}", "/school/claims",
                    "/school/claims/{decided-school-claim}", "/school/claims/{decided-school-claim}/objection",
                    "/account/notices", "/measuring"],
    "board": ["/school/ours", "/school/bank"],
    "librarian": ["/provider", "/provider/bookings/{booking}", "/provider/claims", "/provider/claims/new",
                  "/provider/claims/{claim}", "/provider/offers", "/provider/offers/new",
                  "/provider/offers/{draft-offer}/edit", "/provider/offers/{draft-offer}/dates",
                  "/provider/sessions/{draft-session}",
                  "/provider/details", "/provider/details/edit", "/provider/contacts", "/provider/contacts/{contact}",
                  "/provider/venues", "/provider/venues/{venue}",
                  "/provider/invoices/{invoice}", "/provider/vouchers", "/provider/staff", "/provider/activities",
                  "/provider/activities/{activity}", "/provider/bookings/{talked-booking}", "/measuring/{indicator}"],
    "musician": ["/provider/received-invoices", "/provider/purchase-orders", "/provider/invoices"],
    "officer": ["/municipality", "/municipality/claims", "/municipality/claims/{claim}", "/municipality/split",
                "/municipality/review/{submitted-offer}", "/municipality/schools", "/municipality/providers",
                "/municipality/providers/{admission}", "/municipality/providers/invite", "/municipality/payments",
                "/municipality/sisa", "/municipality/journal", "/municipality/radar",
                "/municipality/measures", "/municipality/measures/{measure}", "/municipality/progress",
                "/municipality/surveys", "/municipality/surveys/{survey}", "/municipality/process",
                "/municipality/groups", "/municipality/groups/{working-group}", "/municipality/steps",
                "/municipality/evaluations", "/municipality/objections", "/municipality/objections/{objection}",
                "/municipality/indicators/new", "/municipality/facts"],
    "finance": ["/municipality", "/municipality/finance", "/municipality/purchase-orders", "/municipality/invoices",
                "/municipality/invoices/{creditable}/credit", "/municipality/received-invoices",
                "/municipality/received-invoices/{sent-in}", "/municipality/payments/accounts",
                "/municipality/payments/accounts/{account-change}", "/municipality/payments/returned",
                "/municipality/payments/returned/{returned-payment}", "/municipality/payments/statements",
                "/municipality/sample"],
}  # fmt: skip


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_the_main_pages(real_town: Town, window: Window, size: dict[str, int]):
    ids = furnish(real_town).ids
    faults = []
    for who, addresses in PAGES.items():
        page = window(who, size=size, language="nl")
        for number, address in enumerate(addresses):
            faults += [f"{who or 'public'} at {address}: {each}" for each in _faults(page, address.format(**ids))]
            picture(page, f"{who or 'public'}-{number:02}-{size['width']}")
        faults += page.wrong  # type: ignore[attr-defined]
    assert faults == [], "\n".join(faults)


def _faults(page: Page, address: str) -> Iterator[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        yield f"answered {answer and answer.status}"
    for each in Axe().run(page, options=RULES).response["violations"]:
        yield f"{each['id']} ({each['help']}) at {[node['target'] for node in each['nodes']][:3]}"
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if too_wide > 0:
        yield f"{too_wide} px too wide for the screen"
    if page.locator("h1").count() != 1:
        yield "not one h1"
    if page.locator("html").get_attribute("lang") != "nl":
        yield "not in Dutch"
