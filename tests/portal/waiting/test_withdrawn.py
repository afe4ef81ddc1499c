"""An offer that is withdrawn leaves nobody waiting in vain; and a provider sees how many wait, as counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core import mail

from catalogue.errors import Refused
from catalogue.journal.outbox import drain
from catalogue.journal.queries import history_of
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from portal.waiting import actions, queries
from portal.waiting.models import WaitingPlace
from tests import cast
from tests.cast import Town
from tests.frontend.visitor import Visitor
from tests.portal.waiting.full import join, school


@pytest.fixture
def waited(town: Town) -> Offer:
    """Four places, all taken: one school has a place kept, another waits for three groups."""
    made = cast.offer(town, price=Decimal("10.00"), capacity=4)
    held, one = cast.booking(town, made, units=3), cast.booking(town, made, units=1)
    join(school(town, 1), made), join(school(town, 2), made, units=3)
    bookings.withdraw(one, by=town.actor("coordinator"))
    drain()
    assert held.status == "requested"
    return Offer.objects.select_related("revision", "draft", "programme").get(pk=made.pk)


def test_who_waited_is_told_that_the_offer_was_withdrawn(town: Town, waited: Offer):
    assert list(WaitingPlace.objects.values_list("status", flat=True)) == ["offered", "waiting"]
    mail.outbox.clear()
    offers.withdraw(waited, reason="Geen docent", by=town.actor("librarian"))
    drain()
    assert set(WaitingPlace.objects.values_list("status", flat=True)) == {"ended"}
    offer = Offer.objects.get(pk=waited.pk)
    assert (offer.waiting, offer.taken) == (0, 3), "what was kept is given back, what is booked stays"
    assert {letter.to[0] for letter in mail.outbox} >= {"c1@example.org", "c2@example.org"}
    place = WaitingPlace.objects.first()
    assert place and history_of(place.pk).last().because
    assert actions.end_queue(waited.pk) == [], "twice changes nothing"


def test_a_place_that_ended_is_not_taken(town: Town, waited: Offer):
    offers.withdraw(waited, reason="Geen docent", by=town.actor("librarian"))
    drain()
    place = queries.visible_to(town.actor("officer")).first()
    with pytest.raises(Refused):
        actions.leave(place, by=town.actor("board"))


def test_an_offer_that_is_still_there_keeps_its_queue(town: Town, waited: Offer):
    assert actions.end_queue(waited.pk) == [] and WaitingPlace.objects.filter(status="waiting").count() == 1


def test_the_provider_sees_how_many_wait_and_no_names(town: Town, waited: Offer):
    (queue,) = queries.queues_of(town.actor("planner"))
    assert (queue.schools, queue.units, queue.kept) == (2, 4, 1)
    assert queries.queues_of(town.actor("musician")) == [] == queries.queues_of(town.actor("officer"))
    page = Visitor(town, "librarian").open("/provider/bookings")
    assert "Scholen die op een plaats wachten" in page.text and "2 scholen" in page.text
    assert "School 1" not in page.text
