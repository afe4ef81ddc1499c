"""A grant of € 20,000 and the plan of Bloemendorp: what its accounts hold already, and € 2,000 in reserve."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.programmes.models import Regulation
from portal.funding import actions as funding
from portal.funding.actions.grants import Terms
from portal.funding.models import BudgetPlan, CoFinancing, Grant, Measure, PlanMove
from tests.cast import Town

LINES = (
    ("Vast aanbod", "fixed_offers", "5000.00"),
    ("Keuzebudget", "choice", "13000.00"),
    ("Onvoorzien", "reserve", "2000.00"),
)


def grant(town: Town, amount: str = "20000.00", **said: Any) -> Grant:
    """Local money in ten terms from October 2026, unless told otherwise."""
    given: dict[str, Any] = {"spend_until": date(2027, 7, 31), "instalments": Terms(10, date(2026, 10, 1))} | said
    regulation = Regulation.objects.get(code=given.pop("regulation", "LOKAAL"))
    return funding.add_grant(town.municipality, regulation, amount=Decimal(amount), by=town.actor("officer"), **given)


def lines(paid_by: Grant, *rows: tuple[str, str, str], **more: Any) -> list[dict[str, Any]]:
    """Lines as `draft_plan` takes them, all paid by one grant; the line of the fixed offers has the code `fixed`."""
    return [
        {"name": name, "kind": kind, "amount": Decimal(amount), "grant": paid_by}
        | ({"code": "fixed"} if kind == "fixed_offers" else {})
        | more
        for name, kind, amount in rows or LINES
    ]


def plan(town: Town, *, adopted: bool = True, paid_by: Grant | None = None) -> BudgetPlan:
    """The plan of Bloemendorp, adopted unless told otherwise."""
    officer = town.actor("officer")
    made = funding.draft_plan(town.programme, lines=lines(paid_by or grant(town)), by=officer)
    return funding.adopt_plan(made, by=officer) if adopted else made


def measure(town: Town, **said: Any) -> Measure:
    """Walk-in hours for the theme of care: € 2,600 a month for two hours a month at each of 15 schools."""
    given = {
        "name": "Inloopspreekuren", "theme": town.care, "lead": "gemeente", "start": "2026-Q4", "unit": "hour",
        "units_per_school_per_month": Decimal(2), "schools": 15, "cost": Decimal(2600), "per": "month",
    } | said  # fmt: skip
    return funding.add_measure(town.programme, by=town.actor("officer"), **given)


def move(town: Town, made: BudgetPlan, amount: str = "1500.00") -> PlanMove:
    """Money from the reserve to the fixed offers, proposed by the officer: above € 1,000 it waits."""
    return funding.propose_move(
        made, origin=made.lines.get(kind="reserve"), target=made.lines.get(kind="fixed_offers"),
        amount=Decimal(amount), reason="Er is meer vraag.", by=town.actor("officer"),
    )  # fmt: skip


def co_financing(town: Town, year: int = 2027) -> CoFinancing:
    """The board pays € 1,000 of the fixed offers in a year."""
    return funding.co_finance(
        town.programme, line="fixed", party="Stichting De Weide", year=year, amount=Decimal("1000.00"),
        by=town.actor("officer"),
    )  # fmt: skip


def with_result(town: Town, measure: Measure) -> Measure:
    """The measure as it is when somebody said how we know that it helps: it may be carried out."""
    return funding.count_result_indicators(measure, 1, by=town.actor("officer"))
