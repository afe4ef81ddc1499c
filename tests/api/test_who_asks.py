"""Tokens, scopes, sessions; and what is somebody else's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from portal.people import actions as people
from portal.people.models import ApiToken
from tests import cast
from tests.api.client import BASE, Api, problem
from tests.cast import PASSWORD, Town


def test_without_a_token_it_asks_who_you_are(town: Town) -> None:
    answer = Api().get("bookings")
    problem(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer ", "Bearer", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer é"]
)
def test_a_token_that_does_not_work_is_never_just_the_public(town: Town, header: str) -> None:
    answer = Client().get(BASE + "offers", headers={"Authorization": header})
    problem(answer, 401, "bad_token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_ends_by_date_by_revocation_and_with_the_membership(town: Town) -> None:
    for end in ("date", "revoked", "membership"):
        api = Api(town, "planner")
        token = ApiToken.objects.order_by("-created_at")[0]
        assert api.get("me").status_code == 200
        if end == "date":
            ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
        elif end == "revoked":
            people.revoke_token(token, by=cast.OPERATOR)
        else:
            people.end_membership(town.membership["planner"], by=cast.OPERATOR)
        problem(api.get("me"), 401, "bad_token")


def test_a_token_does_no_more_than_its_scopes(town: Town) -> None:
    reader = Api(town, "coordinator", scopes=["bookings:read"])
    assert reader.get("bookings").status_code == 200
    problem(reader.post("bookings", {}), 403, "scope_missing")
    assert reader.get("accounts").json()["code"] == "scope_missing"


def test_a_role_does_no_more_than_its_own(town: Town) -> None:
    problem(Api(town, "librarian").get("payment-batches/00000000-0000-4000-8000-000000000000/file"), 404)
    problem(Api(town, "coordinator").post("splits", {}), 403, "wrong_role")
    problem(Api(town, "controller").post("payment-batches", {}), 403, "wrong_role")


def test_a_browser_session_works_and_writes_only_with_its_csrf_token(town: Town) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.login(email="coordinator@bloemendorp.example", password=PASSWORD)
    assert browser.get(BASE + "me").json()["role"] == "school:coordinator"
    body = {"offer": str(cast.offer(town).pk)}
    problem(browser.post(BASE + "choices", body, content_type="application/json"), 403)
    browser.cookies["csrftoken"] = secret = "a" * 32
    headers = {"X-CSRFToken": secret}
    assert browser.post(BASE + "choices", body, content_type="application/json", headers=headers).status_code == 201


def test_what_is_not_yours_is_not_there(town: Town) -> None:
    theirs = cast.booking(town, cast.offer(town, provider="musician"))
    for who in ("librarian", "other_coordinator"):
        problem(Api(town, who).get(f"bookings/{theirs.pk}"), 404, "not_found")
        assert Api(town, who).get("bookings").json()["results"] == []


def test_what_you_see_but_may_not_do_says_so(town: Town) -> None:
    row = cast.booking(town)
    answer = problem(Api(town, "officer").post(f"bookings/{row.pk}/confirmations"), 403)
    assert answer["code"] == "wrong_role"
    problem(Api(town, "coordinator").post(f"bookings/{row.pk}/confirmations"), 403, "wrong_role")


def test_what_the_rules_refuse_says_which_rule(town: Town) -> None:
    row = cast.booking(town, status="confirmed")
    found = problem(Api(town, "librarian").post(f"bookings/{row.pk}/confirmations"), 409, "wrong_state")
    assert found["type"] == "urn:keuzeportaal:problem:wrong_state"


def test_the_last_euro_and_the_last_place_have_their_codes(town: Town) -> None:
    dear, rare = cast.offer(town, price=Decimal("3001.00")), cast.offer(town, capacity=1)
    school = Api(town, "coordinator")
    problem(school.post("bookings", {"offer": str(dear.pk), "pupils": 20}), 409, "budget_exhausted")
    problem(school.post("bookings", {"offer": str(rare.pk), "units": 2, "pupils": 20}), 409, "capacity_exhausted")
