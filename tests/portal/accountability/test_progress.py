"""The yearly report on a plan: from the ledger, the reported deliveries and the journal of the measures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from portal.accountability.progress import Progress, progress_of, years_of
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan
from tests import cast
from tests.cast import Town
from tests.portal.funding import planned


def _report(plan: BudgetPlan, year: int) -> Progress:
    return progress_of(BudgetPlan.objects.get(pk=plan.pk), year)


def test_what_was_paid_and_delivered_counts_in_its_year(town: Town):
    """Two groups at € 125 from the choice budget of De Kring, 48 pupils, by an offer for talent."""
    plan = planned.plan(town)
    cast.approved(town)
    this = date.today().year
    report = _report(plan, this)
    choice = next(each for each in report.lines if each.line.kind == "choice")
    assert (choice.spent, choice.so_far, choice.left) == (Decimal(250), Decimal(250), Decimal(12750))
    assert (report.planned, report.spent, report.so_far) == (Decimal(20000), Decimal(250), Decimal(250))
    talent = next(each for each in report.themes if each.theme == town.talent)
    assert talent.done and (talent.done.schools, talent.done.sessions, talent.done.pupils) == (1, 2, 48)
    later = _report(plan, this + 1)
    assert (later.spent, later.so_far) == (Decimal(0), Decimal(250))
    assert all(each.done is None for each in later.themes)
    assert _report(plan, this - 1).so_far == 0


def test_a_small_number_of_pupils_is_hidden(town: Town):
    plan, row = planned.plan(town), cast.booking(town, status="confirmed")
    cast.bookings.deliver(row, date=date.today(), sessions=2, pupils_reached=3, by=town.actor("librarian"))
    (theme,) = [each for each in _report(plan, date.today().year).themes if each.done]
    assert theme.done and theme.done.sessions == 2 and theme.done.pupils is None


def test_a_measure_stands_in_the_phase_of_that_year(town: Town):
    plan, officer = planned.plan(town), town.actor("officer")
    with time_machine.travel("2026-12-01T12:00:00Z"):
        measure = planned.with_result(town, planned.measure(town))
        funding.enter_phase(measure, "trial", by=officer, reason="College")
    with time_machine.travel("2027-02-01T12:00:00Z"):
        funding.enter_phase(measure, "full", by=officer)
    assert not any(each.measures for each in _report(plan, 2025).themes)
    (first,), (second,) = ([each for theme in _report(plan, year).themes for each in theme.measures]
                           for year in (2026, 2027))  # fmt: skip
    assert first.phase == "trial" and [phase for phase, _at, _why in first.entered] == ["prepare", "trial"]
    assert first.entered[1][2] == "College"
    assert second.phase == "full" and [phase for phase, _at, _why in second.entered] == ["full"]


@pytest.mark.parametrize(
    ("first", "last", "years"), [(None, None, [2026, 2027]), ("2023-04-01", "2025-03-31", [2023, 2024, 2025])]
)
def test_a_report_for_every_year_in_which_the_plan_runs(
    town: Town, first: str | None, last: str | None, years: list[int]
):
    period = {name: date.fromisoformat(day) for name, day in (("starts_on", first), ("ends_on", last)) if day}
    made = funding.draft_plan(
        town.programme, lines=planned.lines(planned.grant(town)), by=town.actor("officer"), **period
    )
    assert list(years_of(made)) == years
