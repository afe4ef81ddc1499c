"""What a worker does with a delivery: sign, send, and note what came of it."""

from __future__ import annotations

import hmac
import json
import random
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from catalogue.actor import system
from catalogue.deeds import deed
from catalogue.journal.lease import Later, Lease
from catalogue.lifecycle import change, move
from portal.webhooks.actions import switch_off
from portal.webhooks.events import KINDS
from portal.webhooks.models import WebhookDelivery
from portal.webhooks.rules import is_live
from portal.webhooks.sealing import SecretLost, unseal
from portal.webhooks.sending import Answer, send
from portal.webhooks.states import ACTIVE, DELIVERED, FAILED, GIVEN_UP, GONE, SECRET_LOST, STOPPED, WAITING

WORKER = system("worker")
LEASE_SECONDS = 60
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=4)


def attempt(delivery_id: UUID, lease: Lease) -> Answer | None:
    """Send it once more; what is to be noted for good, or nothing when that was done. Slow.

    When it did not arrive and there is time left, the failure is noted and `Later` raised: back-off with jitter.
    A worker that goes down between the answer and the note sends the same event, with the same id, again.
    """
    delivery = _row(delivery_id)
    if delivery.status not in (WAITING, FAILED):
        return None
    subscription = delivery.subscription
    if subscription.status != ACTIVE or not is_live(subscription.membership):
        return Answer(problem=STOPPED)
    lease.renew(LEASE_SECONDS)
    answer = _send(delivery)
    pause = _pause(delivery)
    if answer.problem in ("", GONE) or not pause:
        return answer
    note_failure(delivery, answer=answer, next_try_at=timezone.now() + pause, by=WORKER)
    raise Later(pause.total_seconds())


def settle(delivery_id: UUID, answer: Answer | None) -> None:
    """Note the end of it: delivered, or given up; 410 switches the subscription off. Safe to run twice."""
    if answer is None:
        return
    delivery = _row(delivery_id)
    said = _said(answer, sent=answer.problem != STOPPED)
    if not answer.problem:
        move(delivery, DELIVERED, by=WORKER, delivered_at=timezone.now(), **said)
        return
    move(delivery, GIVEN_UP, by=WORKER, because=answer.problem, **said)
    if answer.problem == GONE and delivery.subscription.status == ACTIVE:
        switch_off(delivery.subscription, reason=GONE, by=WORKER)


@deed
def note_failure(delivery: WebhookDelivery, *, answer: Answer, next_try_at: datetime, by: Any) -> WebhookDelivery:
    """It did not arrive, and is tried again at that moment."""
    said = _said(answer, sent=True) | {"next_try_at": next_try_at}
    if delivery.status == WAITING:
        return move(delivery, FAILED, by=by, because=answer.problem, **said)
    return change(delivery, event="tried", by=by, because=answer.problem, **said)


def event_of(delivery: WebhookDelivery) -> dict[str, Any]:
    """The CloudEvent (1.0): what happened to which thing, and where it can be read; never what the thing says."""
    line, api = delivery.line, f"{settings.PUBLIC_URL}/api/v1"
    thing = str(line.thing_id)
    return {
        "specversion": "1.0",
        "id": str(delivery.pk),
        "source": api,
        "type": line.event,
        "subject": thing,
        "time": line.at.isoformat(),
        "datacontenttype": "application/json",
        "data": {"id": thing, "url": f"{api}/{KINDS[line.thing].plural}/{thing}"},
    }


def signed(secret: str, timestamp: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 over `timestamp.body`, in hexadecimal."""
    return "v1=" + hmac.new(secret.encode("ascii"), f"{timestamp}.".encode() + body, "sha256").hexdigest()


def _send(delivery: WebhookDelivery) -> Answer:
    body, now = json.dumps(event_of(delivery)).encode(), int(time.time())
    try:
        signature = signed(unseal(delivery.subscription.sealed), now, body)
    except SecretLost:
        return Answer(problem=SECRET_LOST)
    headers = {
        "Content-Type": "application/cloudevents+json; charset=utf-8",
        "User-Agent": f"Keuzeportaal/{settings.VERSION}",
        "Webhook-Timestamp": str(now),
        "Webhook-Signature": signature,
    }
    return send(delivery.subscription.url, body, headers)


def _pause(delivery: WebhookDelivery) -> timedelta:
    """How long until the next try: longer each time and spread, and the last one when the time is over; zero then."""
    left = delivery.line.at + timedelta(hours=settings.WEBHOOK_HOURS) - timezone.now()
    longest: timedelta = min(FIRST_PAUSE * 2 ** min(delivery.tries, 12), LONGEST_PAUSE)
    return max(timedelta(), min(left, longest * random.uniform(0.5, 1)))  # noqa: S311  # no secret


def _said(answer: Answer, *, sent: bool) -> dict[str, Any]:
    tries = {"tries": F("tries") + 1} if sent else {}
    return tries | {"last_status": answer.status, "problem": answer.problem, "next_try_at": None}


def _row(delivery_id: UUID) -> WebhookDelivery:
    return WebhookDelivery.objects.select_related("line", "subscription__membership__user").get(pk=delivery_id)
