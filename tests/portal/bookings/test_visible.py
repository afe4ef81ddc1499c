"""Which bookings each visitor sees, and at what cost."""

from __future__ import annotations

import pytest

from catalogue.actor import ANYONE
from portal.bookings import actions as bookings
from portal.bookings.queries import visible_to
from tests import cast
from tests.cast import Town


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("teacher", True), ("director", True), ("board", True), ("librarian", True), ("planner", True),
        ("officer", True), ("controller", True), ("other_coordinator", False), ("musician", False),
    ],
)  # fmt: skip
def test_a_request_is_seen_by_its_school_its_provider_and_the_municipality(town: Town, who: str, sees: bool):
    booking = cast.booking(town)
    assert visible_to(town.actor(who)).filter(pk=booking.pk).exists() is sees
    assert not visible_to(ANYONE).exists()


def test_a_proposal_is_the_schools_own_until_it_is_requested(town: Town):
    proposal = bookings.book(town.kring, cast.offer(town), units=2, pupils=50, by=town.actor("teacher"))
    assert proposal in visible_to(town.actor("coordinator"))
    assert proposal not in visible_to(town.actor("librarian"))
    bookings.withdraw(proposal, by=town.actor("teacher"))
    assert proposal not in visible_to(town.actor("librarian"))


def test_a_withdrawn_request_stays_visible_to_the_provider_who_saw_it(town: Town):
    booking = bookings.withdraw(cast.booking(town), by=town.actor("coordinator"))
    assert booking in visible_to(town.actor("librarian"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_two_statements_however_long(town: Town, rows: int, django_assert_num_queries):
    made = cast.offer(town)
    for _row in range(rows):
        cast.booking(town, made, status="delivered", units=1)
    with django_assert_num_queries(2):
        for booking in visible_to(town.actor("coordinator")):
            assert booking.offer.programme.name
            assert booking.revision.title
            assert booking.deliveries.all()[0].sessions == 1
