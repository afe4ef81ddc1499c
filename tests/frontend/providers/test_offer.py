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


def test_planning_a_date(town: Town):
    made = offer(town)
    visitor = Visitor(town, "planner")
    page = visitor.open(f"/provider/offers/{made.pk}")
    wrong = visitor.press(page, "Plan deze datum", day="2027-03-15", starts="15:00", ends="14:00")
    assert wrong.status == 400 and not made.sessions.exists()
    done = visitor.press(page, "Plan deze datum", day="2027-03-15", starts="13:30", ends="15:00", capacity="2")
    assert "ma 15 maart 2027, 13:30–15:00" in done.text and made.sessions.get().capacity == 2


def test_another_provider_sees_nothing_of_it(town: Town):
    made = offer(town)
    visitor = Visitor(town, "musician")
    for path in ("", "/edit"):
        assert visitor.open(f"/provider/offers/{made.pk}{path}").status == 404
    for deed in ("submit", "withdraw", "sessions", "edit"):
        assert visitor.client.post(f"/provider/offers/{made.pk}/{deed}").status_code == 404


def test_another_bank_account(town: Town):
    visitor = Visitor(town, "librarian")
    page = visitor.open("/provider/details")
    wrong = visitor.press(page, "Betaal voortaan op deze rekening", iban="NL00 TEST")
    assert wrong.status == 400 and "NL00" in str(wrong.html.xpath("//input[@name='iban']/@value"))
    visitor.press(page, "Betaal voortaan op deze rekening", iban="nl91 abna 0417 1643 00")
    assert Provider.objects.get(pk=town.library.pk).iban == "NL91ABNA0417164300"
    assert Visitor(town, "planner").client.post("/provider/details/bank").status_code == 403
