"""What is sent to sign the SiSa table of a year."""

from __future__ import annotations

from django.utils import timezone

from portal.budgets import closing
from portal.claims.models import ClaimLine
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.accountability import years


def _last_year(town: Town) -> str:
    """Its books are closed."""
    year = timezone.localdate().year - 1
    closing.close_period(town.municipality, year=year, reason="Jaarrekening", by=town.actor("finance"))
    return f"sisa-tables/{year}/signatures"


def _other_goal(town: Town) -> dict[str, str]:
    """Of the claim that was just approved."""
    line = ClaimLine.objects.filter(claim__municipality=town.municipality).latest("claim__created_at")
    return {"line": str(line.pk), "regulation": "LOKAAL", "goal": "huur", "reason": "Het was huur"}


OPERATIONS: dict[str, Operation] = {
    "post /claims/{id}/goal-corrections": Operation(
        "finance", below("claims", cast.approved, "goal-corrections"), _other_goal
    ),
    "post /sisa-tables/{year}/signatures": Operation("controller", _last_year, lambda town: {"final": []}),
    "post /sisa-signatures/{id}/confirmations": Operation(
        "finance", below("sisa-signatures", years.waiting, "confirmations")
    ),
    "post /sisa-signatures/{id}/refusals": Operation(
        "finance", below("sisa-signatures", years.waiting, "refusals"), lambda town: {"reason": "Nog niet af"}
    ),
}
