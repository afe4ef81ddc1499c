"""A provider brings its offers in as a table: looks, carries out, undoes, and takes them out again."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.imports.models import Import
from catalogue.offers.models import Offer
from catalogue.sheets import read
from tests import cast
from tests.cast import Town
from tests.catalogue.imports.tables import NEW, brought, table
from tests.frontend.visitor import Page, Visitor


def sent_in(visitor: Visitor, content: bytes, name: str = "aanbod.csv", **filled: Any) -> Page:
    page = visitor.open("/provider/imports")
    return visitor.press(page, "Controleer dit bestand", file=SimpleUploadedFile(name, content), **filled)


def test_from_an_empty_template_to_drafts(town: Town):
    visitor = Visitor(town, "planner")
    start = visitor.open(next(link for link in visitor.open("/provider/offers").links() if "imports" in link))
    template = visitor.client.get(next(link for link in start.links() if "template" in link))
    header = list(read(template.content, "x").header)
    assert template["Content-Disposition"] == 'attachment; filename="voorbeeldbestand-voor-aanbod.xlsx"'
    assert set(NEW) <= set(header)
    checked = sent_in(visitor, table(dict.fromkeys(header, "") | NEW, NEW | {"Titel": "Fout", "Prijs per": "ons"}))
    assert checked.title == "aanbod.csv" and "nog niets vastgelegd" in checked.text and not Offer.objects.exists()
    done = visitor.press(checked, "Voer dit uit")
    assert "uitgevoerd" in done.text and Offer.objects.get().text.title == "Debatteren"
    assert f"/provider/offers/{Offer.objects.get().pk}" in done.links()


def test_what_is_wrong_stands_on_top_with_its_column_and_what_was_expected(town: Town):
    page = sent_in(Visitor(town, "librarian"), table(NEW, NEW | {"Titel": "Fout", "Prijs per": "ons"}))
    first, second = page.all("//tbody/tr")
    assert first.startswith("Rij 3 geweigerd Fout") and "Prijs per:" in first and "“ons”" in first and "groep" in first
    assert second.startswith("Rij 2 nieuw Debatteren")
    assert [chip.rsplit(" ", 1)[-1] for chip in page.all("//ul[@class='chips']//a")] == ["2", "1", "1"]
    picked = Visitor(town, "librarian").open(page.path, show="added")
    assert len(picked.all("//tbody/tr")) == 1


def test_a_change_shows_both_and_can_be_undone(town: Town):
    known, visitor = cast.offer(town), Visitor(town, "librarian")
    page = sent_in(visitor, table({"id": str(known.pk), "price": "130"}))
    assert "Prijs zonder btw: 125,00 → 130,00" in page.text
    undone = visitor.press(visitor.press(page, "Voer dit uit"), "Draai deze import terug")
    assert "zoals eerst" in undone.text and Offer.objects.get().draft is None
    assert "Voer dit uit" not in " ".join(undone.buttons())


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "leeg"), (b"Titel;Kleur\nLes;rood", "De kolom “Kleur” is niet bekend"), (b"\x00\x01", "geen tekst")],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_is_kept(town: Town, content: bytes, said: str):
    page = sent_in(Visitor(town, "librarian"), content)
    assert page.status == 400 and said in page.text
    assert not Import.objects.exists()


def test_the_same_form_twice_is_one_import(town: Town):
    visitor = Visitor(town, "librarian")
    page = visitor.open("/provider/imports")
    for _press in range(2):
        visitor.press(page, "Controleer dit bestand", file=SimpleUploadedFile("a.csv", table(NEW)))
    assert Import.objects.count() == 1


@pytest.mark.parametrize("way", ["xlsx", "csv"])
def test_what_is_taken_out_comes_in_again_unchanged(town: Town, way: str):
    cast.offer(town, description='Regel 1\r\nRegel 2; =1+1 "zo" 😀 مرحبا', contact="+31 6 12345678")
    cast.offer(town, title="Concept", publish=False)
    cast.offer(town, provider="musician")
    visitor = Visitor(town, "librarian")
    taken = visitor.client.get(f"/provider/imports/offers/{town.programme.pk}", {"format": way})
    page = sent_in(visitor, taken.content, f"aanbod.{way}")
    assert Import.objects.get().counts == {"unchanged": 2}, page.text
    assert "niets uit te voeren" in page.text


def test_the_result_is_a_table_too(town: Town):
    visitor = Visitor(town, "librarian")
    page = sent_in(visitor, table(NEW, NEW | {"Titel": "Fout", "Prijs per": "ons"}))
    answer = visitor.client.get(page.path, {"format": "xlsx"})
    rows = [row for _number, row in read(BytesIO(answer.content).read(), "x").numbered()]
    assert [row[:3] for row in rows] == [["2", "nieuw", "Debatteren"], ["3", "geweigerd", "Fout"]]
    assert rows[1][5].startswith("Prijs per: ")


def test_pages_cost_the_same_for_one_row_and_for_three(town: Town):
    visitor, costs = Visitor(town, "librarian"), []
    for rows in (1, 3):
        known = [cast.offer(town) for _row in range(rows)]
        batch = brought(town, *({"id": str(offer.pk), "price": "1"} for offer in known))
        paths = ["/provider/imports", f"/provider/imports/{batch.pk}", f"/provider/imports/offers/{town.programme.pk}"]
        for path in paths:
            visitor.open(path)
        costs.append([visitor.statements(lambda address=path: visitor.open(address)) for path in paths])
    assert costs[0] == costs[1]


@pytest.mark.parametrize("who", ["coordinator", "officer", ""])
def test_others_are_kept_out(town: Town, who: str):
    batch = brought(town, NEW)
    visitor = Visitor(town, who) if who else Visitor()
    for path in ("/provider/imports", f"/provider/imports/{batch.pk}"):
        page = visitor.open(path)
        assert page.status == 403 if who else page.path.startswith("/accounts/login/")
    assert Visitor(town, "musician").open(f"/provider/imports/{batch.pk}").status == 404
