"""Workbooks of LibreOffice: read as XLSX is, with the names of the columns wherever they stand, and no traps."""

from __future__ import annotations

import pytest

from catalogue.errors import Invalid
from catalogue.sheets import Limits, read
from tests.catalogue.sheets.opened import cell, ods, row

SCORES = [
    row("Achterstandsscores 2023"),
    row(),
    row("BRIN", "Score"),
    row("98AA", 12.5),
    row(None, "98BA"),
    row("98CA", 7),
]


def _has_scores(names: object) -> bool:
    return "BRIN" in names  # type: ignore[operator]


def test_the_first_row_names_the_columns():
    sheet = read(ods([row("BRIN", "Score"), row("98AA", 0.1), row("0012", 1234567)]), "file")
    assert list(sheet.header) == ["BRIN", "Score"]
    assert list(sheet.numbered()) == [(2, ["98AA", "0.1"]), (3, ["0012", "1234567"])]


def test_they_are_looked_for_below_titles_and_in_later_sheets():
    sheet = read(ods([row("Toelichting"), row("Niets")], SCORES), "file", is_header=_has_scores)
    assert list(sheet.header) == ["BRIN", "Score"]
    assert list(sheet.numbered()) == [(4, ["98AA", "12.5"]), (5, ["", "98BA"]), (6, ["98CA", "7"])]


def test_titles_above_a_csv_do_not_hide_its_delimiter():
    sheet = read(b"Achterstandsscores\n\nBRIN,Score\n98AA,12\n", "file", is_header=_has_scores)
    assert list(sheet.numbered()) == [(4, ["98AA", "12"])]


def test_when_nothing_is_found_the_first_row_is_told():
    sheet = read(ods([row("Kleur", "Maat"), row("rood", "XL")]), "file", is_header=_has_scores)
    assert (list(sheet.header), list(sheet.numbered())) == (["Kleur", "Maat"], [])


REPEATED = ' table:number-{what}-repeated="{times}"'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods([row("a", more=REPEATED.format(what="rows", times=100_000_000))]), "too_many_rows"),
        (ods([f"<table:table-row>{cell('a', REPEATED.format(what='columns', times=16_000))}</table:table-row>"]),
         "too_many_rows"),
        (ods([row("a"), row(*[None] * 300, "far")]), "too_many_rows"),
        (ods([row("a")], mimetype="application/vnd.oasis.opendocument.text"), "not_a_sheet"),
        (ods([row("a")])[:-60], "broken"),
        (ods(["<table:table-row>"]), "broken"),
    ],
)  # fmt: skip
def test_what_would_grow_out_of_hand_or_is_no_workbook_is_refused(content: bytes, code: str):
    with pytest.raises(Invalid) as error:
        list(read(content, "file").numbered())
    assert [fault.code for fault in error.value.faults] == [code]


def test_rows_beyond_the_limit_are_refused():
    with pytest.raises(Invalid) as error:
        list(read(ods([row(at) for at in range(30)]), "file", limits=Limits(rows=20)).numbered())
    assert [fault.code for fault in error.value.faults] == ["too_many_rows"]
