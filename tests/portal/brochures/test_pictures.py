"""Pictures in the brochure: the photograph with its words for who cannot see it, else a drawing; codes that scan."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdf
import segno

from catalogue.brochure import pages, pdf
from catalogue.brochure.drawings import code_of, drawing
from catalogue.brochure.pages import printed
from catalogue.house_style import read
from catalogue.offers.motifs import MOTIFS
from catalogue.pictures import actions as pictures
from portal.brochures.queries import subject_of
from tests import cast
from tests.cast import Town
from tests.photographs import photograph


def _tell(done: int, total: int) -> None:
    """Nobody listens."""


def _photographed(town: Town) -> dict:
    picture = pictures.add(
        town.library, content=photograph(), name="foto.jpg", alt="Kinderen op een trommel", alt_en="Children on a drum",
        credit="De Boekenboom", by=town.actor("librarian"),
    )  # fmt: skip
    cast.offer(town, image=picture)
    return printed(subject_of(town.programme, None, "nl"))


def _images(content: bytes) -> list:
    return [image for page in pypdf.PdfReader(BytesIO(content)).pages for image in page.images]


def test_a_photograph_is_printed_with_its_words_and_whose_it_is(town: Town):
    content = pdf.render(_photographed(town), _tell)
    assert len(_images(content)) == 1
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    assert "Foto: De Boekenboom" in text
    with pikepdf.open(BytesIO(content)) as opened:
        words = {str(each.Alt) for each in opened.objects if isinstance(each, pikepdf.Dictionary) and "/Alt" in each}
    assert "Kinderen op een trommel" in words


def test_when_its_file_is_away_there_is_a_drawing(town: Town):
    data = _photographed(town)
    data["chapters"][0]["entries"][0]["picture"]["file"] = "pictures/nergens.jpg"
    assert _images(pdf.render(data, _tell)) == []


def test_every_motif_is_drawn_in_the_colours_of_the_theme():
    tint = read("veldermeer").tints["sky"]
    for motif in MOTIFS:
        lines = drawing(motif, tint)
        assert "var(" not in lines and tint.deep in lines, motif


def test_a_code_is_the_address_that_stands_beside_it(town: Town):
    cast.offer(town)
    (entry,) = pages.printed(subject_of(town.programme, None, "nl"))["chapters"][0]["entries"]
    drawn = BytesIO()
    segno.make(entry["address"], error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=2, light="#fff")
    assert code_of(entry["address"]) == drawn.getvalue().decode()
