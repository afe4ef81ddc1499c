"""Shows 9: book, confirm, deliver, accept, claim, approve, and open the invoice; six people, one browser each."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from portal.bookings.models import Booking
from portal.claims.models import Claim
from portal.invoices.models import Invoice
from tests import cast
from tests.browser.conftest import Window, picture
from tests.cast import Town
from tests.worker.rig import Workers, wait_until


@pytest.fixture
def worker(real_town: Town) -> Iterator[None]:
    """A real worker makes the invoice."""
    workers = Workers()
    workers.start()
    yield
    workers.end()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=re.compile(name)).first.click()


def test_from_the_catalogue_to_the_invoice(real_town: Town, window: Window, worker: None):
    cast.offer(real_town, title="Voorleesuur", title_en="Reading hour", max_group_size=30)

    school = window("coordinator")
    school.goto("/offers")
    picture(school, "01-catalogue")
    school.get_by_role("link", name="Reading hour").first.click()
    picture(school, "02-offer")
    school.get_by_role("link", name="Book for our school").first.click()
    school.get_by_label("How many groups?").fill("2")
    school.get_by_label("How many pupils in total?").fill("50")
    picture(school, "03-book")
    _press(school, "Ask for our school")
    school.wait_for_url("**/school/bookings/**")
    picture(school, "04-requested")
    booking = Booking.objects.get()
    assert (booking.status, str(booking.amount)) == ("requested", "250.00")

    provider = window("librarian")
    provider.goto(f"/provider/bookings/{booking.pk}")
    picture(provider, "05-request")
    provider.locator(f"form[action='/provider/bookings/{booking.pk}/confirm'] button").click()
    provider.wait_for_load_state()
    provider.get_by_label("How many times?").fill("2")
    provider.get_by_label("Pupils reached").fill("48")
    picture(provider, "06-deliver")
    _press(provider, "Delivered")
    provider.wait_for_load_state()
    booking.refresh_from_db()
    assert booking.status == "delivered"

    school.goto(f"/school/bookings/{booking.pk}")
    picture(school, "07-judge")
    _press(school, "Yes, this was delivered")
    school.wait_for_load_state()
    booking.refresh_from_db()
    assert booking.status == "accepted"

    provider.goto("/provider/claims/new")
    _press(provider, "Make the claim")
    provider.wait_for_url("**/provider/claims/*-*")
    picture(provider, "08-claim")
    claim = Claim.objects.get()
    provider.locator(f"form[action='/provider/claims/{claim.pk}/submit'] button").click()
    provider.wait_for_load_state()
    claim.refresh_from_db()
    assert claim.status == "submitted"

    officer = window("officer")
    officer.goto("/municipality")
    picture(officer, "09-what-waits")
    officer.goto("/municipality/claims")
    officer.get_by_role("link", name="Bibliotheek De Boekenboom").first.click()
    picture(officer, "10-decision")
    _press(officer, "Approve$")
    officer.wait_for_load_state()
    claim.refresh_from_db()
    assert claim.status == "approved"

    wait_until(lambda: Invoice.objects.filter(status__in=("issued", "sent")).exists(), pause=0.1)
    invoice = Invoice.objects.get()
    officer.goto(f"/municipality/invoices/{invoice.pk}")
    expect(officer.get_by_role("heading", level=1)).to_contain_text(invoice.number)
    picture(officer, "11-invoice")
    for kind, start in (("pdf", b"%PDF"), ("ubl", b"<?xml")):
        assert officer.request.get(f"/municipality/invoices/{invoice.pk}/{kind}").body().startswith(start)
    provider.goto(f"/provider/invoices/{invoice.pk}")
    picture(provider, "12-invoice-of-the-provider")

    school.goto("/school/budget")
    expect(school.locator("main")).to_contain_text("2,750.00")
    picture(school, "13-budget")
    for page in (school, provider, officer):
        assert page.wrong == [], "the browser complained"


def test_a_double_click_books_once(real_town: Town, window: Window):
    made = cast.offer(real_town, max_group_size=30)
    school = window("coordinator")
    school.goto(f"/school/book/{made.pk}")
    school.get_by_label("How many groups?").fill("1")
    school.get_by_label("How many pupils in total?").fill("20")
    school.get_by_role("button", name="Ask for our school").dblclick(no_wait_after=True)
    school.wait_for_url("**/school/bookings/**")
    assert Booking.objects.count() == 1
