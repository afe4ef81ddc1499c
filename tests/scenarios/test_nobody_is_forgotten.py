"""Issue 4 and DOMAIN § 7 row 44: who has chosen nothing is reminded in time, and the money is chosen after all.

Bloemendorp divides € 13,000 over three schools. The library needs three weeks to prepare; the year ends on 31 July.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalogue.journal.outbox import drain
from portal.bookings import actions as bookings
from portal.radar.actions import set_terms
from portal.radar.queries import choosers, radar_of, terms_of
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.radar.days import on


def _stages(town: Town) -> dict[str, str]:
    return {row.school.name: row.stage for row in choosers(town.programme, terms_of(town.programme))}


def test_who_has_chosen_nothing_is_reminded_in_time(town: Town, mailoutbox: list):
    with on("2026-11-27"):
        made = cast.offer(town, sectors=["PO", "VO"], lead_time_days=21, max_units=100, capacity=None)
        cast.booking(town, made, units=12)
        set_terms(town.programme, choose_by=date(2027, 4, 1), by=town.actor("officer"))
        drain()
        mailoutbox.clear()

    with on("2027-03-01"):
        assert _stages(town) == {"De Kring": "on_course", "De Linde": "nothing", "Dorpscollege": "nothing"}
        officer = Visitor(town, "officer")
        home = officer.open("/municipality")
        assert "2 scholen kozen nog niets" in home.text and "1 april 2027" in home.text
        page = officer.press(officer.open("/municipality/radar"), "Herinner alle 2")
        assert "2 krijgen een herinnering per e-mail" in page.text
        drain()
        assert sorted(to for letter in mailoutbox for to in letter.to) == [
            "board@bloemendorp.example", "other_coordinator@bloemendorp.example",
        ], "the secondary school has no coordinator: its board reads it"  # fmt: skip
        assert "1 april 2027" in mailoutbox[0].body
        assert "vóór" in Visitor(town, "other_coordinator").open("/school").text

    with on("2027-03-05"):
        bookings.book(town.linde, made, units=10, pupils=100, by=town.actor("other_coordinator"))
        drain()
        del mailoutbox[2:]  # the provider heard of the booking
        again = Api(town, "officer").post(
            "reminders",
            {"programme": str(town.programme.pk), "about": "nothing_chosen", "school": str(town.college.pk)},
        )
        assert again.status_code == 409 and "15 March" in again.json()["detail"], "not every day"

    with on("2027-03-15"):
        assert _stages(town) == {"De Kring": "on_course", "De Linde": "on_course", "Dorpscollege": "nothing"}
        radar = radar_of(town.programme)
        assert radar.dates.left == Decimal("10250.00") and radar.dates.last_choice == date(2027, 6, 26)
        assert radar.dates.months[-1].at_risk == radar.dates.left, "after 26 June nothing can be delivered any more"
        officer = Visitor(town, "officer")
        page = officer.press(officer.open("/municipality/radar"), "Herinner opnieuw: Dorpscollege")
        assert "Dorpscollege krijgt een herinnering" in page.text
        drain()
        assert len(mailoutbox) == 3

    with on("2027-03-20"):
        bookings.book(town.college, made, units=60, pupils=600, by=town.actor("board"))
        assert set(_stages(town).values()) == {"on_course"}
        assert "Geen enkele. Goed gedaan." in Visitor(town, "officer").open("/municipality/radar").text
