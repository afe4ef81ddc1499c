"""Ideas of other towns on the pages: the officer brings them in and shows them, a provider starts from one."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.exchange.models import Idea
from catalogue.offers.models import Offer
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Page, Visitor
from tests.house.rounds import shared_idea


def brought_in(visitor: Visitor, content: bytes) -> Page:
    page = visitor.open("/municipality/exchange")
    return visitor.press(page, "Haal deze ideeën binnen", file=SimpleUploadedFile("ideeen.json", content))


def test_from_one_town_to_a_draft_in_another(town: Town):
    cast.offer(town, contact="Juf Ans")
    chosen, other = cast.offer(town, title="Debatteren"), cast.offer(town, title="Rekenen")
    officer, librarian = Visitor(town, "officer"), Visitor(town, "librarian")
    given = officer.client.get("/municipality/exchange/offers.json", {"offer": [chosen.pk, other.pk]})
    assert {each["title"] for each in json.loads(given.content)["offers"]} == {"Debatteren", "Rekenen"}
    assert b"Ans" not in officer.client.get("/municipality/exchange/offers.json").content
    page = brought_in(officer, given.content)
    assert "2 nieuwe ideeën" in page.text and "Nu geen ideeën" in librarian.open("/provider/ideas").text
    officer.press(page, "Toon aan onze aanbieders: Debatteren")
    mine = librarian.press(librarian.open("/provider/ideas"), "Begin hiermee: Debatteren")
    assert mine.path.endswith("/edit") and "eigen concept" in mine.text
    assert Offer.objects.filter(status="draft", provider=town.library).get().text.title == "Debatteren"


def test_a_wrong_document_says_where_and_nothing_is_kept(town: Town):
    page = brought_in(Visitor(town, "officer"), b'{"format": "keuzeportaal-offers", "version": 3}')
    assert page.status == 400 and "#/version" in page.text and "#/source" in page.text
    assert not Idea.objects.exists()


def test_put_away_is_out_of_sight(town: Town):
    cast.offer(town)
    shared_idea(town)
    officer = Visitor(town, "officer")
    officer.press(officer.open("/municipality/exchange"), "Leg het weg")
    assert "Nu geen ideeën" in Visitor(town, "planner").open("/provider/ideas").text
    assert "Leg het weg" not in " ".join(Visitor(town, "controller").open("/municipality/exchange").buttons())


def test_pages_cost_the_same_for_one_row_and_for_three(town: Town):
    pages = {"officer": "/municipality/exchange", "librarian": "/provider/ideas"}
    costs = []
    for rows in (1, 2):
        for _row in range(rows):
            cast.offer(town, title=f"Les {Offer.objects.count()}")
            idea = shared_idea(town) if not costs else None
            assert costs or idea
        if costs:
            first = Idea.objects.get()
            for number in range(2):
                first.pk, first.origin = f"11111111-0000-4000-8000-00000000000{number}", str(number)
                first.save(force_insert=True)
        for who, path in pages.items():
            Visitor(town, who).open(path)
            visitor = Visitor(town, who)
            costs.append(visitor.statements(lambda visitor=visitor, path=path: visitor.open(path)))
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize("who", ["coordinator", "librarian"])
def test_others_are_kept_out(town: Town, who: str):
    assert Visitor(town, who).open("/municipality/exchange").status == 403
    assert Visitor(town, "officer").open("/provider/ideas").status == 403
