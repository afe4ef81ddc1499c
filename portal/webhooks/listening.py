"""From the journal to deliveries: done by the clock, so that no deed is slower because somebody listens."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max

from catalogue.actor import system
from catalogue.deeds import unit_of_work
from catalogue.journal.models import JournalLine
from catalogue.lifecycle import added, hold
from portal.people.queries import actor_of
from portal.webhooks.actions import switch_off
from portal.webhooks.events import heard_by, names_of
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from portal.webhooks.rules import is_live
from portal.webhooks.states import MEMBER_LEFT

CLOCK = system("clock")
AT_ONCE = 500
# A line bears the moment of its deed, and is seen when that deed ends: longer than any deed takes is looked back.
LOOK_BACK = timedelta(minutes=10)


def listen(subscription: WebhookSubscription) -> int:
    """Make a delivery of every event since the last time that its member may hear of; how many. Safe to run twice.

    Two that do so at the same moment queue for the subscription, and an event has one delivery. `Stale` when the
    subscription changed meanwhile: whoever comes next looks again.
    """
    if not is_live(subscription.membership):
        switch_off(subscription, reason=MEMBER_LEFT, by=CLOCK)
        return 0
    newest = JournalLine.objects.aggregate(at=Max("at"))["at"]
    since = max(subscription.read_to - LOOK_BACK, subscription.created_at)
    rows = JournalLine.objects.filter(at__gte=since, event__in=names_of(subscription.events)).order_by("pk")
    fresh = rows.exclude(pk__in=subscription.deliveries.values("line"))
    ids = list(fresh.values_list("pk", flat=True))
    made = sum(_deliveries(subscription, ids[start : start + AT_ONCE]) for start in range(0, len(ids), AT_ONCE))
    if newest and newest > subscription.read_to:
        WebhookSubscription.objects.filter(pk=subscription.pk, read_to__lt=newest).update(read_to=newest)
    return made


def _deliveries(subscription: WebhookSubscription, ids: list[int]) -> int:
    lines = heard_by(actor_of(subscription.membership), list(JournalLine.objects.filter(pk__in=ids).order_by("pk")))
    with unit_of_work():
        hold(subscription)
        there = set(subscription.deliveries.filter(line__in=ids).values_list("line_id", flat=True))
        fresh = [line for line in lines if line.pk not in there]
        for line in fresh:
            row = WebhookDelivery.objects.create(subscription=subscription, line=line)
            added(row, by=CLOCK, data={"event": line.event})
    return len(fresh)
