"""The last steps of the road in one word: everything that was approved is invoiced and paid by the bank."""

from __future__ import annotations

from catalogue.journal.outbox import drain
from portal.bookings.models import Booking
from portal.payments import actions as payments
from tests import cast
from tests.cast import Town


def pay(town: Town) -> None:
    """What waits to be paid goes to the bank, and the bank pays it today."""
    drain()
    batch = payments.release(payments.prepare(by=town.actor("finance")), by=town.actor("finance2"))
    payments.settle(batch, by=town.actor("finance"))


def delivered_and_paid(town: Town, *rows: Booking) -> None:
    """Each booking is claimed, approved and paid before the next one."""
    for row in rows:
        cast.approved(town, cast.claim(town, row))
        pay(town)
