"""Putting right for which spending goal a line of a claim counts, after it was approved."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import FINANCE, Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import change, expect
from catalogue.programmes.models import Programme, SpendingGoal
from portal.claims.accounted import refuse_accounted
from portal.claims.models import Claim

COUNTS = ("approved", "failed", "settled")


def may_correct_goals(actor: Actor, claim: Claim) -> bool:
    """A finance officer of the paying municipality."""
    return actor.role == FINANCE and actor.municipality == claim.municipality_id


def goals_of(programme: Programme) -> list[SpendingGoal]:
    """The spending goals of the regulations of a programme, in the order of use."""
    rows = SpendingGoal.objects.filter(regulation__programmeregulation__programme=programme)
    return list(rows.select_related("regulation").order_by("regulation__programmeregulation__position", "code"))


@deed
def correct_goal(
    claim: Claim, line: UUID, *, regulation: str, goal: str, reason: str, by: Actor, version: int | None = None
) -> Claim:
    """Count a line for another goal (codes) of the programme, such as rent that was offered as a measure.

    The accounts of the schools stay as they are. A SiSa table that is open follows; one that was signed stays, and the
    next one corrects it. `Invalid` for an unknown line or goal, the same goal or no reason, `Forbidden("wrong_role")`,
    `Refused("wrong_state")` before it is approved, `Refused("regulation_closed")`, `Stale` for an older `version`.
    """
    right = may_correct_goals(by, claim)
    require(right, "wrong_role", _("Only a finance officer of the municipality that pays corrects a goal."))
    expect(claim, version)
    if claim.status not in COUNTS:
        raise Refused("wrong_state", _("A goal is corrected on a claim that was approved. Reload the page."))
    row = claim.lines.select_related("goal__regulation").filter(pk=line).first()
    found = {(each.regulation.code, each.code): each for each in goals_of(claim.programme)}.get((regulation, goal))
    faults = [] if row else [Fault("#/line", "unknown", _("This line is not in the claim. Reload the page."))]
    if found is None or (row and found.pk == row.goal_id):
        sentence = _("Choose another goal of a regulation of this programme.")
        faults.append(Fault("#/goal", "unknown", sentence))
    if not reason.strip():
        faults.append(Fault("#/reason", "required", _("Say why: it stands in the journal.")))
    check(faults)
    assert row is not None and found is not None  # checked just now
    before = f"{row.goal.regulation.code}/{row.goal.code}"
    row.goal = found
    row.save(update_fields=["goal"])
    refuse_accounted(claim)
    data = {"line": str(row.pk), "from": before, "to": f"{regulation}/{goal}"}
    return change(claim, event="goal_corrected", by=by, because=reason, data=data)
