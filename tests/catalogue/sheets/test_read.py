"""Tables that come in: workbooks and CSV of every habit, and everything that is none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from catalogue.errors import Invalid
from catalogue.sheets import Limits, Sheet, as_xlsx, column_letters, read


def rows(content: bytes, **options: object) -> list[tuple[int, list[str]]]:
    return list(read(content, "file", **options).numbered())


def refused(content: bytes, **options: object) -> tuple[str, str]:
    with pytest.raises(Invalid) as error:
        rows(content, **options)
    (fault,) = error.value.faults
    assert fault.location == "#/file"
    return fault.code, fault.detail


def workbook(change: Callable[[str, bytes], bytes] = lambda _part, content: content) -> bytes:
    """A workbook of four cells, with its parts changed."""
    target = BytesIO()
    with (
        ZipFile(BytesIO(as_xlsx(Sheet("A", ["a", "b"], [["1", "2"]])))) as good,
        ZipFile(target, "w", ZIP_DEFLATED) as bad,
    ):
        for part in good.namelist():
            bad.writestr(part, change(part, good.read(part)))
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_of_every_habit(delimiter: str, encoding: str, newline: str):
    text = newline.join([delimiter.join(['"Naam, of; titel"', "Prijs"]), delimiter.join(["Café", '"€ 1,50"']), ""])
    sheet = read(text.encode(encoding), "file")
    assert list(sheet.header) == ["Naam, of; titel", "Prijs"]
    assert list(sheet.numbered()) == [(2, ["Café", "€ 1,50"])]


def test_the_line_that_excel_writes_above_a_csv_is_understood():
    assert read(b"sep=|\na;b|c\n1|2", "file").header == ["a;b", "c"]


def test_rows_keep_their_number_whatever_is_empty_or_has_newlines():
    assert rows(b'\n;;\na;b\n\n"one\n""two""";x;;\n ; \n3') == [(5, ['one\n"two"', "x"]), (7, ["3"])]


def test_numbers_of_a_workbook_come_exactly_and_a_sheet_is_chosen_by_its_name():
    amounts = Sheet("Offers", ["a", "b", "c"], [[12, 2_000_000_000, Decimal("0.1")]])
    assert rows(as_xlsx(Sheet("First", ["x"], []), amounts), sheet="Offers") == [(2, ["12", "2000000000", "0.1"])]


def test_a_table_that_starts_further_down_keeps_its_places():
    lower = as_xlsx(Sheet("A", [], [[], [None, "a", "b"], [], [None, "1"]]))
    sheet = read(lower, "file")
    assert list(sheet.header) == ["", "a", "b"]
    assert list(sheet.numbered()) == [(5, ["", "1"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"), (b" \n;;\n", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        (b"\x81\x8d\xff", "not_a_sheet"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "not_text"),
        (b'a;b\n"open', "broken"), (b"a;b;A", "duplicate_column"),
        (b"PK\x03\x04nothing", "broken"), (workbook()[:-30], "broken"), (b"a\n" + b"x" * 200_000, "broken"),
        (b"a\n" + b"x" * 20_000, "too_long"), (b"a\n" + b";" * 500 + b"x", "too_wide"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_the_reason(content: bytes, code: str):
    assert refused(content)[0] == code


def test_the_sentence_says_where():
    assert "C3" in refused(b"a;b;c\n1;2;3\n1;2;a\x00")[1]
    assert "in A en C" in refused(b"a;b;A")[1]
    assert "Rij 3" in refused(b'a;b\n1;2\n"3;4')[1]


def test_limits_hold_for_every_kind_of_file():
    few = Limits(rows=2, columns=2)
    assert refused(b"a\n1\n2", limits=few)[0] == "too_many_rows"
    assert refused(as_xlsx(Sheet("A", ["a"], [["1"], ["2"]])), limits=few)[0] == "too_many_rows"
    assert refused(as_xlsx(Sheet("A", ["a", "b", "c"], [])), limits=few)[0] == "too_many_rows"
    assert refused(b"a\n" * 10, limits=Limits(size=9))[0] == "too_large"


class TestTraps:
    """Workbooks that would take all memory, or more, are refused before they are opened."""

    @pytest.mark.parametrize("cell", [b"XFD1048576", b"A1048576", b"XFD1", b"ZZZZZZZZZ1", b"A99999999999999999999"])
    def test_a_cell_far_away(self, cell: bytes):
        assert (
            refused(workbook(lambda _part, content: content.replace(b'r="B2"', b'r="' + cell + b'"')))[0]
            == "too_many_rows"
        )

    def test_written_in_another_encoding_too(self):
        def hide(part: str, content: bytes) -> bytes:
            if "sheet1" not in part:
                return content
            text = content.decode().replace('r="B2"', 'r="XFD1048576"').replace("UTF-8", "UTF-16")
            return text.encode("utf-16")

        assert refused(workbook(hide))[0] == "too_many_rows"

    def test_a_bomb(self):
        blown = workbook(lambda part, content: b" " * 200_000_000 if part == "docProps/app.xml" else content)
        assert len(blown) < 300_000
        assert refused(blown)[0] == "too_large"

    def test_a_directory_that_lies_about_the_size(self):
        book = workbook(lambda part, content: content + b" " * 100_000 if "sheet1" in part else content)
        with ZipFile(BytesIO(book)) as opened:
            size = opened.getinfo("xl/worksheets/sheet1.xml").file_size
        assert refused(book.replace(size.to_bytes(4, "little"), (500).to_bytes(4, "little")))[0] == "broken"

    def test_entities(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>'
        spoiled = workbook(lambda _part, content: content.replace(b"<worksheet", bomb + b"<worksheet", 1))
        assert refused(spoiled)[0] == "broken"

    def test_something_else_in_a_zip(self):
        other = BytesIO()
        with ZipFile(other, "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        assert refused(other.getvalue())[0] == "not_a_sheet"


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [column_letters(at) for at in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
