"""A published offer changes by a revision that the municipality approves; bookings keep the one they were made on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.errors import Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from tests import cast
from tests.cast import Town


def _revised(town: Town, made: Offer, **said: object) -> Offer:
    offers.edit(made, by=town.actor("librarian"), **said)
    offers.submit(made, by=town.actor("librarian"))
    return offers.publish(made, by=town.actor("officer"))


def test_until_it_is_approved_the_old_text_and_price_hold(town: Town):
    made = cast.offer(town)
    offers.edit(made, price=Decimal("150.00"), by=town.actor("librarian"))
    offers.submit(made, by=town.actor("librarian"))
    made.refresh_from_db()
    assert (made.status, made.text.price, made.draft.price) == ("published", Decimal("125.00"), Decimal("150.00"))
    offers.publish(made, by=town.actor("officer"))
    assert (made.text.price, made.text.number, made.draft) == (Decimal("150.00"), 2, None)


def test_a_booking_keeps_the_revision_it_was_made_on(town: Town):
    made = cast.offer(town)
    before = cast.booking(town, made)
    _revised(town, made, price=Decimal("150.00"))
    after = cast.booking(town, Offer.objects.get(pk=made.pk))
    before.refresh_from_db()
    assert (before.revision.price, before.amount) == (Decimal("125.00"), Decimal("250.00"))
    assert (after.revision.price, after.amount) == (Decimal("150.00"), Decimal("300.00"))


def test_a_returned_revision_leaves_the_published_offer_as_it_is(town: Town):
    made = cast.offer(town)
    offers.edit(made, title="Anders", by=town.actor("librarian"))
    offers.submit(made, by=town.actor("librarian"))
    offers.return_for_changes(made, reason="Waarom?", by=town.actor("officer"))
    made.refresh_from_db()
    assert (made.status, made.text.title, made.draft.status) == ("published", "Voorleesuur", "returned")


def test_the_spending_goal_of_a_published_offer_is_fixed(town: Town):
    """Claims and the SiSa table take the goal from the offer: nobody moves it after the municipality looked at it."""
    made = cast.offer(town, goal="talent")
    with pytest.raises(Refused) as refused:
        offers.edit(made, goal="zorg", by=town.actor("librarian"))
    assert refused.value.code == "goal_fixed"
    offers.edit(made, goal="talent", title="Anders", by=town.actor("librarian"))
    draft = cast.offer(town, publish=False, goal="talent")
    assert offers.edit(draft, goal="zorg", by=town.actor("librarian")).goal.code == "zorg"


def test_the_new_number_of_places_cannot_be_less_than_what_is_booked(town: Town):
    made = cast.offer(town)
    cast.booking(town, made, units=5)
    with pytest.raises(Refused) as refused:
        _revised(town, Offer.objects.get(pk=made.pk), capacity=4)
    assert refused.value.code == "capacity_exhausted"
    assert _revised_capacity(town, made) == 5


def _revised_capacity(town: Town, made: Offer) -> int | None:
    fresh = Offer.objects.get(pk=made.pk)
    offers.return_for_changes(fresh, reason="Te weinig plaatsen", by=town.actor("officer"))
    return _revised(town, fresh, capacity=5).capacity
