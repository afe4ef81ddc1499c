"""Tables that leave the house: what is text stays text, in every spreadsheet."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import lxml.etree
import pytest

from catalogue.sheets import Column, Sheet, as_csv, as_xlsx, read

RUNNABLE = ["=1+1", "+31 30 1234567", "-2", "@SUM(A1)", "\t=1", "'=1", "''+2"]


def _xml(content: bytes, part: str) -> lxml.etree._Element:
    return lxml.etree.fromstring(ZipFile(BytesIO(content)).read(part))


def test_text_that_looks_like_a_formula_is_written_as_text():
    sheet = Sheet("Offers", ["Title"], [[text] for text in RUNNABLE])
    page = _xml(as_xlsx(sheet), "xl/worksheets/sheet1.xml")
    assert page.findall(".//{*}f") == []
    assert [cell.get("t") for cell in page.findall(".//{*}c")] == ["inlineStr"] * (len(RUNNABLE) + 1)
    for line in as_csv(sheet).decode("utf-8-sig").splitlines()[1:]:
        assert line.strip('"').startswith("'")


@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_and_comes_back_as_it_was(write):
    back = read(write(Sheet("Offers", ["Title"], [[text] for text in RUNNABLE])), "offers")
    assert [row[0] for _number, row in back.numbered()] == [text.strip() for text in RUNNABLE]


def test_amounts_and_days_are_amounts_and_days():
    row = [Decimal("1234.50"), 12, date(2027, 3, 15), datetime(2027, 3, 15, 12, 30, tzinfo=UTC), None, "0012"]
    sheet = Sheet("Offers", ["a", "b", "c", "d", "e", "f"], [row])
    assert next(read(as_xlsx(sheet), "x").numbered())[1] == [
        "1234.5",
        "12",
        "2027-03-15",
        "2027-03-15 13:30",
        "",
        "0012",
    ]
    assert as_csv(sheet).decode("utf-8-sig").splitlines()[1] == "1234,50;12;2027-03-15;2027-03-15 13:30;;0012"


def test_a_column_offers_its_words_and_the_names_stay_in_sight():
    sheet = Sheet("Offers", ["Title", "Unit"], [], columns={"Unit": Column(["group", "hour"], note="One of these")})
    book = as_xlsx(sheet, Sheet("Help", ["Column"], [["Unit"]]), lists="Words")
    page = _xml(book, "xl/worksheets/sheet1.xml")
    words = [each.text for each in page.findall(".//{*}dataValidation/{*}formula1")]
    assert words == ["'Words'!$A$2:$A$3"]
    assert page.find(".//{*}pane").get("state") == "frozen"
    assert [row for _number, row in read(book, "x", sheet="Words").numbered()] == [["group"], ["hour"]]
