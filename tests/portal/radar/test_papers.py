"""Who did not hand in the scan or the sheet is reminded (DOMAIN § 7 row 44): once in a while, until it is in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from portal.monitoring.standings import standings_of
from portal.needs import actions as needs
from portal.needs.actions import Told
from portal.radar.actions import remind, remind_many
from portal.radar.models import Reminder
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.radar.days import on


@pytest.fixture
def town(town: Town) -> Iterator[Town]:
    """Sunday 22 November 2026."""
    with on("2026-11-22"):
        yield town


def _remind(town: Town, about: str) -> Reminder:
    return remind(town.kring, about=about, programme=town.programme, by=town.actor("officer"))


def _hand_in(town: Town) -> None:
    coordinator = town.actor("coordinator")
    need = needs.add_need(town.kring, Told(town.talent, 25, 5, "Durven spreken"), by=coordinator)
    needs.change_sheet(need.sheet, scan_on=timezone.localdate(), by=coordinator)
    need.sheet.refresh_from_db()
    needs.hand_in(need.sheet, by=coordinator)


def test_the_officer_reminds_the_school_does_it_and_the_status_changes(town: Town, mailoutbox: list):
    officer = town.actor("officer")
    for about, subject in (("scan_missing", "schoolscan"), ("sheet_missing", "oplegger")):
        _remind(town, about)
        drain()
        letter = mailoutbox[-1]
        assert letter.to == ["coordinator@bloemendorp.example"]
        assert subject in letter.subject and "/school/needs" in letter.body
    with pytest.raises(Refused) as again:
        _remind(town, "scan_missing")
    assert again.value.code == "reminded_already"

    _hand_in(town)
    kring = next(each for each in standings_of(officer, town.programme) if each.school == town.kring)
    assert kring.scan_on and kring.handed_in and not kring.is_complete, "scan in, sheet in, nothing chosen"
    with on("2027-01-22"), pytest.raises(Refused) as refusal:
        _remind(town, "sheet_missing")
    assert refusal.value.code == "not_needed"


def test_a_letter_that_became_needless_is_not_sent(town: Town, mailoutbox: list):
    _remind(town, "sheet_missing")
    _hand_in(town)
    drain()
    assert mailoutbox == []


def test_many_at_once_each_has_its_own_result(town: Town):
    _hand_in(town)
    schools = [town.kring.pk, town.linde.pk]
    rows = remind_many(schools, about="scan_missing", programme=town.programme, by=town.actor("officer"))
    assert [(row.name, bool(row.refused)) for row in rows] == [("De Kring", True), ("De Linde", False)]


def test_on_the_page_one_school_and_all_of_them(town: Town):
    officer = Visitor(town, "officer")
    page = officer.open("/municipality/needs")
    assert "Herinner alle 3 aan de schoolscan" in page.text
    page = officer.press(page, "Herinner alle 3 aan de schoolscan")
    assert page.title == "Wat hebben de kinderen nodig?" and "herinnerd" in page.text
    assert Reminder.objects.filter(about="scan_missing").count() == 3
    assert "aan de schoolscan" not in page.text, "they were reminded today"
    officer.press(page, "Herinner: De Kring")
    assert Reminder.objects.filter(about="sheet_missing").count() == 1
    assert "Herinner" not in Visitor(town, "finance").open("/municipality/needs").text


def test_the_page_costs_the_same_after_reminders(town: Town):
    officer = Visitor(town, "officer")
    first = officer.statements(lambda: officer.open("/municipality/needs"))
    officer.press(officer.open("/municipality/needs"), "Herinner alle 3 aan de schoolscan")
    officer.open("/municipality/needs")
    assert officer.statements(lambda: officer.open("/municipality/needs")) <= first + 1
