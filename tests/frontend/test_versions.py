"""The versions of an offer, for who wrote it and who reviewed it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests.cast import Town, offer
from tests.frontend.visitor import Visitor

READERS = {"librarian": "/provider/offers", "officer": "/municipality/review"}


def _revised(town: Town, made: Offer, **said: object) -> None:
    offers.edit(made, by=town.actor("librarian"), **said)
    offers.submit(made, by=town.actor("librarian"))
    offers.publish(made, by=town.actor("officer"))


@pytest.mark.parametrize("who", READERS)
def test_every_version_can_be_read_with_what_it_changed(town: Town, who: str):
    made = offer(town)
    _revised(town, made, price=Decimal("140.00"))
    visitor = Visitor(town, who)
    page = visitor.open(f"{READERS[who]}/{made.pk}/versions")
    newest, first = page.all("//main//li[contains(@class, 'thing')]")
    assert newest.startswith("Versie 2") and "1 wijziging" in newest and "dit kiezen scholen nu" in newest
    assert "€ 125" in first and "was gepubliceerd" in first
    second = visitor.open(f"{READERS[who]}/{made.pk}/versions/2")
    assert (second.all("//del"), second.all("//ins")) == (["weg: € 125,00"], ["nieuw: € 140,00"])
    assert "€ 125,00" in visitor.open(f"{READERS[who]}/{made.pk}/versions/1").text


def test_a_returned_version_carries_its_remarks(town: Town):
    made = offers.submit(offer(town, publish=False), by=town.actor("librarian"))
    offers.return_for_changes(made, reason="", remarks=[("summary", "Te kort.")], by=town.actor("officer"))
    page = Visitor(town, "librarian").open(f"/provider/offers/{made.pk}/versions/1")
    assert page.all("//dd//*[contains(@class, 'note')]") == ["Te kort."]


def test_what_is_not_there_or_anothers_is_not_found(town: Town):
    made = offer(town)
    for who, path in (("musician", "/provider/offers"), ("officer", "/municipality/review")):
        number = "" if who == "musician" else "/9"
        assert Visitor(town, who).open(f"{path}/{made.pk}/versions{number}").status == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_many_versions(town: Town, rows: int):
    made = offer(town)
    for number in range(rows - 1):
        _revised(town, made, title=f"Anders {number}")
    visitor = Visitor(town, "officer")
    assert visitor.statements(lambda: visitor.open(f"/municipality/review/{made.pk}/versions")) == 4
