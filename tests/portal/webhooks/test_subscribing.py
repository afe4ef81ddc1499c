"""Who speaks for an organisation lets another program hear of its events, at a safe address; the secret stays one."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from catalogue.errors import Forbidden
from catalogue.journal.models import JournalLine
from portal.people.models import IdempotentReply
from portal.tasks import listen_for_webhooks
from portal.webhooks import actions as webhooks
from portal.webhooks.models import WebhookSubscription
from portal.webhooks.sealing import seal, unseal
from tests import cast
from tests.api.client import Api, problem
from tests.cast import Town
from tests.portal.webhooks.subscribed import BODY, SECRET, subscribed


def test_a_subscription_is_made_shown_and_ended(town: Town):
    manager = Api(town, "librarian")
    made = manager.post("webhook-subscriptions", BODY)
    assert made.status_code == 201, made.content
    assert (made.json()["status"], made.json()["events"]) == ("active", ["claim.rejected"])
    at = f"webhook-subscriptions/{made.json()['id']}"
    assert manager.get(at).json() == made.json()
    problem(Api(town, "musician").get(at), 404)
    problem(Api(town, "planner").get(at), 403, "wrong_role")
    assert manager.post(f"{at}/endings").json()["status"] == "ended"
    problem(manager.post(f"{at}/endings"), 409, "wrong_state")


def test_the_secret_is_in_no_answer_no_journal_no_log_and_not_readable_at_rest(
    town: Town, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    manager = Api(town, "librarian")
    made = manager.post("webhook-subscriptions", BODY, Idempotency_Key="een")
    refused = manager.post("webhook-subscriptions", BODY | {"secret": "kort", "url": "http://x.example"})
    asked = manager.get("webhook-subscriptions")
    row = WebhookSubscription.objects.get()
    said = [made.content.decode(), asked.content.decode(), caplog.text, row.sealed, refused.content.decode()]
    said += [str(line.__dict__) for line in JournalLine.objects.all()]
    said += [reply.body for reply in IdempotentReply.objects.all()]
    assert [each for each in said if SECRET in each or '"kort"' in each] == []
    assert unseal(row.sealed) == SECRET
    assert seal(SECRET) != seal(SECRET)


def test_an_organisation_has_no_more_than_its_share(town: Town, settings: Any):
    settings.WEBHOOK_SUBSCRIPTIONS = 2
    first, _second, _of_others = (
        subscribed(town, who, events=["booking"]) for who in ("librarian", "librarian", "musician")
    )
    answer = Api(town, "librarian").post("webhook-subscriptions", BODY)
    problem(answer, 409, "too_many_subscriptions")
    webhooks.end(first, by=town.actor("librarian"))
    assert Api(town, "librarian").post("webhook-subscriptions", BODY).status_code == 201


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hook.example/in", "https_only"),
        ("ftp://hook.example/in", "https_only"),
        ("https://127.0.0.1/in", "inside_address"),
        ("https://10.0.0.8:8443/in", "inside_address"),
        ("https://169.254.169.254/latest", "inside_address"),
        ("https://224.0.0.1/", "inside_address"),
        ("https://[::1]/", "inside_address"),
        ("https://[::ffff:10.0.0.8]/", "inside_address"),
        ("https://[64:ff9b::a00:8]/", "inside_address"),
        ("https://[2002:a00:8::1]/", "inside_address"),
        ("https://localhost/in", "inside_address"),
        ("https://db.internal/in", "inside_address"),
        ("https://me:word@hook.example/", "invalid"),
        ("https://hook.example/#a", "invalid"),
        ("https://hook.example/a b", "invalid"),
        ("https://hook.example:99999/", "invalid"),
        ("hook", "invalid"),
    ],
)
def test_an_address_must_be_https_and_outside(town: Town, url: str, code: str):
    body = problem(Api(town, "librarian").post("webhook-subscriptions", BODY | {"url": url}), 400)
    assert [(each["location"], each["code"]) for each in body["errors"]] == [("#/url", code)]


@pytest.mark.parametrize(
    ("events", "code"),
    [
        (["booking.flown"], "unknown_event"),
        (["everything"], "unknown_event"),
        (["webhook_delivery"], "unknown_event"),
        (["bespoke_request"], "scope_missing"),
    ],
)
def test_an_event_must_exist_and_be_readable(town: Town, events: list[str], code: str):
    body = problem(Api(town, "librarian").post("webhook-subscriptions", BODY | {"events": events}), 400)
    assert [(each["location"], each["code"]) for each in body["errors"]] == [("#/events/0", code)]


def test_a_token_without_the_scope_of_a_thing_hears_nothing_of_it(town: Town):
    narrow = Api(town, "librarian", ["webhooks:write"])
    body = problem(narrow.post("webhook-subscriptions", BODY), 400)
    assert body["errors"][0]["code"] == "scope_missing"


def test_only_who_speaks_for_an_organisation_subscribes(town: Town):
    for who in ("teacher", "coordinator", "planner", "assessor", "controller"):
        with pytest.raises(Forbidden):
            subscribed(town, who)
    with pytest.raises(Forbidden):
        webhooks.subscribe(town.membership["musician"], **BODY, by=town.actor("librarian"))


def test_deliveries_are_listed(town: Town):
    subscription = subscribed(town, "librarian", events=["booking.requested"])
    booking = cast.booking(town)
    listen_for_webhooks()
    [row] = Api(town, "librarian").get(f"webhook-subscriptions/{subscription.pk}/deliveries").json()["results"]
    assert (row["event"], row["thing"], row["status"]) == ("booking.requested", str(booking.pk), "waiting")
    problem(Api(town, "officer").get(f"webhook-subscriptions/{subscription.pk}/deliveries"), 404)
