"""Who evaluates, and who looks at the words before everybody reads them."""

from __future__ import annotations

from catalogue.actor import OFFICER, Actor
from catalogue.organisations.rules import decides_for
from catalogue.programmes.models import Programme
from portal.bookings.models import Booking
from portal.monitoring.models import Evaluation


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
