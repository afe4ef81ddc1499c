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


def transfer(town: Town) -> Any:
    """€ 10 of De Kring for De Linde, which the director asked for."""
    return funding.propose_transfer(
        town.programme, origin=town.kring, target=town.linde, amount=Decimal("10.00"), reason="Samen op kamp",
        by=town.actor("director"),
    )  # fmt: skip


def recall(town: Town) -> Any:
    """€ 1 of what De Linde has left goes back."""
    account = Account.objects.get(school=town.linde)
    if account.available == 0:
        cast.split(town)
    return funding.call_back_leftovers(
        town.programme, schools=[town.linde.pk], reason="Einde van het jaar", by=town.actor("officer")
    )


OPERATIONS = {
    "post /budget-transfers": Operation(
        "director",
        lambda t: "budget-transfers",
        lambda t: {
            "programme": str(t.programme.pk),
            "school": str(t.kring.pk),
            "target": str(t.linde.pk),
            "amount": "10.00",
            "reason": "Samen op kamp",
        },
        ("programme", "school", "target"),
    ),
    "post /budget-transfers/{id}/confirmations": Operation(
        "board", below("budget-transfers", transfer, "confirmations"), with_tag=True
    ),
    "post /budget-transfers/{id}/refusals": Operation(
        "board",
        below("budget-transfers", transfer, "refusals"),
        lambda t: {"reason": "Eerst overleggen"},
        with_tag=True,
    ),
    "post /budget-recalls": Operation(
        "officer",
        lambda t: "budget-recalls",
        lambda t: {"programme": str(t.programme.pk), "schools": [str(t.linde.pk)], "reason": "Einde van het jaar"},
        ("programme",),
    ),
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
