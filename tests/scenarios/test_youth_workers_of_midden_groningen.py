"""DOMAIN § 7 row 12 (Midden-Groningen): youth workers, 16 to 20 hours a week per school, a team of eight; a pilot that
is extended or stopped, and structural only with co-financing.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine

from catalogue.errors import Invalid, Refused
from portal.bookings import actions as bookings
from portal.budgets.queries import verify
from portal.funding import actions as funding
from portal.monitoring import actions as monitoring
from portal.monitoring.evaluations import to_evaluate
from portal.staffing import actions as staffing
from portal.staffing import queries
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.funding import planned
from tests.portal.monitoring.evaluated import MARKS
from tests.portal.monitoring.measured import indicator
from tests.portal.staffing.planned import FIRST, LAST, booked, worker, youth_worker_offer


def test_twelve_hours_a_week_is_too_few_and_sixteen_is_not(town: Town):
    made = youth_worker_offer(town)
    with pytest.raises(Invalid) as invalid:
        bookings.book(town.kring, made, units=12, pupils=200, by=town.actor("coordinator"))
    [fault] = invalid.value.faults
    assert (fault.location, fault.code) == ("#/units", "out_of_range") and "16" in str(fault.detail)
    row = bookings.book(town.kring, made, units=16, pupils=200, by=town.actor("coordinator"))
    assert (row.quantity, row.amount) == (16 * 13, Decimal("208.00"))
    assert verify() == []


def test_a_team_of_eight_never_works_more_than_its_contracts(town: Town):
    planner = town.actor("planner")
    team = [worker(town, name=f"Jeugdondersteuner {number}", hours="20.00") for number in range(1, 9)]
    rows = [booked(town, hours=16) for _school in range(8)]
    for person, row in zip(team, rows, strict=True):
        staffing.deploy(person, row, hours=Decimal(16), first_week=FIRST, last_week=LAST, by=planner)
    for person, row in zip(team, reversed(rows), strict=True):
        with pytest.raises(Refused):
            staffing.deploy(
                person, row, hours=Decimal(5), first_week=LAST, last_week=LAST + timedelta(weeks=1), by=planner
            )
    plan = queries.plan_of(planner, FIRST, 13)
    assert [row.worker.name for row in plan] == [person.name for person in team]
    assert all(hours == 16 and left == 4 for row in plan for _week, hours, left in row.weeks)


def test_the_pilot_has_a_last_quarter_and_is_evaluated_before_it_goes_on(town: Town):
    """What says whether it helps is measured and talked about, and schools say what they think; then it is extended."""
    planned.plan(town)
    officer = town.actor("officer")
    pilot = planned.measure(
        town, name="Jeugdondersteuners", start="2026-Q4",
        planning=[{"phase": "trial", "from": "2026-Q4", "until": "2027-Q2"}],
    )  # fmt: skip
    asked = indicator(town, pilot, name="Leerlingen die geholpen zijn", unit="leerlingen", target=Decimal(100))
    pilot.refresh_from_db()
    funding.enter_phase(pilot, "trial", by=officer)
    page = Visitor(town, "controller").open(f"/municipality/measures/{pilot.pk}").text
    assert "K4 2026 – K2 2027" in page, "the end of the pilot can be seen"

    with time_machine.travel("2027-07-05T10:00:00Z", tick=False):
        measured = monitoring.measure(asked, period="2027-Q2", value=Decimal(130), by=town.actor("librarian"))
        said = {"held_on": measured.created_at.date(), "note": "De pilot helpt; scholen willen door."}
        monitoring.talk(measured, action="Voorstel voor verlenging", owner="gemeente", due_on=said["held_on"],
                        by=officer, **said)  # fmt: skip
        seen = Visitor(town, "controller").open("/measuring").text
        for words in ("Leerlingen die geholpen zijn", "130", "gehaald"):
            assert words in seen, words
        pilot.refresh_from_db()
        funding.enter_phase(pilot, "full", reason="Uit de evaluatie", by=officer)
        assert "Uit de evaluatie" in Visitor(town, "controller").open(f"/municipality/measures/{pilot.pk}").text


def test_a_school_evaluates_the_youth_worker_that_it_had(town: Town):
    row, coordinator = bookings.confirm(booked(town), by=town.actor("planner")), town.actor("coordinator")
    bookings.deliver(row, date=row.created_at.date(), sessions=13, pupils_reached=60, by=town.actor("planner"))
    bookings.accept(row, by=coordinator)
    assert list(to_evaluate(coordinator)) == [row]
    monitoring.evaluate(row, answers=MARKS, again=True, words="Altijd bereikbaar", by=coordinator)
    (seen,) = Api(town, "officer").get("evaluations").json()["results"]
    assert (seen["again"], seen["words"]) == (True, "Altijd bereikbaar")


def test_it_becomes_structural_only_with_co_financing_whose_share_is_seen_per_year(town: Town):
    planned.plan(town)
    for year, amount in ((2027, "500.00"), (2028, "1500.00")):
        funding.co_finance(
            town.programme, line="fixed", party="Stichting De Weide", year=year, amount=Decimal(amount),
            by=town.actor("officer"),
        )  # fmt: skip
    report = Api(town, "controller").get("reports/funding", {"programme": str(town.programme.pk)}).json()
    shares = {row["year"]: Decimal(row["percent"]) for row in report["coFinancing"]}
    assert set(shares) == {2027, 2028} and 0 < shares[2027] < shares[2028], "the board takes over, year by year"
    page = Visitor(town, "controller").open("/municipality/funds").text
    assert "Stichting De Weide" in page and "2027" in page and "2028" in page
