"""A programme of Bloemendorp that OAB pays before NPO: € 300 and € 3,700, of which € 1,000 stays in reserve."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.programmes import actions as programmes
from catalogue.programmes.models import Regulation
from portal.funding import actions as funding
from portal.funding.models import BudgetPlan, Grant
from tests.cast import COUNTED_ON, OPERATOR, Town
from tests.portal.funding.planned import grant


def start(town: Town, *, until: date = date(2027, 7, 31), **said: Any) -> tuple[Grant, Grant, BudgetPlan]:
    """From now on `town.programme` is this one: its plan adopted, and € 3,000 divided over the schools."""
    regulations = [Regulation.objects.get(code=code) for code in ("OAB", "NPO")]
    terms = {
        "name": "Inhalen", "starts_on": date(2026, 8, 1), "ends_on": until, "four_eyes_threshold": Decimal("1000.00"),
        "tolerance_percent": 10, "silent_confirmation_days": 14, "claim_deadline_days": 90,
    }  # fmt: skip
    town.programme = programmes.add_programme(town.municipality, regulations=regulations, by=OPERATOR, **(terms | said))
    town.talent = programmes.add_theme(town.programme, name="Inhalen", by=OPERATOR)
    oab = grant(town, "300.00", regulation="OAB", spend_until=until)
    npo = grant(town, "3700.00", regulation="NPO", spend_until=until)
    officer = town.actor("officer")
    lines = [
        {"name": "Keuzebudget", "kind": "choice", "amount": Decimal("3000.00"),
         "sources": [{"grant": npo, "amount": Decimal("2700.00")}, {"grant": oab, "amount": Decimal("300.00")}]},
        {"name": "Onvoorzien", "kind": "reserve", "amount": Decimal("1000.00"), "grant": npo},
    ]  # fmt: skip
    plan = funding.adopt_plan(funding.draft_plan(town.programme, lines=lines, by=officer), by=officer)
    split = funding.propose_split(
        town.programme, pot=Decimal("3000.00"), per_school=Decimal("1000.00"), reference_date=COUNTED_ON, by=officer
    )
    funding.adopt_split(split, by=officer)
    return oab, npo, plan
