"""Shows 5: the brochure equals the catalogue, opens, is tagged, and every offer stands in it once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest

from catalogue.actor import ANYONE
from catalogue.brochure import pages, pdf
from catalogue.journal.outbox import drain
from catalogue.offers import actions as offers
from portal.brochures import actions
from portal.brochures.queries import subject_of
from portal.jobs import queries as jobs
from portal.jobs.models import Job, JobFile
from tests import cast
from tests.api.client import Api
from tests.cast import Town

TITLES = ("Voorlezen in de klas", "Trommelen met de buurt", "Zwemmen zonder angst", "Een moestuin op het plein")


def fill(town: Town) -> None:
    """Four offers: of one theme, of two, a fixed one, and one that costs cents."""
    both = [town.talent.pk, town.care.pk]
    cast.offer(town, title=TITLES[0], evidence_url="https://onderzoek.example/lezen", evidence_months=4)
    cast.offer(town, title=TITLES[1], provider="musician", themes=both, price=Decimal("87.50"), unit="session")
    cast.offer(town, title=TITLES[2], kind="fixed", themes=[town.care.pk], sectors=["PO", "SO"])
    cast.offer(town, title=TITLES[3], sectors=["VO"], year_groups=["vo1"], price=Decimal("1234.00"))


def made(town: Town, who: str = "", school: Any = None, language: str = "nl") -> JobFile:
    """The brochure, made by a worker."""
    actor = town.actor(who) if who else ANYONE
    job = actions.ask(town.programme, school, language=language, by=actor)
    assert isinstance(job, Job)
    drain()
    file = actions.ask(town.programme, school, language=language, by=actor)
    assert isinstance(file, JobFile)
    return file


def words_of(content: bytes) -> list[str]:
    """The words of each page, with single spaces and without joiners."""
    pages_ = pypdf.PdfReader(BytesIO(content)).pages
    return [re.sub(r"\s+", " ", page.extract_text().replace("\u2060", "").replace("\u200b", "")) for page in pages_]


@pytest.fixture
def brochure(town: Town) -> Iterator[bytes]:
    fill(town)
    yield bytes(made(town).content)


def test_it_opens_is_tagged_and_says_its_title_and_language(brochure: bytes):
    with pikepdf.open(BytesIO(brochure)) as opened:
        assert opened.Root.MarkInfo.Marked and "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "nl"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Brochure Kansrijk 2026-2027"
    assert [each.title for each in pypdf.PdfReader(BytesIO(brochure)).outline if not isinstance(each, list)] == [
        "Inhoud", "Talentontwikkeling", "Zorg op school", "Aanbieders",
    ]  # fmt: skip


def described(printed: dict[str, Any]) -> list[dict[str, Any]]:
    """Every entry of the chapters."""
    return [entry for chapter in printed["chapters"] for entry in chapter["entries"]]


def test_it_has_what_the_catalogue_pages_through_each_offer_described_once(town: Town):
    fill(town)
    cast.offer(town, title="Nog een concept", publish=False)
    listed, page = [], 1
    while True:
        answer = Api().get("offers", {"pageSize": "3", "page": str(page), "programme": str(town.programme.pk)}).json()
        listed += answer["results"]
        if answer["next"] is None:
            break
        page += 1
    printed = pages.printed(subject_of(town.programme, None, "nl"))
    assert sorted(entry["title"] for entry in described(printed)) == sorted(row["title"] for row in listed)

    text = " ".join(words_of(bytes(made(town).content)))
    for row in listed:
        assert text.count(f"{row['title']} {row['provider']['name']} {row['summary']}") == 1, row["title"]
        price = "Gemeente betaalt" if row["kind"] == "fixed" else euro(row["price"])
        assert price.replace("\N{NO-BREAK SPACE}", " ") in text
    assert "Nog een concept" not in text
    prices = {entry["price"] for entry in described(printed)}
    assert prices == {"Gemeente betaalt" if row["kind"] == "fixed" else euro(row["price"]) for row in listed}


def euro(price: str) -> str:
    """How the brochure writes an amount of the API."""
    whole, cents = price.split(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"€\N{NO-BREAK SPACE}{grouped}" + ("" if cents == "00" else f",{cents}")


def test_an_offer_of_two_themes_stands_in_the_contents_of_both(town: Town):
    fill(town)
    talent, care = pages.printed(subject_of(town.programme, None, "nl"))["chapters"]
    assert TITLES[1] in [each["title"] for each in talent["contents"]]
    assert TITLES[1] in [each["title"] for each in care["contents"]]
    assert [each["title"] for each in care["elsewhere"]] == [TITLES[1]]
    (entry,) = [each for each in described({"chapters": [talent, care]}) if each["title"] == TITLES[1]]
    assert entry["also"] == "Ook bij: Zorg op school"


def test_the_page_numbers_of_contents_and_index_are_those_of_the_pages(brochure: bytes):
    texts = words_of(brochure)
    contents = next(text for text in texts if text.startswith("Inhoud"))
    index = next(text for text in texts if text.startswith("Aanbieders"))
    for title in TITLES:
        (page,) = [number for number, text in enumerate(texts, start=1) if f"{title} Bibliotheek" in text
                   or f"{title} Muziekschool" in text]  # fmt: skip
        for where in (contents, index):
            named = set(re.findall(rf"{title}(?: · vast aanbod)?[ .]*(\d+)", where))
            assert named == {str(page)}, (title, page, where)


def test_every_code_leads_to_the_page_of_its_offer(town: Town, brochure: bytes):
    reader = pypdf.PdfReader(BytesIO(brochure))
    linked = {
        str(note.get_object()["/A"]["/URI"])
        for page in reader.pages
        for note in page.get("/Annots", [])
        if "/A" in note.get_object() and "/URI" in note.get_object()["/A"]
    }
    ids = {row["id"] for row in Api().get("offers").json()["results"]}
    assert {address.rsplit("/", 1)[1] for address in linked if "/offers/" in address} == ids
    subject = subject_of(town.programme, None, "nl")
    assert {entry["address"] for entry in described(pages.printed(subject))} == {
        f"{subject.site}/offers/{id}" for id in ids
    }


def test_the_same_data_costs_nothing_and_a_changed_offer_makes_another_brochure(town: Town):
    fill(town)
    first = made(town)
    before = Job.objects.count()
    again = actions.ask(town.programme, None, language="nl", by=town.actor("coordinator"))
    assert (again, Job.objects.count()) == (first, before), "whoever asks gets the one that is there"
    row = cast.offer(town, title="Iets nieuws")
    other = made(town)
    assert other.sha256 != first.sha256
    offers.withdraw(row, by=town.actor("librarian"))
    assert actions.ask(town.programme, None, language="nl", by=ANYONE) == first, "as it was: the same brochure"


def test_the_same_pages_give_the_same_bytes(town: Town):
    fill(town)
    printed = pages.printed(subject_of(town.programme, None, "nl"))
    told: list[tuple[int, int]] = []
    assert pdf.render(printed, lambda done, total: told.append((done, total))) == pdf.render(printed, lambda *_: None)
    assert told[-1] == (4, pdf.steps_of(printed))


@pytest.mark.parametrize(
    "title", ['#panic("x") $y$ <b>vet</b> *ster* `code` \\', "Zwemmen 🏊 en spelen", "W" * 120, "a\u202eb _x_ @y"]
)
def test_what_somebody_typed_is_printed_as_it_is(town: Town, title: str):
    cast.offer(town, title=title, description="= Kop\n#let x = 1\n" + "woord " * 800)
    text = "".join(words_of(bytes(made(town).content)))
    plain = title.replace("🏊", "□").replace("\u202e", "")
    assert plain.replace(" ", "") in text.replace(" ", "")
    assert "#letx=1" in text.replace(" ", "")
    assert ("staat er als □" in text) == ("🏊" in title)


def test_in_english_for_who_reads_english(town: Town):
    cast.offer(town, title="Voorleesuur", title_en="Reading hour")
    text = " ".join(words_of(bytes(made(town, language="en").content)))
    assert "Reading hour" in text and "Voorleesuur" not in text and "Contents" in text


def test_the_job_of_a_school_is_of_its_organisation(town: Town):
    fill(town)
    file = made(town, "coordinator", town.kring)
    assert file.name == "brochure-kansrijk-2026-2027-de-kring.pdf"
    assert not jobs.visible_to(town.actor("other_coordinator")).filter(pk=file.job_id).exists()
