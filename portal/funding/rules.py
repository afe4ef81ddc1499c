"""Who may write down grants, plan them, and divide money."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from catalogue.actor import BOARD, BUDGET_HOLDER, FINANCE, OFFICER, PROJECT_TEAM, SYSTEM, Actor
from catalogue.errors import Refused, require
from catalogue.organisations.models import Municipality, School
from catalogue.programmes.models import Programme
from portal.budgets.models import Entry
from portal.funding.models import Correction, Handover, Measure, PlanMove

CORRECTABLE = frozenset({"split", "programme", "handover"})


def may_fund(actor: Actor, municipality: Municipality) -> bool:
    """A policy officer of the municipality, or the operator of the installation."""
    return (actor.role == OFFICER and actor.municipality == municipality.pk) or actor.role == SYSTEM


def may_account(actor: Actor, municipality: Municipality) -> bool:
    """Whoever may fund, and the finance officers of the municipality."""
    finance = actor.role == FINANCE and actor.municipality == municipality.pk
    return finance or may_fund(actor, municipality)


def may_divide(actor: Actor, programme: Programme) -> bool:
    """A policy officer of the municipality whose programme it is, or the operator of the installation."""
    return may_fund(actor, programme.municipality)


def may_draft(actor: Actor, programme: Programme) -> bool:
    """Whoever may divide, and the project team of the municipality: a draft decides nothing until it is adopted."""
    team = actor.role == PROJECT_TEAM and actor.municipality == programme.municipality_id
    return team or may_divide(actor, programme)


def may_prepare(actor: Actor, measure: Measure) -> bool:
    """Whoever may divide; the project team as long as the measure is being prepared."""
    if may_divide(actor, measure.programme):
        return True
    return measure.status == "prepare" and may_draft(actor, measure.programme)


def governs(actor: Actor, school: School) -> bool:
    """The board of the school."""
    return actor.role == BOARD and actor.board is not None and actor.board == school.board_id


def may_give(actor: Actor, school: School) -> bool:
    """The budget holder of the school, or its board."""
    return (actor.role == BUDGET_HOLDER and actor.school == school.pk) or governs(actor, school)


def may_confirm(actor: Actor, move: PlanMove) -> bool:
    """An officer or finance officer of the municipality, and another person than who proposed the move."""
    right_role = actor.is_one_of(OFFICER, FINANCE) and actor.municipality == move.municipality_id
    return right_role and move.status == "proposed" and actor.person != move.proposed_by


def may_correct(actor: Actor, municipality: UUID) -> bool:
    """A finance officer of the municipality."""
    return actor.role == FINANCE and actor.municipality == municipality


def is_correctable(entry: Entry) -> bool:
    """Only what nobody else keeps count of: two ways back for one euro would give it back twice."""
    return entry.cause in CORRECTABLE and not (entry.cause == "split" and bool(entry.account.line))


def may_second(actor: Actor, made: Correction | Handover) -> bool:
    """A finance officer of the municipality, and another person than who proposed it."""
    return may_correct(actor, made.municipality_id) and made.status == "proposed" and actor.person != made.proposed_by


def second_person(by: Actor, made: Correction | Handover) -> None:
    """`Refused("wrong_state")` when nobody is asked, `Refused("four_eyes")` for who proposed it, else `Forbidden`."""
    if made.status != "proposed":
        raise Refused("wrong_state", _("This is not waiting for a second person. Reload the page."))
    if by.person == made.proposed_by and by.municipality == made.municipality_id:
        raise Refused("four_eyes", _("You proposed this. Ask a colleague to confirm it."))
    require(may_second(by, made), "wrong_role", _("Only a finance officer of this municipality can confirm this."))
