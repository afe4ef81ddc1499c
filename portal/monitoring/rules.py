"""Who evaluates, who looks at the words before everybody reads them, and who measures."""

from __future__ import annotations

from uuid import UUID

from catalogue.actor import OFFICER, PROVIDER_ROLES, Actor
from catalogue.organisations.rules import decides_for
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking
from portal.monitoring.models import Evaluation, Indicator


def evaluates(actor: Actor, booking: Booking) -> bool:
    """Who decides for the school that had it."""
    return decides_for(actor, booking.school)


def may_evaluate(actor: Actor, booking: Booking) -> bool:
    """After the school accepted the delivery."""
    return evaluates(actor, booking) and booking.status == "accepted"


def may_change(actor: Actor, evaluation: Evaluation) -> bool:
    """The school, until the municipality looked at it."""
    return evaluates(actor, evaluation.booking) and evaluation.status == "given"


def may_moderate(actor: Actor, evaluation: Evaluation) -> bool:
    """The policy officer of the municipality."""
    return actor.role == OFFICER and actor.municipality == evaluation.municipality_id


def may_set_questions(actor: Actor, programme: Programme) -> bool:
    """The policy officer of the municipality whose programme it is."""
    return actor.role == OFFICER and actor.municipality == programme.municipality_id


def may_define(actor: Actor, municipality: UUID) -> bool:
    """The policy officer of the municipality says what is measured."""
    return actor.role == OFFICER and actor.municipality == municipality


def executes(actor: Actor, indicator: Indicator) -> bool:
    """Whoever it is asked of: everybody of the provider, who decides for the school, or else the policy officer."""
    if indicator.provider_id:
        return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == indicator.provider_id
    if indicator.school:
        return decides_for(actor, indicator.school)
    return may_define(actor, indicator.municipality_id)


def may_measure(actor: Actor, indicator: Indicator) -> bool:
    """Whoever it is asked of, and the policy officer, who may fill in what came by telephone."""
    return executes(actor, indicator) or may_define(actor, indicator.municipality_id)
