"""Shows 5: on a phone, in few clicks from sign-in, a coordinator plans a year and a provider reports a delivery."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from playwright.sync_api import Locator, Page

from catalogue.organisations import actions as organisations
from portal.bookings.models import Booking
from tests import cast
from tests.browser.conftest import PHONE, Window, picture
from tests.cast import PASSWORD, Town


class Thumb:
    """Somebody with a phone. Every tap counts: on a link, a button, a tick, and into a field before typing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def tap(self, what: Locator) -> None:
        """One click."""
        what.first.click()
        self.clicks += 1

    def write(self, field: Locator, words: str) -> None:
        """One click into the field; typing does not count."""
        self.tap(field)
        field.first.fill(words)

    def button(self, name: str) -> None:
        """One click on a button."""
        self.tap(self.page.get_by_role("button", name=name))

    def link(self, name: str) -> None:
        """One click on a link."""
        self.tap(self.page.get_by_role("link", name=name, exact=True))

    def sign_in(self, email: str) -> None:
        """From the sign-in page: two fields and a button."""
        self.page.goto("/accounts/login/")
        self.write(self.page.locator("input[name=login]"), email)
        self.write(self.page.locator("input[name=password]"), PASSWORD)
        self.tap(self.page.locator("main form button"))
        self.page.wait_for_url(lambda url: "/accounts/login" not in url)


def _offers(town: Town) -> None:
    """Four to choose from, and two that every school has: for a school of 300 pupils."""
    organisations.count_pupils(
        town.kring, reference_date=date(2026, 11, 1), pupils=300, source="test", by=town.actor("officer")
    )
    for title in ("Theatre", "Choir", "Judo"):
        cast.offer(town, title=title, title_en=title, max_group_size=30)
    cast.offer(
        town, title="Mentor", title_en="Mentor", unit="pupil", price=Decimal("10.00"), max_units=None, capacity=400
    )
    for title in ("Reading consultant", "Swimming"):
        cast.fixed_offer(town, title=title, title_en=title, max_group_size=30)


WISHED = {"Theatre": "2027-01-18", "Choir": "2027-03-01", "Judo": "2027-05-10", "Mentor": "2027-02-08"}
FIXED = {"Reading consultant": "2027-01-25", "Swimming": "2027-04-19"}


def test_a_coordinator_plans_a_year_in_under_25_clicks(real_town: Town, window: Window):
    _offers(real_town)
    page = window(size=PHONE)
    thumb = Thumb(page)
    thumb.sign_in(real_town.membership["coordinator"].user.email)
    thumb.link("Offers")
    for title in WISHED:
        thumb.tap(page.get_by_role("button", name="Put on our shortlist").filter(has_text=title))
        page.get_by_text(f"“{title}” is on your shortlist.").wait_for()
    thumb.link("Year plan")
    lines = page.locator(".year__line")
    for title, day in WISHED.items():
        thumb.write(lines.filter(has_text=title).locator("input[type=date]"), day)
    for title, day in FIXED.items():
        line = lines.filter(has_text=title).filter(has_text="term 2" if day < "2027-04-12" else "term 3")
        thumb.tap(line.locator("input[type=checkbox]"))
        thumb.write(line.locator("input[type=date]"), day)
    page.get_by_text("6 lines ticked, 6 ready to book.").wait_for()  # worked out while typing, without a button
    picture(page, "year-plan-390")
    thumb.button("Book what is ticked")
    page.get_by_text("was asked from the provider").first.wait_for()
    picture(page, "year-plan-booked-390")
    days = {row.revision.title: row.wished_dates for row in Booking.objects.filter(school=real_town.kring)}
    assert days == {title: [day] for title, day in (WISHED | FIXED).items()}
    assert page.get_by_role("status").get_by_text("was asked from the provider").count() == len(days)
    assert thumb.clicks <= 18, "at most 25, and what we reached once we keep"
    assert page.wrong == []


def test_a_provider_reports_a_delivery_in_under_6_clicks(real_town: Town, window: Window):
    booking = cast.booking(real_town, status="confirmed")
    page = window(size=PHONE)
    thumb = Thumb(page)
    thumb.sign_in(real_town.membership["librarian"].user.email)
    picture(page, "deliver-390")
    thumb.write(page.get_by_label("Pupils reached"), "48")
    thumb.button("Delivered")
    page.wait_for_load_state()
    booking.refresh_from_db()
    assert booking.status == "delivered"
    assert thumb.clicks < 6
    assert page.wrong == []
