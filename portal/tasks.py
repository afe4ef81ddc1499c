"""What the worker and the clock run: an id in, one action called. Every task may run twice.

Those of the clock have one turn per period, however many clocks run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from celery import shared_task
from celery.result import AsyncResult
from django.conf import settings
from django.utils import timezone

from catalogue.actor import system
from catalogue.journal import outbox
from portal.bookings import actions as bookings
from portal.bookings.queries import silent_since_long, to_remind_of
from portal.celery import app
from portal.claims import reminding as claims
from portal.clock.turns import ByTheClock, for_each
from portal.enrolments import actions as enrolments
from portal.enrolments.queries import with_old_codes
from portal.invoices import accepting
from portal.invoices.queries import silent_soon, silent_too_long
from portal.jobs import actions as jobs
from portal.notices import actions as notices
from portal.people.actions import forget_old_replies as forget
from portal.post import actions as post
from portal.rounds import actions as rounds
from portal.searches import actions as searches
from portal.searches.queries import to_tell
from portal.vouchers import actions as vouchers
from portal.vouchers.queries import to_lapse
from portal.waiting import following
from portal.webhooks.listening import listen
from portal.webhooks.queries import listening

CLOCK = system("clock")


@shared_task(name="portal.work")
def work(line_id: int) -> None:
    """Let one due journal line have its effect."""
    outbox.work(line_id)


def announce(line_id: int, queue: str) -> None:
    """Hint the workers of a queue that a line is due; the hint may get lost."""
    _sent: AsyncResult[None] = work.apply_async((line_id,), queue=queue or "work", expires=60, retry=False)


def hints_waiting(queues: Iterable[str] = settings.QUEUES) -> dict[str, int]:
    """How many hints wait in each queue of the broker; what it raises when it is away."""
    channel: Any
    with app.connection_for_write() as broker, broker.channel() as channel:
        return {name: channel.queue_declare(name, durable=True, auto_delete=False).message_count for name in queues}


@shared_task(name="portal.sweep_outbox", base=ByTheClock)
def sweep_outbox() -> None:
    """Send again what a crash or a lossy broker left behind."""
    outbox.sweep()


@shared_task(name="portal.accept_silent_deliveries", base=ByTheClock)
def accept_silent_deliveries() -> None:
    """Silence confirms a delivery after the days of its programme."""
    for_each(silent_since_long(), lambda booking: bookings.accept_silently(booking, by=CLOCK))


@shared_task(name="portal.accept_silent_invoices", base=ByTheClock)
def accept_silent_invoices() -> None:
    """Silence accepts an invoice that the municipality wrote, after the days that were agreed."""
    for_each(silent_too_long(), lambda row: accepting.accept_silently(row, by=CLOCK))


@shared_task(name="portal.remind_of_invoices", base=ByTheClock)
def remind_of_invoices() -> None:
    """Some days before silence accepts an invoice its provider gets a letter."""
    for_each(silent_soon(), lambda row: accepting.remind(row, by=CLOCK))


@shared_task(name="portal.remind_of_deliveries", base=ByTheClock)
def remind_of_deliveries() -> None:
    """Some days before silence accepts a delivery its school gets a letter."""
    for_each(to_remind_of(), lambda booking: bookings.remind(booking, by=CLOCK))


@shared_task(name="portal.remind_of_claims", base=ByTheClock)
def remind_of_claims() -> None:
    """Some days before it is too late to claim a delivery its provider gets a letter, once."""
    for_each(claims.to_remind_of(), lambda due: claims.remind(*due, by=CLOCK))


@shared_task(name="portal.keep_time_of_rounds", base=ByTheClock)
def keep_time_of_rounds() -> None:
    """Rounds open and close, and what one left goes to the next."""
    rounds.keep_time()


@shared_task(name="portal.keep_queues", base=ByTheClock)
def keep_queues() -> None:
    """What was kept long enough lapses, and who waits is served."""
    following.keep_queues()


@shared_task(name="portal.forget_old_replies", base=ByTheClock)
def forget_old_replies() -> None:
    """Remembered replies are kept for a day."""
    forget()


@shared_task(name="portal.forget_old_mails", base=ByTheClock)
def forget_old_mails() -> None:
    """What was noted of letters, with addresses, is kept for some weeks."""
    notices.forget_old()
    post.forget_old()


@shared_task(name="portal.forget_old_jobs", base=ByTheClock)
def forget_old_jobs() -> None:
    """Files that long work made are kept for some days."""
    jobs.forget_old()


@shared_task(name="portal.look_at_searches", base=ByTheClock)
def look_at_searches() -> None:
    """Ask for the letters of the searches whose day has come."""
    for_each(to_tell(timezone.now()), lambda search: searches.fall_due(search, by=CLOCK))


@shared_task(name="portal.forget_codes", base=ByTheClock)
def forget_codes() -> None:
    """Codes of children go away some time after the last date of their activity."""
    for_each(with_old_codes(timezone.localdate()), lambda activity: enrolments.forget_codes(activity, by=CLOCK))


@shared_task(name="portal.lapse_vouchers", base=ByTheClock)
def lapse_vouchers() -> None:
    """Vouchers that nobody used in time are worth nothing."""
    for_each(to_lapse(timezone.localdate()), lambda voucher: vouchers.lapse(voucher, by=CLOCK))


@shared_task(name="portal.remind_of_bookings", base=ByTheClock)
def remind_of_bookings() -> None:
    """What comes soon, waits for an answer or was not reported: each is reminded of once."""
    notices.remind(by=CLOCK)


@shared_task(name="portal.gather_notices", base=ByTheClock)
def gather_notices() -> None:
    """In the morning everybody who wants it gets the letter of the day."""
    notices.gather(by=CLOCK)


@shared_task(name="portal.listen_for_webhooks", base=ByTheClock)
def listen_for_webhooks() -> None:
    """What happened since the last time is sent to who subscribed to it."""
    for_each(listening(), listen)
