"""Writing an offer, sending it, and improving it when it comes back."""

from __future__ import annotations

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.organisations.models import Provider
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor


def _write(town: Town, **filled: object) -> Page:
    visitor = Visitor(town, "planner")
    given = {
        "title": "Dichten in de klas", "summary": "Kinderen schrijven.", "description": "Vier lessen.",
        "themes": [str(town.talent.pk)], "goal": "talent", "price": "1.250,50", "unit": "group",
    }  # fmt: skip
    return visitor.press(visitor.open("/provider/offers/new"), "Bewaar als concept", **(given | filled))


def test_an_offer_is_written_and_sent(town: Town):
    page = _write(town)
    made = Offer.objects.get()
    assert page.path == f"/provider/offers/{made.pk}" and page.title == "Dichten in de klas"
    assert str(made.text.price) == "1250.50" and made.status == "draft"
    Visitor(town, "planner").press(page, "Stuur naar de gemeente")
    assert Offer.objects.get().status == "submitted"


def test_what_is_wrong_is_named_and_nothing_is_lost(town: Town):
    page = _write(town, price="veel", title="")
    assert page.status == 400 and "“veel”" in page.text and not Offer.objects.exists()
    assert "Vier lessen." in page.text


def test_an_offer_that_misses_something_cannot_be_sent(town: Town):
    page = _write(town, summary="")
    refused = Visitor(town, "planner").press(page, "Stuur naar de gemeente")
    assert refused.status == 400 and Offer.objects.get().status == "draft"


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
