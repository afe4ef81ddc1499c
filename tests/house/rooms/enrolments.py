"""Own sign-up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from catalogue.lifecycle import Moving
from portal.enrolments import states
from tests.cast import Town
from tests.portal.enrolments.activities import dates, enrolled, gone_by, opened

if TYPE_CHECKING:
    from tests.house.rounds import Things

API = """
GET    activities                           -             signed-in
POST   activities                           -             providers
GET    activities/<uuid:id>                 activity      schools library town-hall
POST   activities/<uuid:id>/places          activity      library
POST   activities/<uuid:id>/closings        activity      library
POST   activities/<uuid:id>/openings        activity      library
POST   activities/<uuid:id>/cancellations   activity      library
POST   activities/<uuid:id>/enrolments      activity      kring other_coordinator
POST   activities/<uuid:id>/attendances     activity      library
GET    enrolments                           -             signed-in
GET    enrolments/<uuid:id>                 enrolment     kring library town-hall
POST   enrolments/<uuid:id>/withdrawals     enrolment     kring
"""
PAGES = """
GET  school/activities                      -             schools
GET  school/activities/<uuid:pk>            activity      schools
POST school/activities/<uuid:pk>/enrol      activity      schools
POST school/enrolments/<uuid:pk>/take-back  enrolment     kring
GET  provider/activities                    -             providers
POST provider/activities/open               -             providers
GET  provider/activities/<uuid:pk>          activity      library
POST provider/activities/<uuid:pk>/<slug:deed>  activity+close  library
GET  provider/activities/<uuid:pk>/dates/<uuid:session>  activity+activity-date  library
"""
WORDS = {"activity": states}


def furnish(town: Town, things: Things) -> dict[str, Any]:
    """An activity of the library with children of De Kring, of which a date is over."""
    gym = gone_by(town)
    return {"activity": gym.pk, "enrolment": gym.enrolments.get().pk, "activity-date": dates(gym)[0].pk}


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to its doors."""
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    return {
        "v1/activities": {"offer": str(things["offer"]), "capacity": 20, "closesOn": soon},
        "activities/<uuid:id>/places": {"capacity": 30}, "activities/<uuid:id>/closings": {},
        "activities/<uuid:id>/openings": {"closesOn": soon},
        "activities/<uuid:id>/cancellations": {"reason": "De zaal is dicht"},
        "activities/<uuid:id>/enrolments": {"children": 2},
        "activities/<uuid:id>/attendances": {
            "session": str(things["activity-date"]), "present": [{"enrolment": str(things["enrolment"]), "present": 1}],
        },
        "activities/<uuid:pk>/enrol": {"children": 2},
        "activities/open": {"offer": str(things["offer"]), "capacity": 20, "closes_on": soon, "way": "count"},
    }  # fmt: skip


READERS = {"activities": "officer", "enrolments": "officer"}


def another(town: Town) -> dict[str, Any]:
    """An activity with children of De Kring."""
    enrolled(town)
    return {}


def moving(town: Town) -> dict[str, Moving]:
    """An activity."""
    return {"activity": opened(town)}
