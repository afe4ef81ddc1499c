"""Who asks, answers and concludes, and who keeps away from it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import ASSESSOR, CONTROLLER, FINANCE, OFFICER, Actor
from catalogue.money import ZERO
from portal.claims.interest import CONFLICT, approved_by, interest
from portal.claims.models import Claim, ClaimLine
from portal.claims.states import SPENT
from portal.questions.models import AuditQuestion
from portal.questions.states import ANSWERS, ASKS, CONCLUSIONS

ASKED = (FINANCE, ASSESSOR, OFFICER)


def side_of(actor: Actor, municipality: UUID) -> str:
    """For whom the actor writes: its controller, those who answer for it, or nobody."""
    if actor.municipality != municipality:
        return ""
    if actor.role == CONTROLLER:
        return ASKS
    return ANSWERS if actor.is_one_of(*ASKED) else ""


def is_expense(line: ClaimLine) -> bool:
    """The line was approved or paid, and not all of it was credited."""
    return line.claim.status in SPENT and line.net > ZERO


def kept_away(actor: Actor, claim: Claim, question: AuditQuestion | None = None) -> tuple[str, str]:
    """Why this person keeps out of a question, as code and sentence; empty when there is no reason.

    An interest in the claim, for everybody (`claims.interest`); the controller is nobody who approved the claim; and
    nobody writes for both sides, whatever membership acts now. Eight statements at most.
    """
    if why := interest(actor.person, claim):
        return CONFLICT, why
    side = side_of(actor, claim.municipality_id)
    if side == ASKS and approved_by(actor.person, [claim]):
        return "decided_before", _("You approved this claim yourself. Another controller looks at it.")
    if question and question.remarks.filter(person=actor.person).exclude(side=side).exists():
        return "four_eyes", _("You wrote here for the other side. Ask a colleague.")
    return "", ""


def may_write(actor: Actor, question: AuditQuestion) -> bool:
    """Both sides, as long as it runs. Who keeps away is asked apart."""
    return question.runs and bool(side_of(actor, question.municipality_id))


def may_conclude(actor: Actor, question: AuditQuestion) -> bool:
    """The controller, as long as a conclusion is possible. Who keeps away is asked apart."""
    possible = question.MOVES[question.status] & dict(CONCLUSIONS).keys()
    return bool(possible) and side_of(actor, question.municipality_id) == ASKS
