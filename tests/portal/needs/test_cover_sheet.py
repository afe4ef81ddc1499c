"""A school says what its children need: on a sheet of its own, open until it hands it in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.sheets import read
from portal.needs import actions, queries, table
from portal.needs.actions import Told
from portal.needs.models import CoverSheet, Need
from tests import cast
from tests.cast import Town
from tests.catalogue.offers.test_renew import next_year


def tell(town: Town, words: str = "Durven spreken", who: str = "coordinator", **said: Any) -> Need:
    told = Told(said.pop("theme", town.talent), said.pop("pupils", 25), said.pop("urgency", 4), words)
    return actions.add_need(town.linde if who == "other_coordinator" else town.kring, told, by=town.actor(who))


def test_the_first_need_opens_the_sheet_and_the_next_stands_on_the_same(town: Town):
    first, second = tell(town), tell(town, "Een rustig lokaal", urgency=5)
    assert first.sheet == second.sheet and first.sheet.status == "open"
    assert [need.words for need in queries.needs_visible_to(town.actor("board"))] == [second.words, first.words]


@pytest.mark.parametrize(
    ("wrong", "field"), [({"pupils": 0}, "#/pupils"), ({"urgency": 6}, "#/urgency"), ({"words": "  "}, "#/words")]
)
def test_what_is_wrong_is_said_beside_the_field(town: Town, wrong: dict[str, Any], field: str):
    with pytest.raises(Invalid) as invalid:
        tell(town, wrong.pop("words", "Lezen"), **wrong)
    assert [fault.location for fault in invalid.value.faults] == [field]


def test_nobody_of_another_school_or_of_a_provider_writes_it_or_sees_it(town: Town):
    told = Told(town.talent, 20, 3, "Lezen")
    for who in ("other_coordinator", "librarian", "finance"):
        with pytest.raises(Forbidden):
            actions.add_need(town.kring, told, by=town.actor(who))
    need = tell(town)
    for who in ("other_coordinator", "librarian"):
        assert need not in queries.needs_visible_to(town.actor(who))
        assert need.sheet not in queries.sheets_visible_to(town.actor(who))


def test_a_handed_in_sheet_changes_only_after_it_was_opened_again(town: Town):
    need = tell(town)
    with pytest.raises(Forbidden):
        actions.hand_in(need.sheet, by=town.actor("teacher"))
    actions.hand_in(need.sheet, by=town.actor("director"))
    need.refresh_from_db()
    for deed in (
        lambda: tell(town, "Nog iets"),
        lambda: actions.change_need(need, words="Anders", by=town.actor("coordinator")),
        lambda: actions.remove_need(need, by=town.actor("coordinator")),
        lambda: actions.fill_in(need.sheet, [], by=town.actor("coordinator")),
    ):
        with pytest.raises(Refused) as refused:
            deed()
        assert refused.value.code == "sheet_handed_in"
    sheet = actions.reopen(need.sheet, by=town.actor("coordinator"))
    need.sheet = sheet
    assert actions.change_need(need, words="Anders", by=town.actor("teacher")).words == "Anders"
    events = JournalLine.objects.filter(thing="cover_sheet", thing_id=str(sheet.pk)).order_by("pk")
    assert [line.event for line in events] == ["cover_sheet.open", "cover_sheet.handed_in", "cover_sheet.open"]


def test_an_empty_sheet_is_handed_in_only_with_words_that_say_why(town: Town):
    sheet = actions.open_sheet(town.kring, town.programme, by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        actions.hand_in(sheet, by=town.actor("coordinator"))
    assert refused.value.code == "nothing_said"
    actions.change_sheet(sheet, words="Wij hebben alles wat wij nodig hebben.", by=town.actor("coordinator"))
    assert actions.hand_in(sheet, by=town.actor("coordinator")).status == "handed_in"


def test_a_scan_cannot_have_come_in_tomorrow(town: Town):
    sheet = tell(town).sheet
    today = timezone.localdate()
    with pytest.raises(Invalid):
        actions.change_sheet(sheet, scan_on=today + timedelta(days=1), by=town.actor("officer"))
    assert actions.change_sheet(sheet, scan_on=today, by=town.actor("officer")).scan_on == today


def test_a_theme_of_another_programme_belongs_on_another_sheet(town: Town):
    need, later = tell(town), next_year(town)
    other = later.themes.get()
    with pytest.raises(Invalid):
        actions.change_need(need, theme=other, by=town.actor("coordinator"))
    with pytest.raises(Invalid) as invalid:
        actions.fill_in(need.sheet, [Told(other, 20, 3, "Lezen")], by=town.actor("coordinator"))
    assert [fault.location for fault in invalid.value.faults] == ["#/needs/0/theme"]
    assert tell(town, theme=other).sheet.programme == later


def test_the_table_that_goes_out_comes_back_the_same(town: Town):
    needs = [tell(town, "Durven spreken"), tell(town, '=Lezen; met "plezier"', pupils=7, urgency=5)]
    sheet = queries.sheet_of(town.kring, town.programme)
    told = table.needs_in(town.programme, table.template(town.programme, sheet), "behoeften.xlsx")
    assert {(each.theme, each.pupils, each.urgency, each.words) for each in told} == {
        (need.theme, need.pupils, need.urgency, need.words) for need in needs
    }
    assert sheet and actions.fill_in(sheet, told, by=town.actor("teacher")).needs.count() == 2


def test_a_table_says_of_every_cell_what_is_wrong_and_changes_nothing(town: Town):
    need = tell(town)
    content = (
        "Thema;Leerlingen;Urgentie;Wat nodig is\nTalentontwikkeling;20;4;Lezen\nDromen;nul;9;\n".encode("utf-8-sig")
    )  # fmt: skip
    with pytest.raises(Invalid) as invalid:
        table.needs_in(town.programme, content, "behoeften.csv")
    said = [str(fault.detail) for fault in invalid.value.faults]
    assert len(said) == 4 and all(each.startswith("Rij 3, ") for each in said)
    assert "“Dromen”" in said[0] and "Talentontwikkeling" in said[0] and "“nul”" in said[1] and "“9”" in said[2]
    with pytest.raises(Invalid) as invalid:
        table.needs_in(town.programme, b"Thema;Leerlingen\n", "behoeften.csv")
    assert "Urgentie, Wat nodig is" in str(invalid.value)
    assert list(CoverSheet.objects.get().needs.all()) == [need]


def test_the_empty_table_offers_the_themes_to_choose_from(town: Town):
    empty = table.template(town.programme, None)
    assert list(read(empty, "x", sheet="Keuzes").header)[:1] == ["Thema"]
    with pytest.raises(Invalid) as invalid:
        table.needs_in(town.programme, empty, "leeg.xlsx")
    assert invalid.value.faults[0].code == "empty"


def test_what_helps_is_of_the_theme_and_for_children_of_that_school(town: Town):
    fits, other_theme, other_sector = (
        cast.offer(town, title="Debatteren"),
        cast.offer(town, title="Taal", themes=[town.care.pk]),
        cast.offer(town, title="Voor VO", sectors=["VO"]),
    )
    need = tell(town)
    assert queries.suggestions([need]) == {need.pk: [fits]}
    assert other_theme.pk != other_sector.pk
