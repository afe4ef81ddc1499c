"""The school scan with its "oplegger" (DOMAIN § 7 rows 3 and 44): needs per theme, from every school, before the talk.

The municipality collects the scans; a cover sheet asks what is needed. It sees needs × themes, what has no offer, and
which school still has to hand something in, and reminds it.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from catalogue.errors import Refused
from portal.bookings import actions as bookings
from portal.monitoring.standings import standings_of
from portal.needs import actions, queries
from portal.needs.actions import Told
from portal.radar import actions as radar
from tests import cast
from tests.cast import Town


def test_from_two_sheets_to_needs_by_theme_and_what_has_no_offer(town: Town):
    cast.offer(town, title="Debatteren")
    kring, linde, officer = town.actor("coordinator"), town.actor("other_coordinator"), town.actor("officer")
    speak = actions.add_need(town.kring, Told(town.talent, 25, 5, "Durven spreken"), by=kring)
    read = actions.add_need(town.kring, Told(town.care, 40, 4, "Lezen met plezier"), by=kring)
    calm = actions.add_need(town.linde, Told(town.talent, 10, 2, "Samen sporten"), by=linde)
    assert not any(row.needs for row in queries.overview(officer, town.programme)), "nothing is handed in yet"
    for need, by in ((speak, kring), (calm, linde)):
        actions.hand_in(need.sheet, by=by)

    rows = {row.theme: row for row in queries.overview(officer, town.programme)}
    talent, language = rows[town.talent], rows[town.care]
    assert (talent.schools, talent.pupils, talent.most_urgent, talent.offers, talent.unmet) == (2, 35, 1, 1, [])
    assert (language.schools, language.pupils, language.offers, language.unmet) == (1, 40, 0, [read])
    assert queries.without_offer(officer, town.programme) == [read]
    cast.offer(town, title="Taalklas", themes=[town.care.pk])
    assert queries.without_offer(officer, town.programme) == []


def test_the_municipality_sees_how_far_each_school_is(town: Town):
    officer = town.actor("officer")
    far = {each.school: each for each in standings_of(officer, town.programme)}
    assert not any(each.scan_on or each.handed_in or each.bookings for each in far.values())

    for about in ("scan_missing", "sheet_missing", "nothing_chosen"):
        assert radar.remind(town.kring, about=about, programme=town.programme, by=officer).people == 1
    sheet = actions.open_sheet(town.kring, town.programme, by=officer)
    actions.change_sheet(sheet, scan_on=timezone.localdate(), by=officer)
    actions.add_need(town.kring, Told(town.talent, 25, 5, "Durven spreken"), by=officer)
    actions.hand_in(sheet, by=town.actor("director"))
    with pytest.raises(Refused):
        radar.remind(town.kring, about="sheet_missing", programme=town.programme, by=officer)
    booking = cast.booking(town)
    standings = standings_of(officer, town.programme)
    assert (standings[-1].school, standings[-1].bookings, standings[-1].is_complete) == (town.kring, 1, True)
    assert not standings[0].is_complete
    bookings.withdraw(booking, by=town.actor("coordinator"))
    assert not standings_of(officer, town.programme)[-1].is_complete, "a booking that was taken back is no choice"
