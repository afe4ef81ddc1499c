"""Who leads a panel, and who ranks in it."""

from __future__ import annotations

from catalogue.actor import BOARD, OFFICER, SCHOOL_ROLES, Actor
from catalogue.organisations.models import Municipality
from portal.needs.models import Panel, Seat


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
