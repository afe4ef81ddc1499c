"""64 people at once for the last units of a fixed offer: a school plans what it is entitled to, and never more."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.db.models import F
from django.utils import timezone

from catalogue.actor import Actor
from catalogue.offers.models import Offer
from catalogue.organisations.models import School
from portal.bookings import actions as bookings
from portal.bookings.models import Booking
from portal.budgets.queries import verify
from portal.entitlements import actions as entitlements
from portal.entitlements.models import Entitlement, EntitlementUse
from portal.entitlements.queries import pairs_visible_to
from tests import cast
from tests.cast import Town
from tests.concurrency.crowd import DONE, at_once
from tests.concurrency.test_last_places import CROWD

pytestmark = [pytest.mark.slow, pytest.mark.databases]

READ = ("revision", "provider", "programme")


def _plan(school: School, offer_id: object, by: Actor, weeks: int) -> None:
    day = timezone.localdate() + timedelta(weeks=weeks)
    made = Offer.objects.select_related(*READ).get(pk=offer_id)
    bookings.book(school, made, units=1, pupils=20, wished_dates=[day], by=by)


def _counters_equal_the_bookings() -> bool:
    held: Counter[int] = Counter()
    for booking in Booking.objects.filter(status__in=("requested", "confirmed"), entitlement__isnull=False):
        held[booking.entitlement_id] += booking.quantity
    counters = {use.pk: use.used for use in EntitlementUse.objects.exclude(used=0)}
    return counters == held and not EntitlementUse.objects.filter(used__gt=F("ceiling")).exists()


def test_the_last_units_of_two_schools(real_town: Town):
    made = cast.fixed_offer(real_town, entitlement_units=5, entitlement_period="year")
    people = [
        (real_town.kring, real_town.actor("coordinator")), (real_town.linde, real_town.actor("other_coordinator")),
    ] * (CROWD // 2)  # fmt: skip
    outcomes = at_once([partial(_plan, school, made.pk, by, 2) for school, by in people])
    assert outcomes == {DONE: 10, "entitlement_exhausted": CROWD - 10}
    assert sorted(EntitlementUse.objects.values_list("used", flat=True)) == [5, 5]
    assert _counters_equal_the_bookings()
    assert verify() == []


def test_days_that_move_to_and_fro_while_others_come_back(real_town: Town):
    """Months: some plan, some move their day to another month and some withdraw; in the end all adds up."""
    made = cast.fixed_offer(real_town, entitlement_units=6, entitlement_period="month")
    school = real_town.actor("coordinator")
    weeks = [2, 8] * 6
    for week in weeks:
        _plan(real_town.kring, made.pk, school, week)
    rows = list(Booking.objects.order_by("pk"))
    deeds = []
    for number, row in enumerate(rows):
        other = timezone.localdate() + timedelta(weeks=10 - weeks[number])
        again = Booking.objects.get(pk=row.pk)
        deeds.append(partial(bookings.reschedule, again, wished_dates=[other], by=school))
        if number % 3 == 0:
            deeds.append(partial(bookings.withdraw, Booking.objects.get(pk=row.pk), by=school))
    outcomes = at_once([*deeds, *(partial(_plan, real_town.kring, made.pk, school, 2) for _plan_ in range(8))])
    assert set(outcomes) <= {DONE, "entitlement_exhausted", "stale", "wrong_state"}
    assert _counters_equal_the_bookings()


def test_a_school_does_not_opt_out_of_what_it_plans_at_that_moment(real_town: Town):
    made = cast.fixed_offer(real_town)
    (pair,) = pairs_visible_to(real_town.actor("coordinator"), offer=[made.pk])
    plan = partial(_plan, real_town.kring, made.pk, real_town.actor("coordinator"), 2)
    leave = partial(entitlements.opt_out, pair, reason="Wij doen dit zelf", by=real_town.actor("director"))
    outcomes = at_once([plan, leave] * 4)
    assert set(outcomes) <= {DONE, "stale", "opted_out", "still_planned", "wrong_state", "entitlement_exhausted"}
    planned = EntitlementUse.objects.filter(used__gt=0).exists()
    assert planned != Entitlement.objects.filter(status="opted_out").exists()
    assert _counters_equal_the_bookings()
