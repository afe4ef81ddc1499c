"""Reviewing offers: publish, or return with what to change."""

from __future__ import annotations

from decimal import Decimal

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests.cast import Town, offer
from tests.frontend.visitor import Page, Visitor


def _submitted(town: Town) -> Offer:
    return offers.submit(offer(town, publish=False), by=town.actor("librarian"))


def _open(town: Town, made: Offer, who: str = "officer") -> tuple[Visitor, Page]:
    visitor = Visitor(town, who)
    return visitor, visitor.open(f"/municipality/review/{made.pk}")


def test_publishing(town: Town):
    made = _submitted(town)
    visitor, page = _open(town, made)
    assert page.title == "Voorleesuur"
    assert visitor.press(page, "Publiceer").path == "/municipality/review"
    assert Offer.objects.get().status == "published"


def test_returning_needs_what_to_change(town: Town):
    visitor, page = _open(town, _submitted(town))
    refused = visitor.press(page, "Stuur terug, met wat anders moet")
    assert refused.status == 400 and Offer.objects.get().status == "submitted"
    visitor.press(refused, "Stuur terug, met wat anders moet", reason="Noem de leeftijd.")
    assert Offer.objects.get().status == "returned"


def test_a_new_version_shows_what_changes(town: Town):
    made = offer(town)
    librarian = town.actor("librarian")
    offers.submit(offers.edit(made, price=Decimal("140.00"), by=librarian), by=librarian)
    _visitor, page = _open(town, made)
    assert page.all("//del") == ["€ 125,00"] and page.all("//ins") == ["€ 140,00"]


def test_a_draft_is_not_there(town: Town):
    made = offer(town, publish=False)
    visitor, page = _open(town, made)
    assert page.status == 404
    assert visitor.client.post(f"/municipality/review/{made.pk}/publish").status_code == 404


def test_an_assessor_reads_but_does_not_publish(town: Town):
    made = _submitted(town)
    visitor, page = _open(town, made, "assessor")
    assert page.all("//main//form") == []
    assert visitor.client.post(f"/municipality/review/{made.pk}/publish").status_code == 403
