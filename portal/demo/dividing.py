"""What schools of the demo do with their budget: teams with a part of it, and some for another school of the board."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from catalogue.actor import BUDGET_HOLDER
from portal.budgets.actions import open_account
from portal.budgets.teams import add_team
from portal.demo.stage import Stage
from portal.funding import actions as funding

FILE = Path(__file__).parent / "content" / "teams.toml"


def divide_inside(stage: Stage) -> None:
    """The teams, and the transfers: asked by the budget holder; the board agreed with some of them."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for told in content["team"]:
        account = open_account(stage.programme, school=stage.schools[told["school"]])
        by = stage.school(told["school"], BUDGET_HOLDER)
        add_team(account, name=told["name"], amount=Decimal(told["amount"]), by=by)
    for told in content["transfer"]:
        made = funding.propose_transfer(
            stage.programme, origin=stage.schools[told["from"]], target=stage.schools[told["to"]],
            amount=Decimal(told["amount"]), reason=told["reason"], by=stage.school(told["from"], BUDGET_HOLDER),
        )  # fmt: skip
        if told["agreed"]:
            funding.confirm_transfer(made, by=stage.login("board"))
