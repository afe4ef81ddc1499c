"""Many offers at once, with a result for each; by keyboard and without JavaScript."""

from __future__ import annotations

import pytest

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests.cast import Town, offer
from tests.frontend.visitor import Visitor

LIST = "/municipality/review"


def _submit(town: Town, number: int) -> list[Offer]:
    librarian = town.actor("librarian")
    return [offers.submit(offer(town, publish=False, title=f"Les {n}"), by=librarian) for n in range(number)]


@pytest.mark.parametrize("number", [4, pytest.param(30, marks=pytest.mark.slow)])
def test_offers_are_published_at_once_and_a_refused_one_stops_none(town: Town, number: int):
    _submit(town, number - 1)
    doubtful = offers.submit(offer(town, publish=False, title="Bus", cases=["transport"]), by=town.actor("librarian"))
    visitor = Visitor(town, "officer")
    page = visitor.open(LIST, tick="all")
    assert len(page.html.xpath("//input[@name='offers'][@checked]")) == number
    done = visitor.press(page, "Publiceer wat is aangevinkt")
    assert f"{number - 1} keer aanbod gepubliceerd." in done.text
    assert "Bus: Leg eerst vast wat de accountant zegt over: Vervoer naar een programma na schooltijd." in done.text
    assert list(Offer.objects.filter(status="submitted")) == [doubtful]


def test_what_is_ticked_is_returned_with_one_reason(town: Town):
    first, second = _submit(town, 2)
    visitor = Visitor(town, "officer")
    page = visitor.open(LIST)
    refused = visitor.press(page, "Stuur terug wat is aangevinkt", offers=[str(first.pk)])
    assert "Les 0: " in refused.text and Offer.objects.filter(status="returned").count() == 0
    visitor.press(page, "Stuur terug wat is aangevinkt", offers=[str(first.pk)], reason="Zet de prijs erbij.")
    assert [Offer.objects.get(pk=each.pk).status for each in (first, second)] == ["returned", "submitted"]


def test_nothing_ticked_is_said_and_another_towns_offer_is_not_there(town: Town):
    (made,) = _submit(town, 1)
    visitor = Visitor(town, "officer")
    page = visitor.open(LIST)
    assert "Vink minstens één aanbod aan." in visitor.press(page, "Publiceer wat is aangevinkt").text
    strange = visitor.client.post(f"{LIST}/many", {"verdict": "publish", "offers": [town.board.pk]})
    assert strange.status_code == 400
    assert Visitor(town, "assessor").client.post(f"{LIST}/many").status_code == 403
    made.refresh_from_db()
    assert made.status == "submitted"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many_wait(town: Town, number: int):
    _submit(town, number)
    visitor = Visitor(town, "officer")
    assert visitor.statements(lambda: visitor.open(LIST)) == 5
