"""A school asks for an offer: places and money are taken together, or neither."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from tests import cast
from tests.cast import Town


def _book(town: Town, made: Offer, who: str = "coordinator", **said: Any) -> Booking:
    return bookings.book(town.kring, made, by=town.actor(who), **({"units": 2, "pupils": 50} | said))


def _left(town: Town) -> Decimal:
    return Account.objects.get(school=town.kring).available


def _taken(made: Offer) -> int:
    return Offer.objects.get(pk=made.pk).taken


def test_a_coordinator_requests_at_once(town: Town):
    made = cast.offer(town)
    booking = _book(town, made, year_groups=["5"], remarks="Graag 's ochtends")
    assert (booking.status, str(booking.amount), str(booking.reserved)) == ("requested", "250.00", "250.00")
    assert (_left(town), _taken(made)) == (Decimal("2750.00"), 2)
    assert Entry.objects.get(cause_id=booking.pk).kind == "reserve"


def test_a_teacher_proposes_and_takes_nothing_yet(town: Town):
    made = cast.offer(town)
    booking = _book(town, made, "teacher")
    assert (booking.status, str(booking.reserved)) == ("proposed", "0.00")
    assert (_left(town), _taken(made)) == (Decimal("3000.00"), 0)


def test_the_budget_holder_turns_a_proposal_into_a_request(town: Town):
    made = cast.offer(town)
    booking = bookings.approve(_book(town, made, "teacher"), by=town.actor("director"))
    assert (booking.status, str(booking.reserved)) == ("requested", "250.00")
    assert (_left(town), _taken(made)) == (Decimal("2750.00"), 2)
    with pytest.raises(Forbidden):
        bookings.approve(booking, by=town.actor("director"))


@pytest.mark.parametrize("who", ["teacher", "coordinator", "librarian", "officer", "other_coordinator"])
def test_nobody_else_approves_a_proposal(town: Town, who: str):
    with pytest.raises(Forbidden) as forbidden:
        bookings.approve(_book(town, cast.offer(town), "teacher"), by=town.actor(who))
    assert forbidden.value.code == "budget_holder_only"


def test_a_proposal_that_does_not_fit_any_more_is_refused_and_stays_a_proposal(town: Town):
    made = cast.offer(town, capacity=2)
    proposal = _book(town, made, "teacher")
    _book(town, made)
    with pytest.raises(Refused) as refused, transaction.atomic():
        bookings.approve(proposal, by=town.actor("director"))
    assert refused.value.code == "capacity_exhausted"
    assert Booking.objects.get(pk=proposal.pk).status == "proposed"
    assert _left(town) == Decimal("2750.00")


def test_the_last_euro_can_be_spent_but_not_the_one_after(town: Town):
    made = cast.offer(town, price=Decimal("1500.00"))
    _book(town, made, units=2)
    assert _left(town) == 0
    with pytest.raises(Refused) as refused, transaction.atomic():
        _book(town, made, units=1)
    assert refused.value.code == "budget_exhausted"
    assert _taken(made) == 2, "the places of the refused booking were given back with it"


def test_more_places_than_there_are_cost_nothing(town: Town):
    made = cast.offer(town, capacity=3)
    with pytest.raises(Refused) as refused, transaction.atomic():
        _book(town, made, units=4)
    assert refused.value.code == "capacity_exhausted"
    assert (_left(town), _taken(made), Booking.objects.count()) == (Decimal("3000.00"), 0, 0)


@pytest.mark.parametrize(
    ("unit", "units", "pupils", "quantity", "amount"),
    [
        ("group", 2, 50, 2, "250.00"), ("session", 3, 25, 3, "375.00"), ("hour", 4, 10, 4, "500.00"),
        ("pupil", 1, 20, 20, "2500.00"), ("lump_sum", 5, 120, 1, "125.00"),
    ],
)  # fmt: skip
def test_what_the_price_is_multiplied_with(town: Town, unit: str, units: int, pupils: int, quantity: int, amount: str):
    booking = _book(town, cast.offer(town, unit=unit), units=units, pupils=pupils)
    assert (booking.quantity, str(booking.amount)) == (quantity, amount)


def test_the_own_contribution_of_the_school_is_not_reserved(town: Town):
    booking = _book(town, cast.offer(town), own_contribution=Decimal("100.00"))
    assert (str(booking.amount), str(booking.charged), str(booking.reserved)) == ("250.00", "150.00", "150.00")
    assert _left(town) == Decimal("2850.00")


def test_a_booking_that_the_school_pays_itself_touches_no_account(town: Town):
    booking = _book(town, cast.offer(town), own_contribution=Decimal("250.00"))
    assert (booking.account, booking.reserved) == (None, 0)
    assert _left(town) == Decimal("3000.00")


def test_a_fixed_offer_costs_no_choice_budget(town: Town):
    booking = _book(town, cast.offer(town, kind="fixed"))
    assert booking.account == Account.objects.get(line="fixed")
    assert (_left(town), booking.account.available) == (Decimal("3000.00"), Decimal("4750.00"))


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"units": 0}, "#/units"), ({"units": 21}, "#/units"), ({"units": -1}, "#/units"),
        ({"units": 10**12}, "#/units"),
        ({"pupils": 0}, "#/pupils"), ({"pupils": 61}, "#/pupils"), ({"year_groups": ["9"]}, "#/yearGroups"),
        ({"wished_dates": [date.today()]}, "#/wishedDates/0"),
        ({"own_contribution": Decimal("-0.01")}, "#/ownContribution"),
        ({"own_contribution": Decimal("250.01")}, "#/ownContribution"),
    ],
)  # fmt: skip
def test_each_wrong_number_is_named_and_nothing_is_taken(town: Town, said: dict[str, Any], where: str):
    made = cast.offer(town, max_group_size=30, lead_time_days=7)
    with pytest.raises(Invalid) as invalid:
        _book(town, made, **said)
    assert where in [fault.location for fault in invalid.value.faults]
    assert (_left(town), _taken(made), Booking.objects.count()) == (Decimal("3000.00"), 0, 0)


def test_an_offer_for_another_kind_of_school_is_refused(town: Town):
    with pytest.raises(Refused) as refused:
        _book(town, cast.offer(town, sectors=["VO"]))
    assert refused.value.code == "sector_mismatch"


def test_a_date_of_another_offer_is_refused_and_a_full_one_too(town: Town):
    made, other = cast.offer(town), cast.offer(town)
    starts = timezone.now() + timedelta(days=400)
    session = offers.add_session(
        other, starts_at=starts, ends_at=starts + timedelta(hours=1), capacity=2, by=town.actor("librarian")
    )
    with pytest.raises(Refused) as refused:
        _book(town, made, session=session)
    assert refused.value.code == "wrong_session"
    _book(town, other, session=session)
    with pytest.raises(Refused) as refused, transaction.atomic():
        _book(town, other, session=session, units=1)
    assert refused.value.code == "capacity_exhausted"


def test_what_left_the_catalogue_cannot_be_booked(town: Town):
    made = cast.offer(town)
    offers.withdraw(made, by=town.actor("officer"))
    for offer in (made, cast.offer(town, publish=False)):
        with pytest.raises(Refused) as refused:
            _book(town, offer)
        assert refused.value.code == "not_published"


@pytest.mark.parametrize("who", ["other_coordinator", "librarian", "officer", "admin", "controller"])
def test_nobody_books_for_a_school_of_others(town: Town, who: str):
    with pytest.raises(Forbidden) as forbidden:
        _book(town, cast.offer(town), who)
    assert forbidden.value.code == "not_your_school"


def test_a_board_books_for_each_of_its_schools(town: Town):
    assert _book(town, cast.offer(town), "board").status == "requested"
