"""However a register is written down, it says the same: encodings, delimiters, quotes, order and names of columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.duo.reading import How, Register, parsed
from catalogue.errors import Invalid
from catalogue.sheets import Sheet, as_xlsx
from tests.catalogue.duo.files import COUNTS, SITES_2026, pupils, site
from tests.catalogue.sheets.opened import ods, row

# What the same column is called in other editions.
OTHERWISE = {
    "INSTELLINGSCODE": ["BRIN NUMMER", "Brinnummer", "instellingscode"],
    "VESTIGINGSCODE": ["VESTIGINGSNUMMER", "Vestigingscode"],
    "VESTIGINGSNAAM": ["NAAM VESTIGING", "INSTELLINGSNAAM VESTIGING", "NAAM_VESTIGING"],
    "NAAM_VESTIGING": ["NAAM VESTIGING", "Vestigingsnaam"],
    "BEVOEGD GEZAG NUMMER": ["BEVOEGD_GEZAG_NUMMER", "BEVOEGD GEZAG CODE"],
    "BEVOEGD_GEZAG_NUMMER": ["BEVOEGD GEZAG NUMMER"],
    "POSTCODE": ["POSTCODE VESTIGING", "Postcode"],
    "PLAATSNAAM": ["PLAATSNAAM VESTIGING"],
    "GEMEENTENUMMER": ["GEMEENTECODE", "GEMEENTECODE_VESTIGING"],
    "GEMEENTECODE_VESTIGING": ["GEMEENTENUMMER", "GEMEENTECODE VESTIGING"],
    "GEMEENTENAAM": ["GEMEENTENAAM VESTIGING"],
    "HUISNUMMER-TOEVOEGING": ["HUISNUMMER_TOEVOEGING", "HUISNUMMER TOEVOEGING"],
    "SOORT_VESTIGING": ["SOORT VESTIGING", "SOORT PO"],
    "LEERLINGEN_2024": ["LEERLINGEN 2024", "Aantal leerlingen 1-10-2024", "LEERLINGEN 1 OKTOBER 2024"],
}
SITES = [
    SITES_2026.split(";"),
    site("98AA00", "Café, de Kring", place="'S-GRAVENDORP").split(";"),
    site("98AB01", "De “Linde”", town="150", place="DEVENTER").split(";"),
]
COUNTED = [
    COUNTS.split(";"),
    pupils("98AA00", "Café, de Kring", "190", "<5", "210").split(";"),
    pupils("98AB01", "De “Linde”", "0", "", "12", kind="SBO", town="0150").split(";"),
    pupils("98AC00", "De Boom", "1", "2", "3", kind="SO/VSO").split(";"),
]
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be")
TABLES = st.sampled_from([SITES, COUNTED])


def _said(content: bytes) -> Register:
    return parsed(content, "register", How(years=0))


def _csv(table: Sequence[Sequence[str]], *, delimiter: str, quoted: bool, newline: str, encoding: str) -> bytes:
    def written(cell: str) -> str:
        needs = quoted or delimiter in cell or '"' in cell
        return '"' + cell.replace('"', '""') + '"' if needs else cell

    lines = (delimiter.join(written(cell) for cell in cells) for cells in table)
    return (newline.join(lines) + newline).encode(encoding)


EXPECTED = {
    id(table): _said(_csv(table, delimiter=";", quoted=False, newline="\r\n", encoding="cp1252"))
    for table in (SITES, COUNTED)
}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), table=TABLES)
def test_every_order_of_columns_encoding_and_delimiter_says_the_same(data: st.DataObject, table: list[list[str]]):
    order = data.draw(st.permutations(range(len(table[0]))))
    names = [data.draw(st.sampled_from([name, *OTHERWISE.get(name, [])])) for name in table[0]]
    more, pad = data.draw(st.booleans()), data.draw(st.sampled_from(["", " ", "   "]))
    rows = [[(cells[at] + pad if cells is not names else cells[at]) for at in order] for cells in (names, *table[1:])]
    if more:
        rows = [[*cells, "LATER TOEGEVOEGD" if cells is rows[0] else "x"] for cells in rows]
    content = _csv(
        rows,
        delimiter=data.draw(st.sampled_from([";", ",", "\t"])),
        quoted=data.draw(st.booleans()),
        newline=data.draw(st.sampled_from(["\r\n", "\n"])),
        encoding=data.draw(st.sampled_from(ENCODINGS)),
    )
    assert _said(content) == EXPECTED[id(table)]


@pytest.mark.parametrize("table", [SITES, COUNTED], ids=["sites", "counts"])
def test_workbooks_say_the_same(table: list[list[str]]):
    assert _said(as_xlsx(Sheet("Blad", table[0], table[1:]))) == EXPECTED[id(table)]
    assert _said(ods([row(*cells) for cells in table])) == EXPECTED[id(table)]


@settings(max_examples=60, deadline=None)
@given(
    number=st.integers(0, 99), brin=st.sampled_from(["98AA", "03ZX"]),
    way=st.sampled_from(["six", "two", "blank", "dash", "small"]),
)  # fmt: skip
def test_every_way_to_write_a_site_is_the_same_site(number: int, brin: str, way: str):
    code = f"{brin}{number:02}"
    written = {
        "six": code, "two": str(number), "blank": f"{brin} {number:02}", "dash": f"{brin}-{number:02}",
        "small": code.lower(),
    }[way]  # fmt: skip
    text = f"{COUNTS}\r\n{brin};{written};De Kring;BO;Openbaar;98011;9801;BLOEMENDORP;1;2;3\r\n"
    (found,) = _said(text.encode()).sites
    assert found.code == code


@settings(max_examples=60, deadline=None)
@given(said=st.one_of(st.integers(0, 9999), st.sampled_from(["<5", "< 5", "x", "Minder dan 5", ""])))
def test_every_count_is_a_number_masked_or_not_there(said: object):
    (found,) = _said(f"{COUNTS}\n{pupils('98AA00', 'De Kring', '1', '2', str(said))}".encode()).sites
    told = dict(found.pupils).get(date(2025, 10, 1), "nothing")
    assert told == (said if isinstance(said, int) else "nothing" if said == "" else None)


@pytest.mark.parametrize("number", ["273", "0273", " 273 ", "GM0273"])
def test_a_municipality_is_known_by_its_number(number: str):
    (found,) = _said(f"{COUNTS}\n{pupils('98AA00', 'De Kring', '1', '2', '3', town=number)}".encode()).sites
    assert found.municipality == "GM0273"


def test_an_edition_with_one_year_names_its_day_in_a_column_or_for_the_whole_file():
    header = "BRIN;VESTIGING;NAAM;SOORT ONDERWIJS;BESTUURSNUMMER;GEMEENTECODE;GEMEENTE;{day}TOTAAL LEERLINGEN"
    line = "98AA;00;De Kring;Basisonderwijs;98011;9801;Bloemendorp;{day}1.204"
    (found,) = _said("\n".join([header.format(day="PEILDATUM;"), line.format(day="20191001;")]).encode()).sites
    assert found.pupils == ((date(2019, 10, 1), 1204),)
    content = "\n".join([header.format(day=""), line.format(day="")]).encode()
    (found,) = parsed(content, "register", How(day=date(2018, 10, 1))).sites
    assert found.pupils == ((date(2018, 10, 1), 1204),)
    with pytest.raises(Invalid, match="PEILDATUM"):
        _said(content)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("NAAM_VESTIGING", "VESTIGINGSNAAM"), ("SOORT_VESTIGING", "SOORT VESTIGING"),
        ("BEVOEGD_GEZAG_NUMMER", "BEVOEGD GEZAG NUMMER"), ("GEMEENTECODE_VESTIGING", "GEMEENTENUMMER"),
    ],
)  # fmt: skip
def test_a_column_that_is_missing_is_named(column: str, told: str):
    at = COUNTED[0].index(column)
    table = [[cell for place, cell in enumerate(cells) if place != at] for cells in COUNTED]
    with pytest.raises(Invalid) as invalid:
        _said(_csv(table, delimiter=";", quoted=False, newline="\n", encoding="utf-8"))
    (fault,) = invalid.value.faults
    assert (fault.location, fault.code) == ("#/file", "unknown_columns") and told in fault.detail


@settings(max_examples=80, deadline=None)
@given(cut=st.integers(0, 400), noise=st.binary(max_size=40))
def test_whatever_is_sent_is_read_or_refused_in_words(cut: int, noise: bytes):
    whole = _csv(COUNTED, delimiter=";", quoted=True, newline="\r\n", encoding="utf-8")
    try:
        _said(whole[:cut] + noise + whole[cut + len(noise) :])
    except Invalid as invalid:
        assert all(fault.location == "#/file" and fault.detail for fault in invalid.faults)
