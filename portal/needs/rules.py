"""Who leads a panel and ranks in it, and who writes the cover sheet of a school."""

from __future__ import annotations

from catalogue.actor import BOARD, OFFICER, SCHOOL_ROLES, Actor
from catalogue.organisations.models import Municipality, School
from catalogue.organisations.rules import acts_for, decides_for
from portal.needs.models import CoverSheet, Panel, Seat


def may_lead(actor: Actor, municipality: Municipality | None, panel: Panel | None = None) -> bool:
    """An officer of the municipality starts and closes its panels."""
    own = panel.municipality_id if panel else municipality and municipality.pk
    return actor.is_one_of(OFFICER) and actor.municipality == own


def may_rank(actor: Actor, seat: Seat) -> bool:
    """Somebody of the school or board that has the seat; for a party from outside the officer of the municipality."""
    if seat.school_id:
        return actor.is_one_of(*SCHOOL_ROLES) and actor.school == seat.school_id
    if seat.board_id:
        return actor.role == BOARD and actor.board == seat.board_id
    return may_lead(actor, None, seat.panel)


def may_tell(actor: Actor, school: School) -> bool:
    """Everybody of the school, its board, and an officer who writes down what the school told."""
    return acts_for(actor, school) or (actor.role == OFFICER and actor.municipality == school.municipality_id)


def may_hand_in(actor: Actor, sheet: CoverSheet) -> bool:
    """Whoever speaks for the school: not a teacher alone."""
    return decides_for(actor, sheet.school) or (actor.role == OFFICER and may_tell(actor, sheet.school))
