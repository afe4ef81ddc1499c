"""An event arrives signed, says only what can be read where, and is tried again until it arrived or time is over."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from catalogue.journal.models import JournalLine
from catalogue.journal.outbox import drain, work
from portal.people.models import User
from portal.tasks import listen_for_webhooks
from portal.webhooks import actions as webhooks
from portal.webhooks.models import WebhookDelivery, WebhookSubscription
from portal.webhooks.sending import Answer, send
from tests import cast
from tests.cast import Town, build_town
from tests.portal.webhooks.conftest import Receiver
from tests.portal.webhooks.subscribed import SECRET, subscribed


def delivered() -> None:
    """The clock looks into the journal, and the worker sends what is due."""
    listen_for_webhooks()
    drain()


def again() -> None:
    """The pause is over."""
    JournalLine.objects.filter(event="webhook_delivery.waiting", dispatched_at=None).update(due_at=timezone.now())
    drain()


def test_an_event_arrives_signed_with_a_reference_and_no_content(town: Town, receiver: Receiver, settings: Any):
    subscribed(town, "librarian", url=receiver.url, events=["booking.requested"])
    booking = cast.booking(town)
    delivered()
    [(path, headers, body)] = receiver.came
    signed = f"{headers['Webhook-Timestamp']}.".encode() + body
    expected = "v1=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert (path, headers["Webhook-Signature"]) == ("/in", expected)
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    delivery = WebhookDelivery.objects.get()
    api = f"{settings.PUBLIC_URL}/api/v1"
    assert json.loads(body) == {
        "specversion": "1.0", "id": str(delivery.pk), "source": api, "type": "booking.requested",
        "subject": str(booking.pk), "time": delivery.line.at.isoformat(), "datacontenttype": "application/json",
        "data": {"id": str(booking.pk), "url": f"{api}/bookings/{booking.pk}"},
    }  # fmt: skip
    assert (delivery.status, delivery.tries, delivery.last_status) == ("delivered", 1, 204)


def test_what_failed_is_sent_again_with_the_same_id(town: Town, receiver: Receiver):
    receiver.answers = [500, 503, 200]
    subscribed(town, "librarian", url=receiver.url, events=["booking.requested"])
    cast.booking(town)
    delivered()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.last_status, delivery.problem) == ("failed", 500, "refused")
    assert delivery.next_try_at
    assert timezone.now() < delivery.next_try_at < timezone.now() + timedelta(seconds=16)
    drain()
    assert len(receiver.came) == 1, "not before the pause is over"
    again()
    again()
    delivery.refresh_from_db()
    assert (delivery.status, delivery.tries, delivery.problem) == ("delivered", 3, "")
    assert len({json.loads(body)["id"] for _path, _headers, body in receiver.came}) == 1


def test_after_three_days_it_is_given_up(town: Town, receiver: Receiver):
    receiver.answers = [500]
    subscribed(town, "librarian", url=receiver.url, events=["booking.requested"])
    cast.booking(town)
    delivered()
    begun = timezone.now()
    with time_machine.travel(begun + timedelta(hours=71)):
        again()
    assert WebhookDelivery.objects.get().status == "failed"
    with time_machine.travel(begun + timedelta(hours=73)):
        again()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.tries, delivery.next_try_at) == ("given_up", 3, None)


def test_410_switches_the_subscription_off_and_nothing_else_is_sent(town: Town, receiver: Receiver):
    receiver.answers = [410]
    subscribed(town, "librarian", url=receiver.url, events=["booking"])
    cast.booking(town, status="delivered")
    delivered()
    subscription = WebhookSubscription.objects.get()
    assert (subscription.status, subscription.reason) == ("switched_off", "gone")
    assert len(receiver.came) == 1
    assert set(WebhookDelivery.objects.values_list("status", "problem")) == {
        ("given_up", "gone"),
        ("given_up", "stopped"),
    }
    cast.booking(town)
    delivered()
    assert len(receiver.came) == 1


def test_a_redirect_is_not_followed(town: Town, receiver: Receiver):
    receiver.answers = [307]
    assert send(receiver.url, b"{}", {}) == Answer(307, "refused")
    assert [path for path, _headers, _body in receiver.came] == ["/in"]


def test_a_name_that_leads_inside_gets_nothing(receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch):
    asked = socket.getaddrinfo

    def as_told(host: Any, *rest: Any, **more: Any) -> Any:
        return asked("127.0.0.1" if host in ("hook.example", "other.example") else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", as_told)
    url = f"https://hook.example:{receiver.port}/in"
    assert send(url, b"{}", {}) == Answer(204), "the certificate bears the name"
    assert send(url.replace("hook", "other"), b"{}", {}) == Answer(problem="certificate")
    settings.WEBHOOK_INSIDE_NETWORKS = []
    assert send(url, b"{}", {}) == Answer(problem="inside_address")
    assert len(receiver.came) == 1


def test_a_receiver_that_drips_is_cut_off(receiver: Receiver, settings: Any):
    settings.WEBHOOK_SECONDS = 1
    receiver.drips = True
    begun = time.monotonic()
    assert send(receiver.url, b"{}", {}) == Answer(problem="no_answer")
    assert time.monotonic() - begun < 3, "a byte now and then is no answer"


def test_a_certificate_of_nobody_is_no_good(receiver: Receiver, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert send(receiver.url, b"{}", {}) == Answer(problem="certificate")
    assert receiver.came == []


def test_only_things_of_the_own_organisation_are_told(town: Town, receiver: Receiver):
    other = build_town("Rozendaal", "97")
    everything = ["offer", "booking", "claim"]
    subscribed(other, "librarian", url=receiver.url, events=everything)
    subscribed(other, "officer", url=receiver.url, events=everything)
    subscribed(town, "musician", url=receiver.url, events=everything)
    subscribed(town, "director", url=receiver.url, events=everything)
    offer = cast.offer(town)
    delivered()
    assert receiver.came == [], "everybody may see a published offer, but it is news of the library"
    booking = cast.booking(town, offer, status="accepted")
    cast.approved(town, cast.claim(town, booking))
    delivered()
    told = [json.loads(body) for _path, _headers, body in receiver.came]
    assert told
    assert {each["subject"] for each in told} == {str(booking.pk)}, "the school hears of its booking, not of the claim"
    assert {row.subscription.membership.role for row in WebhookDelivery.objects.all()} == {"school:budget_holder"}


def test_listening_and_sending_twice_have_one_effect(town: Town, receiver: Receiver):
    subscribed(town, "librarian", url=receiver.url, events=["booking.requested"])
    cast.booking(town)
    delivered()
    listen_for_webhooks()
    line = JournalLine.objects.get(event="webhook_delivery.waiting")
    JournalLine.objects.filter(pk=line.pk).update(dispatched_at=None)
    assert work(line.pk)
    assert (len(receiver.came), WebhookDelivery.objects.count()) == (1, 1)


def test_what_waits_is_not_sent_once_it_was_ended_or_its_member_left(town: Town, receiver: Receiver):
    ended = subscribed(town, "librarian", url=receiver.url, events=["booking.requested"])
    subscribed(town, "director", url=receiver.url, events=["booking.requested"])
    cast.booking(town)
    listen_for_webhooks()
    webhooks.end(ended, by=town.actor("librarian"))
    User.objects.filter(pk=town.membership["director"].user_id).update(is_active=False)
    delivered()
    assert receiver.came == []
    assert set(WebhookDelivery.objects.values_list("status", "problem")) == {("given_up", "stopped")}
    reasons = WebhookSubscription.objects.order_by("created_at").values_list("status", "reason")
    assert list(reasons) == [("ended", ""), ("switched_off", "member_left")]
