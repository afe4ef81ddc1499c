"""Every way back returns both: the places and the money."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.queries import history_of
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.models import Account, Entry
from portal.budgets.queries import verify
from tests import cast
from tests.cast import Town


def _declined(town: Town, made: Offer) -> Booking:
    return bookings.decline(cast.booking(town, made), reason="Vol", by=town.actor("planner"))


def _withdrawn(town: Town, made: Offer) -> Booking:
    return bookings.withdraw(cast.booking(town, made), by=town.actor("coordinator"))


def _cancelled(town: Town, made: Offer) -> Booking:
    return bookings.cancel(cast.booking(town, made, status="confirmed"), reason="Ziek", by=town.actor("director"))


def _cancelled_after_a_dispute(town: Town, made: Offer) -> Booking:
    booking = cast.booking(town, made, status="delivered")
    bookings.dispute(booking, reason="Niemand gezien", by=town.actor("coordinator"))
    return bookings.cancel(booking, by=town.actor("board"))


@pytest.mark.parametrize("way_back", [_declined, _withdrawn, _cancelled, _cancelled_after_a_dispute])
@pytest.mark.parametrize("kind", ["optional", "fixed"])
def test_places_and_money_come_back(town: Town, way_back: Callable[[Town, Offer], Booking], kind: str):
    made = cast.offer(town, kind=kind)
    booking = way_back(town, made)
    booking.refresh_from_db()
    assert (booking.reserved, booking.spent) == (0, 0)
    assert Offer.objects.get(pk=made.pk).taken == 0
    account = Account.objects.get(school=town.kring) if kind == "optional" else Account.objects.get(line="fixed")
    assert account.available == account.granted
    assert [entry.kind for entry in Entry.objects.filter(cause_id=booking.pk)] == ["reserve", "release"]
    assert verify() == []


def test_a_withdrawn_proposal_gives_back_nothing_because_it_held_nothing(town: Town):
    made = cast.offer(town)
    proposal = bookings.book(town.kring, made, units=2, pupils=50, by=town.actor("teacher"))
    assert bookings.withdraw(proposal, by=town.actor("teacher")).status == "withdrawn"
    assert Offer.objects.get(pk=made.pk).taken == 0
    assert not Entry.objects.filter(cause_id=proposal.pk).exists()


def test_what_was_given_back_can_be_chosen_again(town: Town):
    made = cast.offer(town, capacity=2)
    bookings.withdraw(cast.booking(town, made), by=town.actor("coordinator"))
    assert cast.booking(town, made).status == "requested"


def test_nobody_gets_it_back_twice(town: Town):
    booking = cast.booking(town)
    twin = Booking.objects.get(pk=booking.pk)
    bookings.withdraw(booking, by=town.actor("coordinator"))
    with pytest.raises(Refused):
        bookings.decline(twin, reason="Vol", by=town.actor("librarian"))
    with pytest.raises(Refused) as refused:
        bookings.withdraw(booking, by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"
    assert Entry.objects.filter(cause_id=booking.pk, kind="release").count() == 1


@pytest.mark.parametrize(
    ("deed", "status", "code"),
    [
        ("withdraw", "confirmed", "wrong_state"), ("withdraw", "delivered", "wrong_state"),
        ("cancel", "requested", "wrong_state"), ("cancel", "delivered", "wrong_state"),
        ("cancel", "accepted", "wrong_state"),
    ],
)  # fmt: skip
def test_the_wrong_moment_is_refused(town: Town, deed: str, status: str, code: str):
    with pytest.raises(Refused) as refused:
        getattr(bookings, deed)(cast.booking(town, status=status), by=town.actor("coordinator"))
    assert refused.value.code == code


@pytest.mark.parametrize("who", ["teacher", "other_coordinator", "librarian", "officer"])
def test_only_who_decides_for_the_school_withdraws_or_cancels(town: Town, who: str):
    with pytest.raises((Forbidden, Refused)):
        bookings.withdraw(cast.booking(town), by=town.actor(who))
    with pytest.raises(Forbidden):
        bookings.cancel(cast.booking(town, status="confirmed"), by=town.actor(who))


def test_a_school_is_told_why_it_was_declined(town: Town):
    booking = cast.booking(town)
    with pytest.raises(Invalid):
        bookings.decline(booking, reason=" ", by=town.actor("planner"))
    bookings.decline(booking, reason="Die week zijn we dicht", by=town.actor("planner"))
    assert history_of(booking.pk).last().because == "Die week zijn we dicht"


def test_what_was_paid_for_can_no_longer_be_disputed_or_called_off(town: Town):
    """The claim was approved while the school had not answered yet: from then on the money is spent."""
    booking = cast.booking(town, status="delivered")
    cast.approved(town, cast.claim(town, booking))
    booking.refresh_from_db()
    assert booking.spent == Decimal("250.00")
    with pytest.raises(Refused) as refused:
        bookings.dispute(booking, reason="Toch niet goed", by=town.actor("coordinator"))
    assert refused.value.code == "wrong_state"
    assert bookings.accept(booking, by=town.actor("coordinator")).status == "accepted"


def test_a_dispute_from_before_the_payment_ends_in_acceptance_once_it_is_paid(town: Town):
    booking = cast.booking(town, status="delivered")
    claim = cast.claim(town, booking)
    bookings.dispute(Booking.objects.get(pk=booking.pk), reason="Te weinig", by=town.actor("coordinator"))
    with pytest.raises(Refused) as refused:
        cast.approved(town, claim)
    assert refused.value.code == "blocked"
