"""The catalogue as open data: everything that is published, nobody in it, free for everybody."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from catalogue.brochure import open_data
from catalogue.brochure.contents import Subject
from catalogue.offers import search
from catalogue.sheets import read
from tests import cast
from tests.cast import Town

SITE = "https://portaal.example"
WHERE = {"json": f"{SITE}/x.json", "csv": f"{SITE}/x.csv"}


def subject(town: Town) -> Subject:
    return Subject(town.programme, "nl", SITE)


def test_it_has_what_the_catalogue_finds_with_metadata_and_a_licence(town: Town):
    cast.offer(town, title="Voorlezen", price=Decimal("87.50"))
    cast.offer(town, title="Trommelen", provider="musician", kind="fixed")
    cast.offer(town, title="Een concept", publish=False)
    whole = json.loads(open_data.as_json(subject(town), WHERE))
    found = search.found(search.Criteria(ordering="title"))
    assert [(row["title"], row["provider"], row["price"], row["kind"]) for row in whole["offers"]] == [
        (offer.text.title, offer.provider.name, str(offer.text.price), offer.kind) for offer in found
    ]
    about = whole["dataset"]
    assert about["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert about["publisher"] == {"name": "Bloemendorp", "identifier": town.municipality.oin}
    assert about["temporal"] == {"startDate": "2026-08-01", "endDate": "2027-07-31"}
    assert [each["accessURL"] for each in about["distribution"]] == list(WHERE.values())


def test_no_person_and_nothing_that_reaches_one_stands_in_it(town: Town):
    typed = "Bel Noor op 06-12345678 of 0348 123456, of mail noor.de.wit@boekenboom.example. In 2026 kost het € 1200."
    cast.offer(town, summary=typed, description=typed, contact="Noor de Wit, noor@boekenboom.example, 06-87654321")
    json_, csv = open_data.as_json(subject(town), WHERE).decode(), open_data.table_csv(subject(town)).decode()
    for text in (json_, csv):
        for reaches in ("12345678", "123456", "boekenboom.example", "Noor de Wit", "87654321", "IBAN", "NL44"):
            assert reaches not in text, reaches
        assert "In 2026 kost het € 1200." in text


@pytest.mark.parametrize("typed", ["020 624 1111", "(020) 6241111", "+31 6 1234 5678", "0031612345678"])
def test_telephone_numbers_go_however_they_are_written(typed: str):
    assert sum(letter.isdigit() for letter in open_data.without_persons(f"Bel {typed}.")) <= 4


@pytest.mark.parametrize(
    "kept", ["van 10 tot 25 leerlingen", "in 2026-2027", "€ 1.234,50", "groep 5, 6, 7 en 8", "op 01-09-2026 om 09:00"]
)
def test_other_numbers_stay(kept: str):
    assert open_data.without_persons(kept) == kept


def test_the_tables_say_the_same(town: Town):
    cast.offer(town, title="Voorlezen", price=Decimal("87.50"))
    cast.offer(town, title="=HYPERLINK(1)", provider="musician")
    rows = [list(sheet.rows) for sheet in (
        read(open_data.table_csv(subject(town)), "x.csv"), read(open_data.table_xlsx(subject(town), WHERE), "x.xlsx")
    )]  # fmt: skip
    assert [[row[1] for row in table] for table in rows] == [["=HYPERLINK(1)", "Voorlezen"]] * 2
    assert [table[1][-1] for table in rows] == [f"{SITE}/offers/{search.found(search.Criteria())[1].pk}"] * 2
