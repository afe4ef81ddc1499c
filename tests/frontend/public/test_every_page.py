"""What every page keeps: one h1, a language, a skip link, a title, no inline style or script, and the right headers."""

from __future__ import annotations

import pytest

from tests.cast import PASSWORD, Town, booking, offer
from tests.frontend.visitor import Visitor

PUBLIC = ["/offers", "/about", "/accessibility", "/accounts/login/", "/accounts/password/reset/", "/accounts/signup/"]
SCHOOL = ["/school", "/school/shortlist", "/school/bookings", "/school/budget", "/accounts/logout/"]


def _keeps_the_rules(page: object) -> None:
    html = page.html  # type: ignore[attr-defined]  # a Page
    assert html.get("lang") == "nl"
    assert len(html.xpath("//h1")) == 1
    assert html.xpath("//a[contains(@class, 'skip-link')]/@href") == ["#main"]
    assert html.xpath("//*[@style]") == [] and html.xpath("//script[not(@src)]") == []
    assert not [name for element in html.iter() for name in element.attrib if name.startswith("on")]
    ids = html.xpath("//@id")
    assert len(ids) == len(set(ids)), [each for each in ids if ids.count(each) > 1]
    labelled = set(html.xpath("//label/@for"))
    for control in html.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
        assert control.get("id") in labelled or any(each.tag == "label" for each in control.iterancestors())


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(town: Town, path: str):
    offer(town)
    page = Visitor().open(path)
    assert page.status == 200
    _keeps_the_rules(page)


@pytest.mark.parametrize("who", ["teacher", "coordinator", "director"])
@pytest.mark.parametrize("path", SCHOOL)
def test_pages_of_a_school(town: Town, path: str, who: str):
    row = booking(town)
    visitor = Visitor(town, who)
    for address in (path, f"/school/bookings/{row.pk}", f"/school/book/{row.offer_id}", f"/offers/{row.offer_id}"):
        page = visitor.open(address)
        assert page.status == 200
        _keeps_the_rules(page)


def test_what_is_not_there_has_the_same_look(town: Town):
    page = Visitor().open("/nergens")
    assert page.status == 404
    _keeps_the_rules(page)


def test_the_browser_may_load_nothing_from_elsewhere(town: Town):
    policy = Visitor().client.get("/offers").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy


def test_signing_in_with_a_password_and_out(town: Town):
    visitor = Visitor()
    page = visitor.open("/school/budget")
    assert page.path.startswith("/accounts/login/?next=/school/budget")
    wrong = visitor.press(page, "Inloggen", login="coordinator@bloemendorp.example", password="verkeerd")
    assert wrong.title == "Inloggen" and "coordinator@bloemendorp.example" in wrong.html.xpath("//input/@value")
    budget = visitor.press(page, "Inloggen", login="Coordinator@Bloemendorp.example", password=PASSWORD)
    assert budget.path == "/school/budget" and budget.title == "Budget van De Kring"
    gone = visitor.press(budget, "Uitloggen")
    assert gone.path == "/offers" and visitor.open("/school").path.startswith("/accounts/login/")


def test_nobody_makes_an_account_alone(town: Town):
    assert "Uw gemeente maakt uw account" in Visitor().open("/accounts/signup/").text
