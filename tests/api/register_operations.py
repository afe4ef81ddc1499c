"""What is sent about schools and pupils."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalogue.organisations import actions as organisations
from tests.api.operation import Operation, below
from tests.cast import Town


def masked_count(town: Town) -> Any:
    """A count of De Kring that its source masks."""
    return organisations.count_pupils(
        town.kring, reference_date=date(2024, 10, 1), pupils=None, source="DUO", by=town.actor("officer")
    )


OPERATIONS = {
    "post /pupil-counts/{id}/figures": Operation(
        "officer",
        below("pupil-counts", masked_count, "figures"),
        lambda town: {"pupils": 3, "reason": "Opgave van de school"},
    ),
}
