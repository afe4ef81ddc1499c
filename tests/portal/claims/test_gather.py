"""All that is ready in one claim: of everything, or of a month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalogue.errors import Forbidden, Refused
from portal.bookings.models import Booking, Delivery
from portal.claims import actions as claims
from portal.claims.extending import extend
from portal.claims.gathering import gather, ready
from tests import cast
from tests.api.client import Api
from tests.cast import Town
from tests.frontend.visitor import Visitor


def _delivered_on(town: Town, day: date) -> Booking:
    row = cast.booking(town, status="accepted")
    Delivery.objects.filter(booking=row).update(date=day)
    return row


def test_everything_that_is_ready_is_one_claim_with_the_sum_that_was_shown(town: Town):
    for _ in range(3):
        cast.booking(town, status="accepted")
    (found,) = ready(town.actor("librarian"))
    claim = gather(found.programme, by=town.actor("librarian"))
    assert (found.number, found.amount) == (3, Decimal("750.00"))
    assert (claim.lines.count(), claim.claimed) == (3, found.amount)
    assert ready(town.actor("librarian")) == []


def test_a_month_is_the_month_of_delivery(town: Town):
    first = timezone.localdate().replace(day=1)
    last_month = _delivered_on(town, first - timedelta(days=1))
    _delivered_on(town, first)
    (found,) = ready(town.actor("librarian"))
    assert [(part.month, part.number) for part in found.months] == [
        ((first - timedelta(days=1)).replace(day=1), 1), (first, 1),
    ]  # fmt: skip
    claim = gather(found.programme, month=first - timedelta(days=1), by=town.actor("librarian"))
    assert [line.booking for line in claim.lines.all()] == [last_month]


def test_what_is_too_late_is_left_out_until_the_officer_gives_a_later_day(town: Town):
    booking = cast.booking(town, status="accepted")
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert ready(town.actor("librarian")) == []
        with pytest.raises(Refused) as told:
            gather(town.programme, by=town.actor("librarian"))
        assert told.value.code == "nothing_ready"
        extend(booking, timezone.localdate(), reason="Ziekte", by=town.actor("officer"))
        claims.submit(gather(town.programme, by=town.actor("librarian")), by=town.actor("librarian"))


@pytest.mark.parametrize("who", ["planner", "coordinator", "officer"])
def test_only_a_manager_of_a_provider_gathers(town: Town, who: str):
    cast.booking(town, status="accepted")
    with pytest.raises(Forbidden):
        gather(town.programme, by=town.actor(who))


def test_what_is_ready_takes_as_many_queries_for_three_as_for_one(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
):
    cast.booking(town, status="accepted")
    with django_assert_num_queries(4):
        ready(town.actor("librarian"))
    for _ in range(2):
        cast.booking(town, status="accepted")
    with django_assert_num_queries(4):
        ready(town.actor("librarian"))


def test_the_overview_has_it_as_one_button_with_its_sum(town: Town):
    rows = [cast.booking(town, status="accepted") for _ in range(2)]
    visitor = Visitor(town, "librarian")
    page = visitor.press(visitor.open("/provider"), "Declareer € 500,00")
    assert "€ 500,00" in page.title and page.path.startswith("/provider/claims/")
    assert not Booking.objects.filter(pk__in=[row.pk for row in rows], claim_lines=None).exists()
    assert visitor.client.post("/provider/claims/gather", {"programme": "x"}).status_code == 400
    again = visitor.client.post("/provider/claims/gather", {"programme": str(town.programme.pk)})
    assert again.status_code == 409


def test_more_months_are_a_button_each(town: Town):
    first = timezone.localdate().replace(day=1)
    _delivered_on(town, first - timedelta(days=1))
    _delivered_on(town, first)
    visitor = Visitor(town, "librarian")
    page = visitor.open("/provider/claims")
    month = next(each for each in page.all("//main//button[@name='month']") if "€ 250,00" in each)
    assert "€ 250,00" in visitor.press(page, month).title


def test_the_same_by_the_api(town: Town):
    cast.booking(town, status="accepted")
    api = Api(town, "librarian")
    answer = api.post(f"programmes/{town.programme.pk}/claims", {})
    assert (answer.status_code, answer.json()["claimed"]) == (201, "250.00")
    assert api.post(f"programmes/{town.programme.pk}/claims", {}).json()["code"] == "nothing_ready"
