"""The planner sees everybody's weeks, plans somebody at a school, and reads why a week does not fit."""

from __future__ import annotations

from portal.staffing.models import Deployment, Worker
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.staffing.planned import FIRST, LAST, booked, deployed, worker

WEEKS = {"first_week": FIRST.isoformat(), "last_week": LAST.isoformat()}


def test_from_the_first_contract_to_a_planned_school(town: Town):
    row, planner = booked(town), Visitor(town, "planner")
    page = planner.open("/provider/staff")
    assert "Nog niemand" in page.text
    page = planner.press(
        page, "Voeg deze persoon toe", name="Jeugdondersteuner 1", contract_hours="20,5", starts_on="2026-08-31"
    )
    someone = Worker.objects.get()
    said = {"worker": str(someone.pk), "booking": str(row.pk)} | WEEKS
    page = planner.press(page, "Plan deze weken", hours="16", **said)
    assert "Gepland" in page.text and "16 uur per week" in page.text
    page = planner.press(page, "Plan deze weken", hours="8", **said)
    assert page.status == 409 and "het contract heeft er 20,5" in page.text
    page = planner.open("/provider/staff", **{"from": FIRST.isoformat()})
    assert "16 (nog 4,50 vrij)" in page.text
    page = planner.press(page, "Haal eruit")
    assert not Deployment.objects.exists()


def test_a_contract_that_what_is_planned_does_not_fit_says_so(town: Town):
    made, planner = deployed(town), Visitor(town, "planner")
    name = f"{made.worker_id}-contract_hours"
    page = planner.press(planner.open("/provider/staff"), "Wijzig het contract", **{name: "12"})
    assert page.status == 409 and "het contract heeft er 12" in page.text
    page = planner.press(planner.open("/provider/staff"), "Wijzig het contract", **{name: "24"})
    assert "Het contract is gewijzigd" in page.text


def test_the_page_costs_the_same_for_one_and_for_three(town: Town):
    planner = Visitor(town, "planner")
    deployed(town)
    planner.open("/provider/staff")
    one = planner.statements(lambda: planner.open("/provider/staff"))
    for number in (2, 3):
        worker(town, name=f"Jeugdondersteuner {number}")
        booked(town)
    assert planner.statements(lambda: planner.open("/provider/staff")) == one
