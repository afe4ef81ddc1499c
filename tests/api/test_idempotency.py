"""The same POST twice, also at the same moment: its effect once, and the same reply twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.bookings.models import Booking
from portal.budgets.models import Account
from portal.people.models import IdempotentReply
from tests import cast
from tests.api.client import Api, places, problem
from tests.cast import Town

KEY = "Idempotency-Key"


def body_for(town: Town, **said: Any) -> dict[str, Any]:
    return {"offer": str(cast.offer(town).pk), "units": 1, "pupils": 25} | said


def test_the_same_key_gives_the_same_reply_and_one_booking(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    first = school.post("bookings", body, Idempotency_Key="a-1")
    again = school.post("bookings", body, Idempotency_Key="a-1")
    assert first.status_code == again.status_code == 201
    assert again.json() == first.json()
    assert (again.headers["ETag"], again.headers["Location"]) == (first.headers["ETag"], first.headers["Location"])
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["API-Version"]
    assert Booking.objects.count() == 1


def test_another_key_is_another_booking(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    for key in ("a-1", "a-2"):
        assert school.post("bookings", body, Idempotency_Key=key).status_code == 201
    assert Booking.objects.count() == 2


def test_the_same_key_for_another_body_is_refused(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    school.post("bookings", body, Idempotency_Key="a-1")
    problem(school.post("bookings", body | {"units": 2}, Idempotency_Key="a-1"), 422, "key_reused")
    problem(school.post("choices", body, Idempotency_Key="a-1"), 422, "key_reused")
    assert Booking.objects.count() == 1


def test_a_key_belongs_to_one_token(town: Town) -> None:
    body = body_for(town)
    for _client in range(2):
        assert Api(town, "coordinator").post("bookings", body, Idempotency_Key="a-1").status_code == 201
    assert Booking.objects.count() == 2


def test_a_refusal_by_the_rules_comes_again_also_when_it_would_fit_now(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    account = Account.objects.get(school=town.kring)
    Account.objects.filter(pk=account.pk).update(granted=0)
    problem(school.post("bookings", body, Idempotency_Key="a-1"), 409, "budget_exhausted")
    Account.objects.filter(pk=account.pk).update(granted=account.granted)
    again = school.post("bookings", body, Idempotency_Key="a-1")
    problem(again, 409, "budget_exhausted")
    assert again.headers["Idempotency-Replayed"] == "true"
    assert Booking.objects.count() == 0
    assert school.post("bookings", body, Idempotency_Key="a-2").status_code == 201


def test_input_that_was_wrong_may_be_corrected_under_the_same_key(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    problem(school.post("bookings", body | {"units": -1}, Idempotency_Key="a-1"), 400)
    assert school.post("bookings", body, Idempotency_Key="a-1").status_code == 201


def test_who_are_you_is_not_kept(town: Town) -> None:
    problem(Api().post("bookings", {}, Idempotency_Key="a-1"), 401)
    assert not IdempotentReply.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "sp ace", "é"])
def test_a_key_that_is_no_key_is_refused(town: Town, key: str) -> None:
    body = problem(Api(town, "coordinator").post("bookings", body_for(town), Idempotency_Key=key), 400)
    assert places(body) == {KEY}
    assert Booking.objects.count() == 0


def test_after_a_day_the_key_is_free_again(town: Town) -> None:
    school, body = Api(town, "coordinator"), body_for(town)
    school.post("bookings", body, Idempotency_Key="a-1")
    IdempotentReply.objects.update(created_at=timezone.now() - timedelta(hours=25))
    again = school.post("bookings", body, Idempotency_Key="a-1")
    assert again.status_code == 201
    assert "Idempotency-Replayed" not in again.headers
    assert Booking.objects.count() == 2


def test_an_upload_counts_by_its_content(town: Town) -> None:
    claim = cast.claim(town, submitted=False)
    librarian = Api(town, "librarian")
    librarian.headers[KEY] = "a-1"

    def upload(content: bytes) -> Any:
        return librarian.upload(f"claims/{claim.pk}/evidence", file=SimpleUploadedFile("list.pdf", content))

    assert upload(b"%PDF-1.7 one").status_code == 201
    assert upload(b"%PDF-1.7 one").headers["Idempotency-Replayed"] == "true"
    problem(upload(b"%PDF-1.7 two"), 422, "key_reused")
    assert claim.evidence.count() == 1
