"""The menu card (areas A to F): facilities serve something else, they are no help by themselves."""

from __future__ import annotations

import pytest

from catalogue.errors import Refused
from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from portal.bookings import actions as bookings
from tests import cast
from tests.cast import Town


def test_an_offer_of_area_f_only_is_refused_without_an_a_to_e_beside_it(town: Town):
    librarian, officer, school = town.actor("librarian"), town.actor("officer"), town.actor("coordinator")

    # The library may write and send its room (area F), but it is not published by itself.
    room = cast.offer(town, title="Zaal", menu_areas=["F"], publish=False)
    offers.submit(room, by=librarian)
    with pytest.raises(Refused) as refused:
        offers.publish(room, by=officer)
    assert refused.value.code == "facilities_only"

    # With a reading hour (A: more education; five months of progress, strong, cheap) beside it, it is.
    lesson = cast.offer(
        town, menu_areas=["A"], evidence_months=5, evidence_strength=4, evidence_cost=1,
        evidence_url="https://example.org/voorlezen",
    )  # fmt: skip
    offers.publish(room, by=officer)

    # A school without an A to E of its own cannot book the room; with one it can.
    with pytest.raises(Refused) as refused:
        bookings.book(town.kring, Offer.objects.get(pk=room.pk), units=1, pupils=25, by=school)
    assert refused.value.code == "facilities_only"
    bookings.book(town.kring, lesson, units=1, pupils=25, by=school)
    assert bookings.book(town.kring, Offer.objects.get(pk=room.pk), units=1, pupils=25, by=school).status == "requested"
