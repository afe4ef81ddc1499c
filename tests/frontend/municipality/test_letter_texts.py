"""The texts of letters in pages: an example beside them, what differs from the portal's own, and every version."""

from __future__ import annotations

from portal.letters.models import LetterTemplate
from portal.letters.texts import default
from tests.cast import Town
from tests.frontend.visitor import Visitor

ADDRESS = "/municipality/letters/texts/board_grant/nl"


def test_an_officer_looks_keeps_and_goes_back(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open(ADDRESS)
    assert page.title == "Subsidie aan een schoolbestuur" and "Geacht bestuur," in page.text
    assert "7 januari" in page.text or "uiterlijk op" in page.text
    own = default("board_grant", "nl").text.replace("Geacht bestuur", "Beste bestuurders")
    looked = officer.press(page, "Bekijk het voorbeeld", text=own)
    assert "Beste bestuurders," in looked.all("//article")[0] and not LetterTemplate.objects.exists()
    assert "Beste bestuurders" in "".join(looked.all("//ins")) and "Geacht bestuur" in "".join(looked.all("//del"))
    kept = officer.press(looked, "Bewaar deze tekst")
    assert "Bewaard als nieuwe versie" in kept.text and "versie 1" in kept.text
    assert "eigen tekst, versie 1" in officer.open("/municipality/letters/texts").text
    back = officer.press(kept, "Terug naar de tekst van het portaal")
    assert "geldt weer" in back.text and "Geacht bestuur," in back.all("//article")[0]
    older = officer.open(ADDRESS, version="1")
    assert "Beste bestuurders," in older.all("//article")[0]


def test_what_cannot_be_filled_in_is_named_and_nothing_is_lost(town: Town):
    officer = Visitor(town, "officer")
    for button in ("Bekijk het voorbeeld", "Bewaar deze tekst"):
        page = officer.press(officer.open(ADDRESS), button, text="Beste {naam}")
        assert page.status == 400 and "{naam}" in page.text and "{objection}" in page.text
        assert "Beste {naam}" in page.all("//textarea")[0]
        assert "verschijnt zodra" in page.text


def test_who_may_only_read_has_no_buttons(town: Town):
    page = Visitor(town, "controller").open(ADDRESS)
    assert page.status == 200 and "Bewaar deze tekst" not in page.buttons()


def test_a_kind_or_language_that_is_not_there(town: Town):
    officer = Visitor(town, "officer")
    for address in ("/municipality/letters/texts/liefdesbrief/nl", "/municipality/letters/texts/board_grant/fy"):
        assert officer.open(address).status == 404
