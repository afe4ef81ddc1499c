"""The state says in one file what each municipality gets for the whole period (DOMAIN § 7 row 32): the own row is found
by its CBS code, shown as the total of the period, and split in the terms in which it is paid. Nothing is saved unasked.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from catalogue.errors import Forbidden, Invalid
from catalogue.sheets import Sheet, as_xlsx
from portal.funding import infotool
from portal.funding.models import Grant
from tests.cast import Town
from tests.catalogue.sheets.opened import ods, row
from tests.frontend.visitor import Visitor

TABLE = [
    ("Informatietool NP Onderwijs", None, None, None), (),
    ("Gemeentecode", "Gemeente", "Bedrag per leerling", "Totaal bedrag"),
    (9800, "Ergens", 118.11, 100000), (9801, "Bloemendorp", 118.11, 322000), (9803, "Elders", 118.11, 500000.5),
]  # fmt: skip
FILES = {
    "ods": ods([row("Toelichting")], [row(*line) for line in TABLE]),
    "xlsx": as_xlsx(Sheet("Bedragen", [], [list(line) for line in TABLE])),
    "csv": "Gemeentecode;Gemeente;Totaal bedrag\r\nGM9801;Bloemendorp;€ 322.000,00\r\nGM9803;Elders;€ 1\r\n".encode(),
    "thousands": b"CODE,NAAM,TOTAAL\n9801,Bloemendorp,322.000\n",
}


@pytest.mark.parametrize("kind", FILES)
def test_the_own_row_is_found_in_every_kind_of_file(town: Town, kind: str):
    found = infotool.proposed(FILES[kind], "infotool", town.municipality, by=town.actor("officer"))
    assert (found.amount, found.town, found.code) == (Decimal("322000.00"), "Bloemendorp", "GM9801")
    assert found.terms and (found.terms.count, found.terms.first.isoformat(), found.terms.first_holds) == (
        24, "2021-12-01", 5,
    )  # fmt: skip
    assert found.parts == (Decimal("13416.67"), Decimal("13416.66"))


def test_an_officer_looks_at_it_and_writes_it_down(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/grants/new")
    seen = officer.press(page, "Zoek ons bedrag op", file=SimpleUploadedFile("infotool.ods", FILES["ods"]))
    assert "€ 322.000,00 voor de hele periode" in seen.text and "24 termijnen" in seen.text
    assert not Grant.objects.exists(), "nothing is saved unasked"
    officer.press(seen, "Leg deze uitkering vast")
    made = Grant.objects.get()
    assert (made.regulation.code, made.amount, made.spend_until.isoformat()) == ("NPO", Decimal(322000), "2025-07-31")
    terms = list(made.instalments.order_by("number"))
    assert (len(terms), sum(term.amount for term in terms)) == (24, Decimal(322000))
    first = [term for term in terms if term.month.isoformat() == "2021-12-01"]
    assert (len(first), sum(term.amount for term in first)) == (5, Decimal("67083.35"))
    assert terms[-1].month.isoformat() == "2023-07-01"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"Gemeentecode;Totaal\n9803;1\n", "not_there", "GM9801"),
        (b"Gemeentecode;Totaal\n9801;1\n9801;2\n", "not_there", "2"),
        (b"Gemeente;Kleur\nBloemendorp;rood\n", "unknown_columns", "GEMEENTECODE"),
        (b"Gemeentecode;Totaal\n9801;veel\n", "wrong_cell", "veel"),
        (b"Gemeentecode;Totaal\n9801;0\n", "wrong_cell", "Rij 2"),
        (b"Gemeentecode;Totaal\n9801\n", "wrong_cell", "Totaal"),
        (b"", "empty", ""),
    ],
)
def test_what_is_not_there_is_said(town: Town, content: bytes, code: str, words: str):
    with pytest.raises(Invalid) as invalid:
        infotool.proposed(content, "infotool", town.municipality, by=town.actor("officer"))
    (fault,) = invalid.value.faults
    assert (fault.location, fault.code) == ("#/file", code) and words in fault.detail
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/grants/new")
    told = officer.press(page, "Zoek ons bedrag op", file=SimpleUploadedFile("infotool.csv", content or b" "))
    assert told.status == 400 and not Grant.objects.exists()


def test_nobody_else_looks_it_up(town: Town):
    with pytest.raises(Forbidden):
        infotool.proposed(FILES["csv"], "infotool", town.municipality, by=town.actor("finance"))
