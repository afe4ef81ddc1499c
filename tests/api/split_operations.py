"""What officers, boards and schools send about divided money: the operations of that part of the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.budgets.models import Account, TeamBudget
from portal.budgets.teams import add_team
from tests.api.operation import Operation, below
from tests.cast import Town


def _account(town: Town) -> Account:
    return Account.objects.get(school=town.kring)


def team(town: Town) -> Any:
    """€ 10 of De Kring for one more team."""
    name = f"Team {TeamBudget.objects.count() + 1}"
    return add_team(_account(town), name=name, amount=Decimal("10.00"), by=town.actor("director"))


SPLITTING = {
    "post /team-budgets": Operation(
        "director",
        lambda t: "team-budgets",
        lambda t: {
            "programme": str(t.programme.pk),
            "school": str(t.kring.pk),
            "name": "Onderbouw",
            "amount": "100.00",
        },
        ("programme", "school"),
    ),
    "patch /team-budgets/{id}": Operation(
        "coordinator", below("team-budgets", team), lambda t: {"name": "Groep 8", "amount": "90.00"}, with_tag=True
    ),
}
