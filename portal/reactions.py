"""When this has happened, do that: the one table that looks forward, with the journal as its outbox; and who does what
kind of long work.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from catalogue.imports import working as imports
from catalogue.imports.states import UNDER_WAY as IMPORTING
from catalogue.journal.lease import Lease
from catalogue.journal.outbox import Reaction, listen
from catalogue.offers import following
from portal.accountability import exporting, samples
from portal.accountability.samples import KIND as SAMPLE
from portal.allocations import making as allocations
from portal.allocations.actions import KIND as ALLOCATION
from portal.bookings import actions as bookings
from portal.bookings import messages as judging
from portal.brochures import making as brochures
from portal.claims import reminding, telling
from portal.invoices import actions as invoices
from portal.invoices import delivering, examining, receiving
from portal.jobs import actions as jobs
from portal.jobs import work
from portal.letters import actions as letters
from portal.notices import telling as notices
from portal.notices.states import TOLD
from portal.orders import actions as orders
from portal.orders import messages as ordering
from portal.orders.states import EVENTS_THAT_END
from portal.people import messages
from portal.radar import actions as radar
from portal.radar import messages as reminders
from portal.registers import making as registers
from portal.registers.queries import KIND as REGISTER
from portal.searches import actions as searches
from portal.tasks import announce, hints_waiting
from portal.waiting import actions as queues
from portal.waiting import following as waiting
from portal.waiting import messages as places
from portal.waiting.states import EVENT_ENDED, EVENTS_OF_BOOKINGS
from portal.waiting.states import EVENTS as EVENTS_OF_PLACES
from portal.webhooks import delivering as webhooks


def _mail(act: Callable[..., Any], send: Callable[..., Any]) -> Reaction:
    """E-mail: sent by the door of the post, which needs the right of the attempt; in a queue of its own."""
    return Reaction(act, prepare=send, renews=True, queue="mail")


def _told(*first: Callable[[UUID], Any]) -> Reaction:
    """People hear of it, each as they chose; what else has to follow is done first, and waits for no mail server."""

    def act(thing_id: UUID, line_id: int) -> None:
        for each in first:
            each(thing_id)
        notices.note(line_id)

    return Reaction(act, prepare=notices.line_of, renews=True)


def _indexed_and_told(admission_id: UUID, lease: Lease) -> None:
    """First what schools may find, then the letter: a mail server that is away keeps no such offer in the search."""
    following.index_of_admission(admission_id)
    messages.tell_of_admission(admission_id, lease)


def _invoice(claim_id: UUID) -> None:
    """The municipality writes the invoice, or looks at the one that the provider sent."""
    if invoices.number(claim_id) is None:
        receiving.look_again(claim_id)


def _ordered(booking_id: UUID) -> None:
    """What the municipality orders was confirmed, split or delivered."""
    orders.number(booking_id)
    receiving.look_at_orders_again(booking_id)


def _booking_ended(booking_id: UUID) -> None:
    """What was ordered is ordered no more, and who waits may have its place."""
    orders.end(booking_id, by=orders.WORKER)
    waiting.after_booking(booking_id)


REACTIONS: dict[str, Reaction] = {
    "admission.admitted": _mail(messages.nothing_more, _indexed_and_told),
    "admission.invited": _mail(messages.nothing_more, messages.tell_of_admission),
    "admission.refused": _mail(messages.nothing_more, messages.tell_of_admission),
    "admission.suspended": _mail(messages.nothing_more, _indexed_and_told),
    "invitation.added": _mail(messages.nothing_more, messages.send_invitation),
    "provider.renamed": Reaction(following.index_of_provider),
    "provider.changed": Reaction(following.index_of_provider),
    "venue.changed": Reaction(following.index_of_venue),
    "theme.changed": Reaction(following.index_of_theme),
    "claim.approved": Reaction(_invoice),
    **dict.fromkeys(telling.TOLD, _mail(messages.nothing_more, telling.tell)),
    "claim_reminder.added": _mail(reminding.note, reminding.send_letters),
    "received_invoice.received": Reaction(receiving.settle, prepare=examining.examine, queue="documents"),
    "offer.revised": Reaction(bookings.recount),
    "invoice.pending": Reaction(invoices.issue, prepare=invoices.render, queue="documents"),
    "invoice.issued": _mail(delivering.note, delivering.send),
    "invoice.sending_asked": _mail(delivering.note, delivering.send_again),
    **dict.fromkeys(
        (f"import.{status}" for status in IMPORTING),
        Reaction(imports.finish, prepare=imports.work_through, renews=True, queue="imports"),
    ),
    "booking.ordered": Reaction(_ordered),
    "purchase_order.pending": Reaction(orders.issue, prepare=orders.render, queue="documents"),
    **dict.fromkeys(("purchase_order.issued", "purchase_order.withdrawn"), _mail(messages.nothing_more, ordering.tell)),
    "letter.pending": Reaction(letters.issue, prepare=letters.render, queue="documents"),
    "digest.due": _mail(searches.note, searches.send),
    "reminder.added": _mail(radar.note, reminders.send),
    "booking.judgement_due": _mail(messages.nothing_more, judging.remind_to_judge),
    "waiting_place.offered": _mail(messages.nothing_more, places.tell),
    EVENT_ENDED: _mail(messages.nothing_more, places.tell_end),
    "offer.withdrawn": Reaction(queues.end_queue),
    **dict.fromkeys(TOLD, _told()),
    **dict.fromkeys(EVENTS_OF_BOOKINGS, _told(waiting.after_booking)),
    **dict.fromkeys(EVENTS_THAT_END, _told(_booking_ended)),
    "notice.added": _mail(notices.note_sent, notices.send),
    "notice_digest.added": _mail(notices.note_digest, notices.send_digest),
    **dict.fromkeys(EVENTS_OF_PLACES, Reaction(waiting.after_place)),
    "webhook_delivery.waiting": Reaction(webhooks.settle, prepare=webhooks.attempt, renews=True, queue="webhooks"),
    "job.queued": Reaction(jobs.finish, prepare=jobs.run, renews=True, queue=work.queue_of),
}
WORK: dict[str, work.Work] = {
    brochures.KIND: work.Work(brochures.make, queue="documents"),
    ALLOCATION: work.Work(allocations.make),
    REGISTER: work.Work(registers.read),
    exporting.KIND: work.Work(exporting.make, scope="accountability:read"),
    SAMPLE: work.Work(samples.make, scope="accountability:read"),
}


def start_listening() -> None:
    """Called once when the apps are ready."""
    listen(REACTIONS, announce, hints_waiting)
    work.listen(WORK)
