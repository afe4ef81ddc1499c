"""A school may say that it does not want a fixed offer, with a reason; and that it wants it after all."""

from __future__ import annotations

import pytest

from catalogue.errors import Forbidden, Invalid, Refused, Stale
from catalogue.journal.queries import history_of
from portal.bookings import actions as bookings
from portal.entitlements import actions as entitlements
from portal.entitlements.models import Entitlement
from portal.entitlements.queries import Pair, opted_out, pairs_visible_to
from tests import cast
from tests.cast import Town

WHY = "Wij hebben zelf een leesconsulent in dienst."


@pytest.fixture
def pair(town: Town) -> Pair:
    """A fixed offer of the library and De Kring."""
    made = cast.fixed_offer(town)
    return next(iter(pairs_visible_to(town.actor("coordinator"), offer=[made.pk])))


@pytest.mark.parametrize("who", ["coordinator", "director", "board"])
def test_who_decides_for_the_school_opts_out_and_back_in(town: Town, pair: Pair, who: str):
    entitlement = entitlements.opt_out(pair, reason=f" {WHY} ", by=town.actor(who))
    assert (entitlement.status, entitlement.reason) == ("opted_out", WHY)
    assert entitlements.opt_in(pair, by=town.actor(who)).reason == ""
    said = [(line.event, line.because) for line in history_of(entitlement.pk)]
    assert said == [("entitlement.opted_out", WHY), ("entitlement.open", "")]


@pytest.mark.parametrize("who", ["teacher", "other_coordinator", "librarian", "officer"])
def test_nobody_else_does(town: Town, pair: Pair, who: str):
    for deed in (lambda by: entitlements.opt_out(pair, reason=WHY, by=by), lambda by: entitlements.opt_in(pair, by=by)):
        with pytest.raises(Forbidden):
            deed(town.actor(who))
    assert not Entitlement.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_asked(town: Town, pair: Pair, reason: str):
    with pytest.raises(Invalid):
        entitlements.opt_out(pair, reason=reason, by=town.actor("director"))


def test_the_provider_and_the_officer_read_it(town: Town, pair: Pair):
    entitlements.opt_out(pair, reason=WHY, by=town.actor("director"))
    for who, number in (("planner", 1), ("officer", 1), ("musician", 0), ("teacher", 0)):
        assert [each.reason for each in opted_out(town.actor(who))] == [WHY] * number


def test_after_it_nothing_is_planned_until_the_school_comes_back(town: Town, pair: Pair):
    entitlements.opt_out(pair, reason=WHY, by=town.actor("director"))
    with pytest.raises(Refused) as refused:
        cast.booking(town, pair[0])
    assert refused.value.code == "opted_out"
    entitlements.opt_in(pair, by=town.actor("director"))
    assert cast.booking(town, pair[0]).status == "requested"


def test_first_what_is_planned_is_taken_back(town: Town, pair: Pair):
    booking = cast.booking(town, pair[0])
    with pytest.raises(Refused) as refused:
        entitlements.opt_out(pair, reason=WHY, by=town.actor("director"))
    assert refused.value.code == "still_planned"
    bookings.withdraw(booking, by=town.actor("coordinator"))
    assert entitlements.opt_out(pair, reason=WHY, by=town.actor("director")).status == "opted_out"


def test_what_was_delivered_is_no_reason_to_stay(town: Town, pair: Pair):
    cast.booking(town, pair[0], status="delivered")
    assert entitlements.opt_out(pair, reason=WHY, by=town.actor("director")).status == "opted_out"


def test_saying_it_twice_is_refused(town: Town, pair: Pair):
    entitlements.opt_out(pair, reason=WHY, by=town.actor("director"))
    with pytest.raises(Refused) as refused:
        entitlements.opt_out(pair, reason=WHY, by=town.actor("coordinator"))
    assert (refused.value.code, isinstance(refused.value, Stale)) == ("wrong_state", False)
