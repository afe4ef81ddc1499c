"""The page of an own offer: sending it, its dates, and what to change when it comes back."""

from __future__ import annotations

from catalogue.offers import actions as offers
from catalogue.organisations.models import Provider
from tests.cast import Town, offer
from tests.frontend.visitor import Visitor


def test_a_returned_offer_says_what_to_change_on_top(town: Town):
    made = offer(town, publish=False)
    offers.submit(made, by=town.actor("librarian"))
    offers.return_for_changes(made, reason="Noem de leeftijd.", by=town.actor("officer"))
    visitor = Visitor(town, "librarian")
    page = visitor.open(f"/provider/offers/{made.pk}")
    assert "Noem de leeftijd." in page.text
    edit = visitor.open(f"/provider/offers/{made.pk}/edit")
    assert "Voorleesuur" in edit.html.xpath("//input[@name='title']/@value")


def test_what_is_missing_stands_above_the_button_that_sends_it(town: Town):
    made = offer(town, publish=False, summary="")
    page = Visitor(town, "librarian").open(f"/provider/offers/{made.pk}")
    assert "Nog 1 ding te doen voordat u het kunt insturen" in page.text
    assert f"/provider/offers/{made.pk}/edit#id_summary" in page.links()


def test_another_provider_sees_nothing_of_it(town: Town):
    made = offer(town)
    visitor = Visitor(town, "musician")
    for path in ("", "/edit", "/dates"):
        assert visitor.open(f"/provider/offers/{made.pk}{path}").status == 404
    for deed in ("submit", "withdraw", "sessions", "edit"):
        assert visitor.client.post(f"/provider/offers/{made.pk}/{deed}").status_code == 404


def test_another_bank_account(town: Town):
    visitor = Visitor(town, "librarian")
    page = visitor.open("/provider/details")
    wrong = visitor.press(page, "Betaal voortaan op deze rekening", iban="NL00 TEST")
    assert wrong.status == 400 and "NL00" in str(wrong.html.xpath("//input[@name='iban']/@value"))
    visitor.press(page, "Betaal voortaan op deze rekening", iban="nl91 abna 0417 1643 00")
    assert Provider.objects.get(pk=town.library.pk).iban != "NL91ABNA0417164300", "a second person checks it first"
    page = visitor.open("/provider/details")
    assert "NL91ABNA0417164300" in page.text
    visitor.press(page, "Trek deze rekening in")
    assert "NL91ABNA0417164300" not in visitor.open("/provider/details").text
    assert Visitor(town, "planner").client.post("/provider/details/bank").status_code == 403


def test_the_list_is_searched_and_sorted_and_says_what_to_change(town: Town):
    offer(town, title="Zwemmen")
    back = offer(town, title="Koken", publish=False)
    offers.submit(back, by=town.actor("librarian"))
    offers.return_for_changes(back, reason="Noem de leeftijd.", by=town.actor("officer"))
    visitor = Visitor(town, "planner")
    titles = "//p[@class='thing__title']"
    assert visitor.open("/provider/offers").all(titles) == ["Koken", "Zwemmen"]
    assert visitor.open("/provider/offers", sort="title").all(titles) == ["Koken", "Zwemmen"]
    assert visitor.open("/provider/offers", q="zwem").all(titles) == ["Zwemmen"]
    assert "Te wijzigen: Noem de leeftijd." in visitor.open("/provider/offers", status="open").text
    one = visitor.statements(lambda: visitor.open("/provider/offers", q="Zwemmen"))
    for number in range(2):
        offer(town, title=f"Zwemmen {number}")
    assert visitor.statements(lambda: visitor.open("/provider/offers", q="Zwemmen")) == one
