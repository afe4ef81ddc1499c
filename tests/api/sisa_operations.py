"""What is sent to sign the SiSa table of a year."""

from __future__ import annotations

from django.utils import timezone

from portal.budgets import closing
from portal.claims.models import Claim
from tests import cast
from tests.api.operation import Operation, below
from tests.cast import Town
from tests.portal.accountability import years


def _last_year(town: Town) -> str:
    """Its books are closed."""
    year = timezone.localdate().year - 1
    closing.close_period(town.municipality, year=year, reason="Jaarrekening", by=town.actor("finance"))
    return f"sisa-tables/{year}/signatures"


def _approved(town: Town) -> Claim:
    """One that counts as a measure; asked again: the same one."""
    rows = Claim.objects.filter(municipality=town.municipality, status="approved", lines__goal__code="talent")
    return rows.order_by("created_at").last() or cast.approved(town)


def _other_goal(town: Town) -> dict[str, str]:
    line = _approved(town).lines.get()
    return {"line": str(line.pk), "regulation": "LOKAAL", "goal": "huur", "reason": "Het was huur"}


OPERATIONS: dict[str, Operation] = {
    "post /claims/{id}/goal-corrections": Operation(
        "finance", below("claims", _approved, "goal-corrections"), _other_goal
    ),
    "post /sisa-tables/{year}/signatures": Operation("controller", _last_year, lambda town: {"final": []}),
    "post /sisa-signatures/{id}/confirmations": Operation(
        "finance", below("sisa-signatures", years.waiting, "confirmations")
    ),
    "post /sisa-signatures/{id}/refusals": Operation(
        "finance", below("sisa-signatures", years.waiting, "refusals"), lambda town: {"reason": "Nog niet af"}
    ),
}
