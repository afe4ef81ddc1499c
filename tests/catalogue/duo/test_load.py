"""Registers of DUO: look what a file changes here, and load it; the same file again changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from catalogue.duo import actions as duo
from catalogue.duo.models import DuoImport
from catalogue.duo.queries import visible_to
from catalogue.duo.rows import place_name
from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.organisations import actions as organisations
from catalogue.organisations.models import Board, Municipality, PupilCount, School
from catalogue.organisations.queries import counted_on, municipalities
from tests.cast import OPERATOR, Town
from tests.catalogue.duo.files import BOARDS, COUNTS, SITES_2020, SITES_2026, file, pupils, site

NEW = site("98BA00", "Cafésschool")
KRING = site("98AA00", "De Kring")


def _look(content: bytes, by: Any = OPERATOR) -> DuoImport:
    return duo.look(content, "register.csv", by=by)


def _load(content: bytes, by: Any = OPERATOR) -> dict[str, int]:
    figures: dict[str, int] = duo.load(_look(content, by), by=by).figures
    return {word: number for word, number in figures.items() if number}


def test_looking_changes_nothing(town: Town):
    row = _look(file(SITES_2026, KRING, NEW))
    assert (row.status, row.figures["added"], row.figures["changed"]) == ("looked_at", 1, 1)
    (change,) = row.told["changed"]
    assert (change["row"], change["code"], change["name"]) == (2, "98AA00", "De Kring")
    assert ("street", "", "Dorpsstraat 1-A") in [tuple(each) for each in change["changes"]]
    assert not School.objects.filter(location_code="98BA00").exists()


@pytest.mark.parametrize("header", [SITES_2026, SITES_2020], ids=["2026", "2020"])
@pytest.mark.parametrize(("encoding", "delimiter"), [("cp1252", ";"), ("utf-8-sig", ";"), ("utf-8-sig", ",")])
def test_every_edition_gives_the_same_schools(town: Town, header: str, encoding: str, delimiter: str):
    _load(file(header, NEW, encoding=encoding, delimiter=delimiter))
    made = School.objects.get(location_code="98BA00")
    assert (made.name, made.city, made.street, made.postcode) == (
        "Cafésschool", "'s-Bloemendorp", "Dorpsstraat 1-A", "3601 AB",
    )  # fmt: skip
    assert (made.municipality, made.board, made.sector) == (town.municipality, town.board, "PO")


def test_a_site_code_of_two_digits_is_joined_to_its_institution(town: Town):
    _load(file(SITES_2020, NEW.replace(";98BA00;", ";0;")))
    assert School.objects.filter(location_code="98BA00").exists()


def test_the_same_file_again_changes_nothing(town: Town):
    content = file(SITES_2026, KRING, NEW, site("98BB00", "Elders", town="150", place="DEVENTER", board="123"))
    assert _load(content) == {"rows": 3, "added": 2, "changed": 1, "municipalities": 1, "boards": 1}
    assert _load(content) == {"rows": 3, "unchanged": 3}


def test_a_municipality_of_the_register_does_not_take_part(town: Town):
    _load(file(SITES_2026, site("98BB00", "Elders", town="150", place="DEVENTER")))
    known = Municipality.objects.get(code="GM0150")
    assert (known.name, known.takes_part) == ("Deventer", False) and known not in municipalities()


def test_a_school_that_is_gone_closes_and_keeps_its_history(town: Town):
    _load(file(SITES_2026, KRING, NEW))
    assert _load(file(SITES_2026, NEW)) == {"rows": 1, "unchanged": 1, "closed": 1}
    closed = School.objects.get(location_code="98AA00")
    assert closed.closed_on == timezone.localdate() and closed.counts.exists()
    today = {each.school.name for each in counted_on(town.municipality, timezone.localdate())}
    assert "De Kring" not in today and "De Linde" in today  # De Linde never stood in the register
    _load(file(SITES_2026, KRING, NEW))
    assert School.objects.get(location_code="98AA00").closed_on is None


def test_pupils_on_the_first_of_october_of_each_year(town: Town):
    _load(file(COUNTS, pupils("98AA00", "De Kring", "190", "<5", "210"), encoding="utf-8-sig"))
    counts = PupilCount.objects.filter(school=town.kring, source="DUO").order_by("reference_date")
    assert [(row.reference_date, row.pupils, row.masked) for row in counts] == [
        (date(2023, 10, 1), 190, False), (date(2024, 10, 1), None, True), (date(2025, 10, 1), 210, False),
    ]  # fmt: skip


def test_what_a_person_filled_in_for_a_masked_count_stays_and_is_said(town: Town):
    content = file(COUNTS, pupils("98AA00", "De Kring", "190", "<5", "210"))
    _load(content)
    count = PupilCount.objects.get(school=town.kring, reference_date=date(2024, 10, 1))
    organisations.fill_in(count, pupils=3, reason="Opgave van de school", by=town.actor("officer"))
    row = _look(content)
    assert (row.figures["unchanged"], row.figures["kept"]) == (1, 1)
    (kept,) = row.told["kept"]
    assert (kept["code"], kept["why"]) == ("98AA00", "Opgave van de school")
    assert [tuple(each) for each in kept["changes"]] == [("pupils 2024-10-01", "<5", "3")]
    duo.load(row, by=OPERATOR)
    assert PupilCount.objects.get(pk=count.pk).pupils == 3


def test_what_the_source_shows_at_last_replaces_what_a_person_filled_in_and_is_said(town: Town):
    _load(file(COUNTS, pupils("98AA00", "De Kring", "190", "<5", "210")))
    count = PupilCount.objects.get(school=town.kring, reference_date=date(2024, 10, 1))
    organisations.fill_in(count, pupils=3, reason="Opgave van de school", by=town.actor("officer"))
    row = _look(file(COUNTS, pupils("98AA00", "De Kring", "190", "4", "210")))
    assert [tuple(each) for each in row.told["changed"][0]["changes"]] == [("pupils 2024-10-01", "3", "4")]
    duo.load(row, by=OPERATOR)
    after = PupilCount.objects.get(pk=count.pk)
    assert (after.pupils, after.masked, after.source, after.reason) == (4, False, "DUO", "")


def test_a_site_that_is_only_in_the_pupils_comes_along_when_it_has_any(town: Town):
    rows = (pupils("98BC00", "De Nieuwe", "0", "0", "31"), pupils("98BD00", "De Oude", "12", "0", "0"))
    _load(file(COUNTS, *rows))
    assert list(School.objects.filter(location_code__startswith="98B").values_list("name", flat=True)) == ["De Nieuwe"]


@pytest.mark.parametrize(("kind", "sector"), [("BO", "PO"), ("SBO", "SBO"), ("SO/VSO", "SO"), ("VSO", "VSO")])
def test_the_kind_of_a_site(town: Town, kind: str, sector: str):
    _load(file(COUNTS, pupils("98BC00", "De Nieuwe", "0", "0", "31", kind=kind)))
    assert School.objects.get(location_code="98BC00").sector == sector


def test_boards_get_their_names(town: Town):
    _load(file(BOARDS, "98011;Stichting De Weide;BLOEMENDORP;1234567", "11111;Van elders;X;"))
    assert Board.objects.get(number="98011").kvk == "01234567"
    assert not Board.objects.filter(number="11111").exists()


def test_an_officer_names_no_board_of_elsewhere(town: Town):
    organisations.add_board(name="Stichting Elders", number="11111", by=OPERATOR)
    _load(file(BOARDS, "11111;Overgenomen;X;"), town.actor("officer"))
    assert Board.objects.get(number="11111").name == "Stichting Elders"


def test_an_officer_loads_the_own_municipality_only(town: Town):
    officer = town.actor("officer")
    content = file(SITES_2026, NEW, site("98BB00", "Elders", town="150", place="DEVENTER"))
    assert _load(content, officer) == {"rows": 2, "added": 1, "elsewhere": 1}
    assert not School.objects.filter(location_code="98BB00").exists()
    moved = _look(file(SITES_2026, site("98AA00", "De Kring", town="150", place="DEVENTER")), officer)
    assert moved.told["refused"][0]["row"] == 2 and "Deventer" in moved.told["refused"][0]["why"]


def test_a_row_that_stands_there_twice_counts_once(town: Town):
    row = _look(file(SITES_2026, NEW, NEW))
    assert (row.figures["added"], row.figures["refused"]) == (1, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (file(SITES_2026, NEW.replace("98BA00", "98BAXX")), ("rij 2", "VESTIGINGSCODE", "98BAXX")),
        (file(SITES_2026, KRING, NEW.replace("3601 AB", "360 AB")), ("rij 3", "POSTCODE", "360 AB")),
        (file(SITES_2026, NEW.replace(";9801;", ";negen;")), ("rij 2", "GEMEENTENUMMER", "negen")),
        (file(COUNTS, pupils("98AA00", "De Kring", "1", "2", "veel")), ("rij 2", "LEERLINGEN_2025", "VEEL")),
        (file(COUNTS, pupils("98AA00", "De Kring", "1", "2", "3", kind="HBO")), ("rij 2", "SOORT_VESTIGING", "HBO")),
        (file(SITES_2026.replace("POSTCODE;", "")), ("POSTCODE",)),
        (b"\x00\x01\x02", ()),
    ],
)
def test_a_broken_file_says_where_and_changes_nothing(town: Town, content: bytes, words: tuple[str, ...]):
    with pytest.raises(Invalid) as invalid:
        _look(content)
    said = " ".join(fault.detail for fault in invalid.value.faults)
    assert all(word.lower() in said.lower() for word in words), said
    assert not DuoImport.objects.exists() and School.objects.count() == 3


def test_a_file_is_loaded_once(town: Town):
    row = duo.load(_look(file(SITES_2026, NEW)), by=OPERATOR)
    with pytest.raises(Refused) as refused:
        duo.load(row, by=OPERATOR)
    assert refused.value.code == "wrong_state"


@pytest.mark.parametrize("who", ["coordinator", "librarian", "assessor", "finance", "controller"])
def test_only_officers_and_administrators_load_registers(town: Town, who: str):
    with pytest.raises(Forbidden):
        _look(file(SITES_2026, NEW), town.actor(who))


def test_others_see_no_files(town: Town):
    _look(file(SITES_2026, NEW), town.actor("officer"))
    assert visible_to(town.actor("controller")).count() == 1
    assert not visible_to(town.actor("coordinator")).exists()


def test_progress_is_told(town: Town):
    told: list[tuple[int, int]] = []
    row = _look(file(SITES_2026, KRING, NEW))
    duo.load(row, by=OPERATOR, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)


@pytest.mark.parametrize(
    ("shouted", "written"),
    [
        ("'S-GRAVENHAGE", "'s-Gravenhage"), ("ALTEVEER GEM NOORDENVELD", "Alteveer gem Noordenveld"),
        ("IJSSELSTEIN", "IJsselstein"), ("MIDDEN-GRONINGEN", "Midden-Groningen"), ("DE BILT", "De Bilt"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
    ],
)  # fmt: skip
def test_places_are_written_as_people_write_them(shouted: str, written: str):
    assert place_name(shouted) == written


def test_closing_a_school_does_not_touch_what_was_added_by_hand(town: Town):
    organisations.add_school(
        town.municipality, board=town.board, name="Met de hand", location_code="98BZ00", sector="PO", by=OPERATOR
    )
    assert "closed" not in _load(file(SITES_2026, NEW))
