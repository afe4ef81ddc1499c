"""What officers, boards and schools send about divided money: the operations of that part of the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from portal.budgets.models import Account, TeamBudget
from portal.budgets.teams import add_team
from portal.funding import actions as funding
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town


def _account(town: Town) -> Account:
    return Account.objects.get(school=town.kring)


def team(town: Town) -> Any:
    """€ 10 of De Kring for one more team."""
    name = f"Team {TeamBudget.objects.count() + 1}"
    return add_team(_account(town), name=name, amount=Decimal("10.00"), by=town.actor("director"))


def _split(town: Town) -> Any:
    return funding.propose_split(
        town.programme, pot=Decimal(20000), per_school=Decimal(1000), reference_date=cast.COUNTED_ON,
        by=town.actor("officer"),
    )  # fmt: skip


def _rule(town: Town) -> dict[str, Any]:
    programme = str(town.programme.pk)
    return {
        "programme": programme, "pot": "20000.00", "perSchool": "1000.00", "referenceDate": "2026-10-01",
        "leftovers": "replace", "committed": "protect",
    }  # fmt: skip


SPLITTING = {
    "post /splits": Operation("officer", lambda town: "splits", _rule, ("programme",)),
    "post /splits/{id}/adoptions": Operation("officer", below("splits", _split, "adoptions")),
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
