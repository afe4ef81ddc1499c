"""The brochure from the pages: a button in the catalogue, progress while it is made, and then the file."""

from __future__ import annotations

import json

from catalogue.journal.outbox import drain
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _button(page: object, words: str) -> str:
    links = page.html.xpath("//main//a")  # type: ignore[attr-defined]  # a Page
    return next(link.get("href") for link in links if words in " ".join(link.itertext()))


def test_from_the_catalogue_to_the_file(town: Town):
    cast.offer(town)
    visitor = Visitor()
    address = _button(visitor.open("/offers"), "Brochure (PDF)")
    assert address == f"/brochures/{town.programme.pk}.pdf"
    waiting = visitor.open(address)
    assert waiting.path.startswith("/jobs/") and waiting.title == "Brochure" and waiting.html.xpath("//progress")
    drain()
    ready = visitor.open(waiting.path)
    assert "De brochure heeft 1 aanbod." in ready.text
    assert visitor.client.get(_button(ready, "Download")).content.startswith(b"%PDF-")
    file = visitor.client.get(address)
    assert (file.status_code, file.headers["Content-Type"]) == (200, "application/pdf")
    assert file.headers["Content-Disposition"] == 'inline; filename="brochure-kansrijk-2026-2027.pdf"'


def test_a_school_finds_its_own_brochure_and_nobody_elses(town: Town):
    cast.offer(town)
    visitor = Visitor(town, "coordinator")
    own = _button(visitor.open("/school"), "Onze brochure")
    assert own == f"/brochures/{town.programme.pk}.pdf?school={town.kring.pk}"
    assert visitor.open(own).path.startswith("/jobs/")
    assert _button(visitor.open("/brochures"), "Brochure van De Kring") == own
    assert Visitor(town, "other_coordinator").open(own).status == 404
    assert Visitor().open(own).status == 404
    assert Visitor().open(f"/brochures/{town.programme.pk}.pdf?school=kring").status == 404


def test_the_page_of_brochures_has_the_open_data_with_its_licence(town: Town):
    cast.offer(town)
    page = Visitor().open("/brochures")
    assert "Iedereen mag ze overal voor gebruiken" in page.text
    assert "https://creativecommons.org/publicdomain/zero/1.0/" in page.links()
    data = Visitor().client.get(_button(page, "JSON"))
    assert [row["title"] for row in json.loads(data.content)["offers"]] == ["Voorleesuur"]
    assert Visitor().open(f"/brochures/{town.programme.pk}.exe").status == 404


def test_without_offers_it_says_so(town: Town):
    page = Visitor().open(f"/brochures/{town.programme.pk}.pdf")
    assert page.status == 409 and "nog niets gepubliceerd" in page.text


def test_the_officer_finds_it_on_the_overview(town: Town):
    assert "/brochures" in Visitor(town, "officer").open("/municipality").links()


def test_it_costs_the_same_for_one_offer_as_for_three(town: Town):
    visitor, counted = Visitor(), []
    for number in (1, 2):
        for _each in range(number):
            cast.offer(town)
        counted.append(visitor.statements(lambda: visitor.open("/brochures")))
    assert counted[0] == counted[1] <= 5
