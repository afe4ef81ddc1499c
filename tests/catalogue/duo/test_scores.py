"""Scores of CBS per school site: in a workbook or a CSV, under several names, with or without the threshold, exactly.

The names of the columns are not verified, so an operator can say what a column is called.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.duo import actions as duo
from catalogue.duo.models import DuoImport
from catalogue.duo.reading import How, parsed
from catalogue.errors import Invalid
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import SchoolScore
from catalogue.organisations.queries import scores_on, scores_visible_to
from catalogue.sheets import Sheet, as_xlsx
from tests.cast import OPERATOR, Town
from tests.catalogue.sheets.opened import ods, row

DAY = date(2023, 10, 1)
HEADER = "Brinnummer;Vestigingsnummer;Peildatum;Achterstandsscore zonder drempel;Achterstandsscore met drempel"


def _file(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows)).encode("utf-8-sig")


def _look(content: bytes, by: Any = OPERATOR, **how: Any) -> DuoImport:
    return duo.look(content, "scores", by=by, how=How(**how))


def test_scores_with_and_without_the_threshold(town: Town):
    row_ = _look(_file("98AA;00;1-10-2023;123,456789;0", "98AB;0;01-10-2023;7,5;", "99ZZ;00;1-10-2023;1;1"))
    assert (row_.kind, row_.figures["counted"], row_.figures["elsewhere"]) == ("scores", 2, 1)
    changes = [tuple(each) for each in row_.told["changed"][0]["changes"]]
    assert changes == [("score 2023-10-01", "", "123.456789"), ("score_above 2023-10-01", "", "0.000000")]
    duo.load(row_, by=OPERATOR)
    assert scores_on(town.municipality, DAY) == {town.kring: Decimal("123.456789"), town.linde: Decimal("7.5")}
    assert scores_on(town.municipality, DAY, above_threshold=True) == {town.kring: Decimal(0)}
    assert scores_on(town.municipality, date(2023, 9, 30)) == {}


def test_the_newest_until_the_day_counts(town: Town):
    for text in ("98AA;00;1-10-2022;10;", "98AA;00;1-10-2024;30;"):
        duo.load(_look(_file(text)), by=OPERATOR)
    assert scores_on(town.municipality, DAY) == {town.kring: Decimal(10)}
    assert scores_on(town.municipality, date(2025, 1, 1)) == {town.kring: Decimal(30)}


def test_the_same_file_again_changes_nothing_and_another_score_is_told(town: Town):
    duo.load(_look(_file("98AA;00;2023-10-01;12,5;3")), by=OPERATOR)
    assert _look(_file("98AA;00;2023-10-01;12.50;3,00")).figures["unchanged"] == 1
    changed = _look(_file("98AA;00;2023-10-01;12,6;3"))
    assert [tuple(each) for each in changed.told["changed"][0]["changes"]] == [
        ("score 2023-10-01", "12.500000", "12.600000")
    ]
    duo.load(changed, by=OPERATOR)
    assert SchoolScore.objects.get().score == Decimal("12.6")


WORKBOOK = [
    ("Achterstandsscores per vestiging",),
    (),
    ("BRIN", "Vestiging", "Score"),
    ("98AA", 0, 12.34),
    ("98AB", "00", 0),
]


@pytest.mark.parametrize(
    "content",
    [
        as_xlsx(Sheet("Toelichting", ["Uitleg"], [["Niets"]]), Sheet("Scores", [], [list(each) for each in WORKBOOK])),
        ods([row("Uitleg")], [row(*each) for each in WORKBOOK]),
        "\n".join("\t".join(str(each) for each in line) for line in WORKBOOK).encode("utf-16"),
    ],
    ids=["xlsx", "ods", "utf-16"],
)
def test_the_names_of_the_columns_stand_below_titles_and_in_a_later_sheet(content: bytes):
    rows = parsed(content, "scores", How(day=DAY)).scores
    assert [(each.code, each.day, each.score) for each in rows] == [
        ("98AA00", DAY, Decimal("12.34")), ("98AB00", DAY, Decimal(0)),
    ]  # fmt: skip


def test_an_operator_says_what_a_column_is_called(town: Town):
    content = _file("98AA00;55", header="School;Weging 2026")
    with pytest.raises(Invalid):
        _look(content, day=DAY)
    named = {"site": "School", "score": "weging_2026"}
    duo.load(_look(content, day=DAY, named=named), by=OPERATOR)
    assert SchoolScore.objects.get().score == 55


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("98AA;00;1-10-2023;veel;", ("rij 2", "Achterstandsscore zonder drempel", "veel", "123,45")),
        ("98AA;00;1-10-2023;1.234,5;", ("rij 2", "1.234,5")),
        ("98AA;00;vorig jaar;1;", ("rij 2", "Peildatum", "vorig jaar")),
        ("98AA;00;;1;", ("rij 2", "Peildatum")),
        ("98A;00;1-10-2023;1;", ("rij 2", "Vestigingsnummer", "98A00")),
        ("98AA;00;1-10-2023;-1;", ("rij 2", "-1")),
    ],
)
def test_what_cannot_be_read_is_named(town: Town, line: str, words: tuple[str, ...]):
    with pytest.raises(Invalid) as invalid:
        _look(_file(line))
    said = " ".join(fault.detail for fault in invalid.value.faults)
    assert all(word.lower() in said.lower() for word in words), said
    assert not DuoImport.objects.exists()


def test_an_officer_loads_the_own_schools_and_a_school_sees_its_own(town: Town):
    other = organisations.add_municipality(name="Elders", code="GM9802", oin="00000001005555550000", by=OPERATOR)
    organisations.add_school(other, name="Ver weg", location_code="98CA00", sector="PO", by=OPERATOR)
    officer = town.actor("officer")
    row_ = _look(_file("98AA;00;1-10-2023;1;", "98CA;00;1-10-2023;2;", "98AA;00;1-10-2023;3;"), officer)
    assert (row_.figures["counted"], row_.figures["elsewhere"], row_.figures["refused"]) == (1, 1, 1)
    duo.load(row_, by=officer)
    for who, sees in (("officer", 1), ("coordinator", 1), ("other_coordinator", 0), ("librarian", 0)):
        assert scores_visible_to(town.actor(who)).count() == sees


@settings(max_examples=60, deadline=None)
@given(score=st.decimals(0, 999_999, places=6), mark=st.sampled_from([",", "."]))
def test_every_score_is_kept_exactly_as_it_was_published(score: Decimal, mark: str):
    text = f"{score:.6f}".replace(".", mark)
    (read,) = parsed(_file(f"98AA;00;2023-10-01;{text};"), "scores", How()).scores
    assert read.score == score
