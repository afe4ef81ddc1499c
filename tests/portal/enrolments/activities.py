"""Activities in which the schools of Bloemendorp enrol children."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Session
from portal.enrolments import actions as enrolments
from portal.enrolments.models import Activity, Enrolment
from tests import cast
from tests.cast import Town


def opened(town: Town, *, capacity: int = 25, days: int = 60, **said: Any) -> Activity:
    """Extra gym after school: open to all primary schools, with a date one week from now and one in two weeks."""
    made = cast.offer(town, kind="fixed", title="Extra gym na school", entitlement_units=1, entitlement_period="year")
    return opened_for(town, made, capacity=capacity, days=days, **said)


def opened_for(town: Town, made: Any, *, capacity: int = 25, days: int = 60, **said: Any) -> Activity:
    """Sign-up for this offer, which gets two dates."""
    librarian = town.actor("librarian")
    now = timezone.now()
    for weeks in (1, 2):
        starts = now + timedelta(weeks=weeks)
        offers.add_session(made, starts_at=starts, ends_at=starts + timedelta(hours=1), by=librarian)
    closes: date = timezone.localdate() + timedelta(days=days)
    return enrolments.open_activity(made, capacity=capacity, closes_on=closes, by=librarian, **said)


def dates(activity: Activity) -> list[Session]:
    """Its dates, the first on top."""
    return list(Session.objects.filter(offer=activity.offer_id).order_by("starts_at"))


def enrolled(town: Town) -> Enrolment:
    """Three children of De Kring in extra gym."""
    return enrolments.enrol(opened(town), town.kring, children=3, by=town.actor("teacher"))[0]


def gone_by(town: Town) -> Activity:
    """Extra gym with three children of De Kring, of which the first date was a week ago."""
    with time_machine.travel(timezone.now() - timedelta(weeks=2)):
        return enrolled(town).activity
